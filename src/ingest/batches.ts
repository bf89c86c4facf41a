import { liftFrames, normalizeRecord, RecordFault } from '../labelbox/index.ts'
import type { ExportRecord, Json, RejectedRecord } from '../model/index.ts'
import { parseJson, type RawRecord, splitRecords } from '../source/index.ts'
import type { LoadBatch } from '../store/index.ts'
import { boundHeap } from './heap-bounds.ts'

/** Reads an export batch by batch in bounded memory: the next batch is read when it is asked for. */
export async function* batchesOf(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<LoadBatch, void, undefined> {
  const heap = boundHeap()
  try {
    for await (const records of splitRecords(bytes)) {
      signal?.throwIfAborted()
      yield readBatch(records)
      heap.check()
    }
  } finally {
    heap.release()
  }
}

/** Every raw record becomes either a record or a rejected record. */
function readBatch(raw: readonly RawRecord[]): LoadBatch {
  const records: ExportRecord[] = []
  const rejects: RejectedRecord[] = []
  for (const each of raw) {
    const read = readRecord(each)
    if ('reason' in read) rejects.push({ line: each.line, byteOffset: each.byteOffset, bytes: each.bytes, ...read })
    else records.push(read)
  }
  return { records, rejects }
}

type Reject = Pick<RejectedRecord, 'path' | 'reason'>

function readRecord({ bytes, fault }: RawRecord): ExportRecord | Reject {
  if (fault !== null) return { path: '$', reason: fault }
  // The fast path reads most records. It does not say what is wrong with the others.
  const lifted = liftFrames(bytes)
  const record = lifted && normalize(lifted)
  if (record && !('reason' in record)) return record
  const parsed = parseJson(bytes)
  return parsed.fault === undefined ? normalize(parsed.value) : { path: parsed.path ?? '$', reason: parsed.fault }
}

function normalize(value: Json): ExportRecord | Reject {
  try {
    return normalizeRecord(value)
  } catch (error) {
    if (error instanceof RecordFault) return { path: error.path, reason: error.reason }
    throw error
  }
}
