import { HeldBytes } from './held-bytes.ts'
import { isJsonSpace, skipSpace } from './json-bytes.ts'
import { Nesting } from './nesting.ts'
import { KEPT_BYTES, MAX_DEPTH, type RawRecord, type SourcePosition } from './raw-record.ts'

/**
 * Cuts records out of chunks, and knows their positions in the source. Of a record over the limit only the beginning is
 * kept, so that memory stays bounded however long it goes on.
 */
export class RecordCutter {
  readonly nesting = new Nesting()
  /** A record has begun and is not cut yet. */
  started = false
  readonly #firstLine: number
  readonly #limit: number
  #chunkStart: number
  #start: SourcePosition
  /** Index in the current chunk where the record's part begins. */
  #from = 0
  /** The parts of the record in earlier chunks. */
  readonly #held = new HeldBytes()
  #length = 0

  constructor(start: SourcePosition, maxRecordBytes: number) {
    this.#start = start
    this.#firstLine = start.line
    this.#chunkStart = start.byteOffset
    this.#limit = maxRecordBytes
  }

  /** Position of a byte of the current chunk. Right only once the line feeds before it are counted. */
  positionOf(at: number): SourcePosition {
    return { line: this.#firstLine + this.nesting.lineFeeds, byteOffset: this.#chunkStart + at }
  }

  begin(at: number): void {
    this.#start = this.positionOf(at)
    this.#from = at
    this.started = true
  }

  /** The record that ends before `at`; null if none has begun, or if it is whitespace alone and has no fault. */
  cut(chunk: Buffer, at: number, fault: string | null): RawRecord | null {
    if (!this.started) return null
    this.#add(chunk.subarray(this.#from, at))
    const bytes = this.#held.length > 0 ? this.#held.take() : NOTHING
    const tooDeep = this.nesting.tooDeep ? TOO_DEEP : null
    const record = toRecord(bytes, this.#start, this.#tooLong() ?? fault ?? tooDeep)
    this.started = false
    this.#length = 0
    this.nesting.reset()
    return record
  }

  /** Must be called at the end of every chunk. */
  leave(chunk: Buffer): void {
    if (this.started) this.#add(chunk.subarray(this.#from))
    this.#from = 0
    this.#chunkStart += chunk.length
  }

  #add(piece: Buffer): void {
    const fitted = this.#length <= this.#limit
    this.#length += piece.length
    if (!fitted || piece.length === 0) return
    this.#held.add(piece)
    if (this.#length <= this.#limit) return
    const beginning = this.#held.beginning(Math.min(KEPT_BYTES, this.#limit))
    this.#held.clear()
    this.#held.add(beginning)
  }

  #tooLong(): string | null {
    if (this.#length <= this.#limit) return null
    return `the record is longer than ${this.#limit} bytes; its beginning is kept`
  }
}

function toRecord(bytes: Buffer, start: SourcePosition, fault: string | null): RawRecord | null {
  const from = skipSpace(bytes)
  let to = bytes.length
  while (from < to && isJsonSpace(bytes[to - 1])) to--
  if (from === to) return fault === null ? null : { ...start, bytes, fault }
  return { line: start.line, byteOffset: start.byteOffset + from, bytes: bytes.subarray(from, to), fault }
}

export const ENDS_INSIDE = 'the file ends inside this record'
export const MISMATCH = 'a bracket is closed by one of the other kind, so no record can be told apart from here on'

const TOO_DEEP = `the record is nested deeper than ${MAX_DEPTH} levels`

export const NOTHING: Buffer = Buffer.alloc(0)
