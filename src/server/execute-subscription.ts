import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import { createContext, type Sources } from './context.ts'

/**
 * Runs a subscription. Each event is answered from the data at that time, since an event can announce data that was
 * loaded after the subscription began.
 * @returns a result with errors if the subscription cannot start.
 */
export async function executeSubscription(
  args: ExecutionArgs,
  sources: Sources,
  closed: AbortSignal,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  // Unsubscribing aborts pending reads.
  const left = new AbortController()
  const signal = AbortSignal.any([closed, left.signal])
  const context = () => createContext(sources, signal)
  const events = await createSourceEventStream({ ...args, contextValue: await context() })
  if (!(Symbol.asyncIterator in events)) return events
  const iterator = events[Symbol.asyncIterator]()

  async function next(): Promise<IteratorResult<ExecutionResult>> {
    try {
      const { done, value: rootValue } = await iterator.next()
      if (done) return END
      return { done: false, value: await execute({ ...args, rootValue, contextValue: await context() }) }
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

const END = { done: true, value: undefined } as const
