import { SlicegraphError } from '../errors.ts'
import type { StoreWriter } from '../store/index.ts'

/**
 * Ends a load that failed or was stopped.
 * @throws SlicegraphError LOAD_ABANDONED when it was stopped, else the error that ended it
 */
export async function abandonLoad(
  writer: StoreWriter,
  source: string,
  error: unknown,
  signal: AbortSignal | undefined,
): Promise<never> {
  // If this fails too, the next load clears up. The first error is the one to report.
  await writer.abandon().catch(() => {})
  if (!signal?.aborted) throw error
  throw new SlicegraphError(
    'LOAD_ABANDONED',
    `The load of ${source} is abandoned: nothing of it is visible, and earlier data is unchanged.`,
  )
}
