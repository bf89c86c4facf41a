import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import { rowCount, withinDeadline } from '../execution/index.ts'
import type { Principal } from '../loaders/index.ts'
import { describe } from './audit.ts'
import { createContext, type Gateway } from './context.ts'

/**
 * Runs a subscription. Each event is answered from the data at that time, since an event can announce data that was
 * loaded after the subscription began.
 * @returns a result with errors if the subscription cannot start.
 */
export async function executeSubscription(
  args: ExecutionArgs,
  gateway: Gateway,
  principal: Principal,
  closed: AbortSignal,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  // Unsubscribing aborts pending reads.
  const left = new AbortController()
  const signal = AbortSignal.any([closed, left.signal])
  const events = await createSourceEventStream({
    ...args,
    contextValue: await createContext(gateway, principal, within(signal)),
  })
  if (!(Symbol.asyncIterator in events)) return events
  const about = describe(args.document, args.operationName)
  const iterator = events[Symbol.asyncIterator]()

  async function answer(rootValue: unknown): Promise<ExecutionResult> {
    gateway.audit.requireRoom()
    const context = await createContext(gateway, principal, within(signal))
    const result = await withinDeadline(context, gateway.queryTimeout, () =>
      execute({ ...args, rootValue, contextValue: context }),
    )
    context.abort?.(ANSWERED)
    const rows = rowCount(result.data)
    gateway.audit.record(principal, { ...about, rows, errors: result.errors?.length ?? 0 })
    return result
  }

  async function next(): Promise<IteratorResult<ExecutionResult>> {
    try {
      const { done, value: rootValue } = await iterator.next()
      if (done) return END
      return { done: false, value: await answer(rootValue) }
    } catch (error) {
      if (signal.aborted) return END
      throw error
    }
  }

  const answers: AsyncIterableIterator<ExecutionResult> = {
    next,
    async return() {
      left.abort()
      await iterator.return?.().catch(() => {})
      return END
    },
    [Symbol.asyncIterator]() {
      return answers
    },
  }
  return answers
}

/** A controller of its own, aborted with the signal. */
function within(signal: AbortSignal): AbortController {
  const controller = new AbortController()
  const end = () => controller.abort(signal.reason)
  if (signal.aborted) end()
  signal.addEventListener('abort', end)
  controller.signal.addEventListener('abort', () => signal.removeEventListener('abort', end), { once: true })
  return controller
}

const ANSWERED = new DOMException('The event is answered.', 'AbortError')
const END = { done: true, value: undefined } as const
