import { createSplitter } from './detect-format.ts'
import { MAX_RECORD_BYTES, type RawRecord } from './raw-record.ts'

/**
 * Cuts an export into records, whatever container its bytes show it to be: a JSON array (its elements), NDJSON (its
 * lines), or objects written over many lines. A byte order mark at the very start is skipped.
 *
 * Never fails over content: text that cannot be a record comes as one with a `fault`. Yields the records of about
 * 256 KiB of input at a time, at least one, and holds one record and about 1 MiB of input. Errors of `bytes` pass through.
 * @param maxRecordBytes Longer records become faulty ones.
 */
export async function* splitRecords(
  bytes: AsyncIterable<Uint8Array>,
  maxRecordBytes = MAX_RECORD_BYTES,
): AsyncGenerator<readonly RawRecord[], void, undefined> {
  const splitter = createSplitter(maxRecordBytes)
  let records: RawRecord[] = []
  let pending = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += BATCH_BYTES) {
      const part = viewOf(chunk, at)
      splitter.push(part, records)
      pending += part.length
      if (pending < BATCH_BYTES || records.length === 0) continue
      yield records
      records = []
      pending = 0
    }
  }
  splitter.end(records)
  if (records.length > 0) yield records
}

/** A batch amortises what each asynchronous step costs, and bounds what is held at once. */
const BATCH_BYTES = 256 * 1024

/** Up to a batch of the chunk, as the Buffer that has the fast searches. */
function viewOf(chunk: Uint8Array, at: number): Buffer {
  return Buffer.from(chunk.buffer, chunk.byteOffset + at, Math.min(BATCH_BYTES, chunk.length - at))
}
