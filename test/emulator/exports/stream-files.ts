/** An NDJSON stream that is cut into files. */
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

/** @param bytes lines of text, each with its newline. */
export function storedStream(bytes: Buffer): StoredStream {
  const lineStarts: number[] = []
  for (let at = 0; at < bytes.length; at = bytes.indexOf('\n', at) + 1) lineStarts.push(at)
  return { bytes, lineStarts }
}

/** The file that an offset is in. Files are cut in the middle of lines and characters. @returns null beyond the end. */
export function fileAt({ bytes, lineStarts }: StoredStream, offset: number, fileBytes: number): StreamFile | null {
  if (offset >= bytes.length) return null
  const start = Math.floor(offset / fileBytes) * fileBytes
  const end = Math.min(start + fileBytes, bytes.length) - 1
  const lineAt = (at: number) => lineStarts.findLastIndex(begins => begins <= at)
  const lines = { start: lineAt(start), end: lineAt(end) }
  return { offsets: { start, end }, lines, bytes: bytes.subarray(start, end + 1) }
}
