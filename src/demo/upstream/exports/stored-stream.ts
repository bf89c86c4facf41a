import type { JsonObject } from '../../../model/index.ts'

/** The lines of an NDJSON stream, each with its newline. */
export interface StoredStream {
  readonly bytes: Buffer
  /** The offset of each line. */
  readonly lineStarts: readonly number[]
}

/** One of the files that a stream is cut into. Both ends of a range belong to it. */
export interface StreamFile {
  readonly offsets: { readonly start: number; readonly end: number }
  readonly lines: { readonly start: number; readonly end: number }
  readonly bytes: Buffer
}

export const lineOf = (row: JsonObject): Buffer => Buffer.from(`${JSON.stringify(row)}\n`)

export function storedStream(lines: readonly Buffer[]): StoredStream {
  const lineStarts: number[] = []
  let size = 0
  for (const line of lines) {
    lineStarts.push(size)
    size += line.length
  }
  return { bytes: Buffer.concat(lines, size), lineStarts }
}

/** The file that an offset is in, cut at any byte. @returns null beyond the end. */
export function fileAt({ bytes, lineStarts }: StoredStream, offset: number, fileBytes: number): StreamFile | null {
  if (offset >= bytes.length) return null
  const start = Math.floor(offset / fileBytes) * fileBytes
  const end = Math.min(start + fileBytes, bytes.length) - 1
  const lineAt = (at: number) => lineStarts.findLastIndex(begins => begins <= at)
  return {
    offsets: { start, end },
    lines: { start: lineAt(start), end: lineAt(end) },
    bytes: bytes.subarray(start, end + 1),
  }
}
