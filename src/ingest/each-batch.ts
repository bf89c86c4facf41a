import { splitRecords } from '../source/index.ts'
import type { LoadBatch } from '../store/index.ts'
import { boundHeap } from './heap-bounds.ts'
import { readBatch } from './read-batch.ts'

/** Reads an export batch by batch, in bounded memory; the next is read when the last has been taken. */
export async function eachBatch(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  take: (batch: LoadBatch) => Promise<void>,
): Promise<void> {
  const heap = boundHeap()
  try {
    for await (const records of splitRecords(bytes)) {
      signal?.throwIfAborted()
      await take(readBatch(records))
      heap.check()
    }
  } finally {
    heap.release()
  }
}
