import { LINE_FEED, OPEN_BRACE, OPEN_BRACKET, skipSpace } from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { createArraySplitter } from './split-array.ts'
import { createLineSplitter } from './split-lines.ts'
import { createSequenceSplitter } from './split-sequence.ts'

/**
 * Detects the container from the start of the content, then passes all of it to the splitter of that container.
 * `[` starts an array; any other byte but `{` means NDJSON. Content that starts with `{` is NDJSON when its first line is
 * a whole value, or when only the second non-blank line is (the first is broken). Otherwise objects span lines.
 */
export function createFormatSplitter(maxRecordBytes: number): Splitter {
  return new FormatSplitter(maxRecordBytes)
}

type Container = 'array' | 'lines' | 'sequence'

const CREATE = {
  array: createArraySplitter,
  lines: createLineSplitter,
  sequence: createSequenceSplitter,
} satisfies Record<Container, (start: SourcePosition, maxRecordBytes: number) => Splitter>

class FormatSplitter implements Splitter {
  readonly #maxRecordBytes: number
  #chosen: Splitter | null = null
  #phase: 'mark' | 'space' | 'firstLine' | 'secondLine' = 'mark'
  /** Content not passed on yet; it begins at `#start`. */
  #held: Buffer[] = []
  #heldBytes = 0
  #start = { line: 1, byteOffset: 0 }
  /** Parts of the current line. */
  #line: Buffer[] = []
  /** Bytes of lines examined: at most the longest record, since they are held in memory. */
  #lookedAt = 0

  constructor(maxRecordBytes: number) {
    this.#maxRecordBytes = maxRecordBytes
  }

  push(chunk: Buffer, out: RawRecord[]): void {
    if (this.#chosen !== null) {
      this.#chosen.push(chunk, out)
      return
    }
    if (chunk.length === 0) return
    this.#hold(chunk)
    const container = this.#look(chunk, false)
    if (container !== null) this.#choose(container, out)
  }

  end(out: RawRecord[]): void {
    if (this.#chosen === null) this.#choose(this.#look(NO_CHUNK, true) ?? this.#judgeLine(true) ?? 'lines', out)
    this.#chosen?.end(out)
  }

  #look(chunk: Buffer, atEnd: boolean): Container | null {
    if (this.#phase === 'firstLine' || this.#phase === 'secondLine') return this.#lookAtLines(chunk)
    if (this.#phase === 'mark') {
      if (this.#heldBytes < MARK.length && !atEnd) return null
      const head = Buffer.concat(this.#held)
      this.#keepFrom(head, head.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0)
      this.#phase = 'space'
    }
    return this.#lookAtFirstByte(Buffer.concat(this.#held))
  }

  /** Leading whitespace is dropped, whatever its length. */
  #lookAtFirstByte(chunk: Buffer): Container | null {
    const at = skipSpace(chunk)
    for (let feed = chunk.indexOf(LINE_FEED); feed !== -1 && feed < at; feed = chunk.indexOf(LINE_FEED, feed + 1)) {
      this.#start.line++
    }
    this.#keepFrom(chunk, at)
    const content = chunk.subarray(at)
    if (content.length === 0) return null
    if (content[0] === OPEN_BRACKET) return 'array'
    if (content[0] !== OPEN_BRACE) return 'lines'
    this.#phase = 'firstLine'
    return this.#lookAtLines(content)
  }

  #lookAtLines(chunk: Buffer): Container | null {
    for (let from = 0; from < chunk.length; ) {
      const feed = chunk.indexOf(LINE_FEED, from)
      const to = feed === -1 ? chunk.length : feed + 1
      this.#line.push(chunk.subarray(from, to))
      this.#lookedAt += to - from
      const container = this.#judgeLine(feed !== -1)
      if (container !== null) return container
      if (feed !== -1) this.#line = []
      from = to
    }
    return null
  }

  /** Null while more of the line, or another line, is needed. */
  #judgeLine(complete: boolean): Container | null {
    const part = this.#line.at(-1)
    if (part === undefined) return null
    if (this.#phase === 'secondLine' && this.#line[0]?.[0] !== OPEN_BRACE) {
      const space = skipSpace(part)
      if (this.#lookedAt - part.length + space > this.#maxRecordBytes) return 'lines'
      return space < part.length ? 'sequence' : null
    }
    if (this.#lookedAt > this.#maxRecordBytes) return 'lines'
    if (!complete) return null
    if (isOneValue(this.#line, this.#maxRecordBytes)) return 'lines'
    if (this.#phase === 'secondLine') return 'sequence'
    this.#phase = 'secondLine'
    return null
  }

  #hold(chunk: Buffer): void {
    this.#held.push(chunk)
    this.#heldBytes += chunk.length
  }

  #keepFrom(chunk: Buffer, at: number): void {
    this.#start.byteOffset += at
    this.#held = []
    this.#heldBytes = 0
    if (at < chunk.length) this.#hold(chunk.subarray(at))
  }

  #choose(container: Container, out: RawRecord[]): void {
    this.#chosen = CREATE[container](this.#start, this.#maxRecordBytes)
    for (const chunk of this.#held) this.#chosen.push(chunk, out)
    this.#held = []
    this.#line = []
  }
}

/** UTF-8's byte order mark, which Windows tools add. */
const MARK = Buffer.from([0xef, 0xbb, 0xbf])
const NO_CHUNK = Buffer.alloc(0)

/** Whether brackets and quotes make the line exactly one value. */
function isOneValue(line: readonly Buffer[], maxRecordBytes: number): boolean {
  const records: RawRecord[] = []
  const splitter = createSequenceSplitter({ line: 1, byteOffset: 0 }, maxRecordBytes)
  for (const part of line) splitter.push(part, records)
  splitter.end(records)
  return records.length === 1 && records[0]?.fault === null
}
