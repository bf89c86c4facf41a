import { LINE_FEED, OPEN_BRACE, OPEN_BRACKET, skipSpace } from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { createArraySplitter } from './split-array.ts'
import { createLineSplitter } from './split-lines.ts'
import { createSequenceSplitter } from './split-sequence.ts'

/** Holds the start of the content until it shows the container, then passes all of it to the container's splitter. */
export function createSplitter(maxRecordBytes: number): Splitter {
  let chosen: Splitter | null = null
  /** Content not passed on yet; it begins at `start`. */
  let held: Buffer[] = []
  let heldBytes = 0
  /** Bytes to hold before the next look. They double, so that all looks together cost no more than two. */
  let enough = MARK.length
  let start: SourcePosition = { line: 1, byteOffset: 0 }

  function look(atEnd: boolean, out: RawRecord[]): void {
    const content = withoutSpace(held.length === 1 && held[0] ? held[0] : Buffer.concat(held))
    const create = splitterOf(content, maxRecordBytes, atEnd)
    held = create === null ? [content] : []
    heldBytes = content.length
    enough = content.length * 2
    chosen = create?.(start, maxRecordBytes) ?? null
    chosen?.push(content, out)
  }

  /** Drops a byte order mark, and leading whitespace whatever its length. */
  function withoutSpace(bytes: Buffer): Buffer {
    let { line, byteOffset } = start
    const isMarked = byteOffset === 0 && bytes.subarray(0, MARK.length).equals(MARK)
    const at = skipSpace(bytes, isMarked ? MARK.length : 0)
    // An iterator takes twenty times as long, and a file may be blank for gigabytes.
    for (let i = 0; i < at; i++) if (bytes[i] === LINE_FEED) line++
    byteOffset += at
    start = { line, byteOffset }
    return bytes.subarray(at)
  }

  return {
    push(chunk, out) {
      if (chosen !== null) return chosen.push(chunk, out)
      held.push(chunk)
      heldBytes += chunk.length
      if (heldBytes >= enough) look(false, out)
    },
    end(out) {
      if (chosen === null) look(true, out)
      chosen?.end(out)
    },
  }
}

/** Objects over many lines show it in their first lines, if not at once. */
const MOST_LOOKED_AT = 16 * 1024 * 1024

/** UTF-8's byte order mark, which Windows tools add. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * `[` starts an array; any other byte but `{` means NDJSON. Content that starts with `{` is NDJSON when its first line is
 * a whole value, or when only the second non-blank line is (the first is broken). Otherwise objects span lines.
 * No more is looked at than 16 MiB, or than the longest record has bytes: what is still open then is taken for NDJSON.
 * Null: more content is needed.
 */
function splitterOf(content: Buffer, maxRecordBytes: number, atEnd: boolean) {
  const most = Math.min(maxRecordBytes, MOST_LOOKED_AT)
  const undecided = atEnd || content.length > most ? createLineSplitter : null
  if (content[0] === OPEN_BRACKET) return createArraySplitter
  if (content[0] !== OPEN_BRACE) return content.length === 0 ? undecided : createLineSplitter
  const firstEnd = content.indexOf(LINE_FEED) + 1
  if (firstEnd === 0) return undecided
  if (firstEnd > most || isOneValue(content.subarray(0, firstEnd))) return createLineSplitter
  const second = skipSpace(content, firstEnd)
  if (second === content.length) return undecided
  if (second > most) return createLineSplitter
  if (content[second] !== OPEN_BRACE || content[second - 1] !== LINE_FEED) return createSequenceSplitter
  let secondEnd = content.indexOf(LINE_FEED, second) + 1
  if (secondEnd === 0) {
    if (!atEnd) return undecided
    secondEnd = content.length
  }
  const isLine = secondEnd > most || isOneValue(content.subarray(second, secondEnd))
  return isLine ? createLineSplitter : createSequenceSplitter
}

/** Whether brackets and quotes make the line exactly one value. */
function isOneValue(line: Buffer): boolean {
  const records: RawRecord[] = []
  const splitter = createSequenceSplitter({ line: 1, byteOffset: 0 }, line.length)
  splitter.push(line, records)
  splitter.end(records)
  return records.length === 1 && records[0]?.fault === null
}
