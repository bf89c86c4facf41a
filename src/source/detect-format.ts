import { LINE_FEED, OPEN_BRACE, OPEN_BRACKET, skipSpace } from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { ArraySplitter } from './split-array.ts'
import { createLineSplitter } from './split-lines.ts'
import { createSequenceSplitter } from './split-sequence.ts'

/** Holds the start of the content until it shows the container, then passes all of it to the container's splitter. */
export class FormatSplitter implements Splitter {
  readonly #maxRecordBytes: number
  #chosen: Splitter | null = null
  /** Content not passed on yet; it begins at `#start`. */
  #held: Buffer[] = []
  #heldBytes = 0
  /** Bytes to hold before the next look. They double, so that all looks together cost no more than two. */
  #enough = MARK.length
  #start: SourcePosition = { line: 1, byteOffset: 0 }

  constructor(maxRecordBytes: number) {
    this.#maxRecordBytes = maxRecordBytes
  }

  push(chunk: Buffer, out: RawRecord[]): void {
    if (this.#chosen !== null) {
      this.#chosen.push(chunk, out)
      return
    }
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
    if (this.#heldBytes >= this.#enough) this.#look(false, out)
  }

  end(out: RawRecord[]): void {
    if (this.#chosen === null) this.#look(true, out)
    this.#chosen?.end(out)
  }

  #look(atEnd: boolean, out: RawRecord[]): void {
    const content = this.#withoutSpace(Buffer.concat(this.#held))
    const container = containerOf(content, this.#maxRecordBytes, atEnd)
    if (container === null) {
      this.#held = [content]
      this.#heldBytes = content.length
      this.#enough = content.length * 2
      return
    }
    this.#held = []
    this.#chosen = CREATE[container](this.#start, this.#maxRecordBytes)
    this.#chosen.push(content, out)
  }

  /** Drops a byte order mark, and leading whitespace whatever its length. */
  #withoutSpace(held: Buffer): Buffer {
    let { line, byteOffset } = this.#start
    const isMarked = byteOffset === 0 && held.subarray(0, MARK.length).equals(MARK)
    const at = skipSpace(held, isMarked ? MARK.length : 0)
    for (const byte of held.subarray(0, at)) if (byte === LINE_FEED) line++
    byteOffset += at
    this.#start = { line, byteOffset }
    return held.subarray(at)
  }
}

type Container = 'array' | 'lines' | 'sequence'

const CREATE = {
  array: (start: SourcePosition, maxRecordBytes: number) => new ArraySplitter(start, maxRecordBytes),
  lines: createLineSplitter,
  sequence: createSequenceSplitter,
} satisfies Record<Container, (start: SourcePosition, maxRecordBytes: number) => Splitter>

/** UTF-8's byte order mark, which Windows tools add. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf])

/**
 * `[` starts an array; any other byte but `{` means NDJSON. Content that starts with `{` is NDJSON when its first line is
 * a whole value, or when only the second non-blank line is (the first is broken). Otherwise objects span lines.
 * No more is looked at than the longest record has bytes. Null: more content is needed.
 */
function containerOf(content: Buffer, maxRecordBytes: number, atEnd: boolean): Container | null {
  const undecided = atEnd || content.length > maxRecordBytes ? 'lines' : null
  if (content[0] === OPEN_BRACKET) return 'array'
  if (content[0] !== OPEN_BRACE) return content.length === 0 ? undecided : 'lines'
  const firstEnd = content.indexOf(LINE_FEED) + 1
  if (firstEnd === 0) return undecided
  if (firstEnd > maxRecordBytes || isOneValue(content.subarray(0, firstEnd))) return 'lines'
  const second = skipSpace(content, firstEnd)
  if (second === content.length) return undecided
  if (second > maxRecordBytes) return 'lines'
  if (content[second] !== OPEN_BRACE || content[second - 1] !== LINE_FEED) return 'sequence'
  let secondEnd = content.indexOf(LINE_FEED, second) + 1
  if (secondEnd === 0) {
    if (!atEnd) return undecided
    secondEnd = content.length
  }
  return secondEnd > maxRecordBytes || isOneValue(content.subarray(second, secondEnd)) ? 'lines' : 'sequence'
}

/** Whether brackets and quotes make the line exactly one value. */
function isOneValue(line: Buffer): boolean {
  const records: RawRecord[] = []
  const splitter = createSequenceSplitter({ line: 1, byteOffset: 0 }, line.length)
  splitter.push(line, records)
  splitter.end(records)
  return records.length === 1 && records[0]?.fault === null
}
