import type { Json } from '../../../model/index.ts'

/** NDJSON, whole. */
export interface StoredStream {
  readonly bytes: Buffer
  /** Where each line begins. */
  readonly lineStarts: readonly number[]
}

/** One of the files that a stream is cut into. Both ends of a range belong to it. */
export interface StreamFile {
  readonly offsets: { readonly start: number; readonly end: number }
  readonly lines: { readonly start: number; readonly end: number }
  readonly bytes: Buffer
}

/** Takes lines and, in the end, gives the stream. */
export function createStreamWriter(): { add(line: Json): void; end(): StoredStream } {
  const parts: Buffer[] = []
  const lineStarts: number[] = []
  let size = 0
  return {
    add(line) {
      const part = Buffer.from(`${JSON.stringify(line)}\n`)
      parts.push(part)
      lineStarts.push(size)
      size += part.length
    },
    end: () => ({ bytes: Buffer.concat(parts, size), lineStarts }),
  }
}

/**
 * The file that an offset is in. Files are cut after so many bytes, in the middle of lines and characters, and an
 * offset within one gives all of it.
 * @returns null beyond the end.
 */
export function fileAt({ bytes, lineStarts }: StoredStream, offset: number, fileBytes: number): StreamFile | null {
  if (offset >= bytes.length) return null
  const start = Math.floor(offset / fileBytes) * fileBytes
  const end = Math.min(start + fileBytes, bytes.length) - 1
  return {
    offsets: { start, end },
    lines: { start: lineAt(lineStarts, start), end: lineAt(lineStarts, end) },
    bytes: bytes.subarray(start, end + 1),
  }
}

/** The number, from 0, of the line that an offset is in. */
function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0
  let high = lineStarts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
