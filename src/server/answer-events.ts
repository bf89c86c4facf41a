import { createSourceEventStream, type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import { createContext, type Sources } from './context.ts'

/**
 * Follows a subscription, and answers each event from the data as it stands by then: what a task tells of may have
 * been loaded since the subscription began.
 * @returns the result where it cannot be followed.
 */
export async function answerEvents(
  args: ExecutionArgs,
  sources: Sources,
  closed: AbortSignal,
): Promise<ExecutionResult | AsyncIterableIterator<ExecutionResult>> {
  // Whoever leaves ends what is being waited for.
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
