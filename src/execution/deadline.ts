import { type ExecutionResult, GraphQLError } from 'graphql'
import { SlicegraphError } from '../errors.ts'
import type { GraphContext } from '../loaders/index.ts'

/**
 * Executes an operation until its context is aborted: by the client that leaves, or here when the time is up. The answer
 * is then the one error, and nothing waits for the execution, whose resolvers are refused their loaders.
 * @param milliseconds null: no limit
 */
export async function withinDeadline(
  context: GraphContext,
  milliseconds: number | null,
  execute: () => ExecutionResult | Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const { signal, abort } = context
  if (!signal) return execute()
  const aborted = Promise.withResolvers<ExecutionResult>()
  const end = () => aborted.resolve(abortedAnswer(signal))
  if (signal.aborted) return abortedAnswer(signal)
  signal.addEventListener('abort', end, { once: true })
  const timer = milliseconds === null ? undefined : setTimeout(() => abort?.(timeout(milliseconds)), milliseconds)
  try {
    return await Promise.race([aborted.promise, execute()])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
  }
}

function abortedAnswer({ reason }: AbortSignal): ExecutionResult {
  return { data: null, errors: [new GraphQLError(reason.message, { originalError: reason })] }
}

const timeout = (milliseconds: number) =>
  new SlicegraphError(
    'QUERY_TIMEOUT',
    `The operation took longer than ${milliseconds / 1000} s. Ask for smaller pages or fewer fields, narrow the filter, or raise SLICEGRAPH_QUERY_TIMEOUT.`,
  )
