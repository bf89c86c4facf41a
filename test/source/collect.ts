import { type RawRecord, splitRecords } from '../../src/source/index.ts'

/** The parts of a record that tests compare. */
export interface SeenRecord {
  readonly line: number
  readonly byteOffset: number
  readonly text: string
  readonly fault: string | null
}

/** The records of a source that arrives in the given chunks. */
export async function split(chunks: readonly (Uint8Array | string)[], maxRecordBytes?: number): Promise<SeenRecord[]> {
  return (await splitRaw(chunks, maxRecordBytes)).map(({ bytes, ...rest }) => ({
    ...rest,
    text: Buffer.from(bytes).toString(),
  }))
}

export async function splitRaw(
  chunks: readonly (Uint8Array | string)[],
  maxRecordBytes?: number,
): Promise<readonly RawRecord[]> {
  const records: RawRecord[] = []
  for await (const batch of splitRecords(arriving(chunks), maxRecordBytes)) records.push(...batch)
  return records
}

export async function* arriving(chunks: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

/** The source cut into chunks of one size. */
export function chunked(source: Uint8Array | string, size: number): Uint8Array[] {
  const bytes = Buffer.from(source)
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size))
  return chunks
}
