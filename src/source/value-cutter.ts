import { Nesting } from './nesting.ts'
import { MAX_SPLIT_DEPTH, type RawRecord, type SourcePosition } from './raw-record.ts'
import { RecordPieces } from './record-pieces.ts'

/** Cuts values out of chunks, and knows their positions in the source. */
export class ValueCutter {
  readonly nesting = new Nesting()
  /** A value has begun and is not cut yet. */
  started = false
  readonly #firstLine: number
  readonly #pieces: RecordPieces
  #chunkStart: number
  #start: SourcePosition
  /** Index in the current chunk where the value's part begins. */
  #from = 0

  constructor(start: SourcePosition, maxRecordBytes: number) {
    this.#start = start
    this.#firstLine = start.line
    this.#chunkStart = start.byteOffset
    this.#pieces = new RecordPieces(maxRecordBytes)
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

  /** The value that ends before `at`; null if none has begun. */
  cut(chunk: Buffer, at: number, fault: string | null): RawRecord | null {
    const tooDeep = this.nesting.tooDeep ? `the record is nested deeper than ${MAX_SPLIT_DEPTH} levels` : null
    const record = this.started
      ? this.#pieces.finish(chunk.subarray(this.#from, at), this.#start, fault ?? tooDeep)
      : null
    this.started = false
    this.nesting.reset()
    return record
  }

  /** Must be called at the end of every chunk. */
  leave(chunk: Buffer): void {
    if (this.started) this.#pieces.add(chunk.subarray(this.#from))
    this.#from = 0
    this.#chunkStart += chunk.length
  }
}

export const ENDS_INSIDE = 'the file ends inside this record'
export const MISMATCH = 'a bracket is closed by one of the other kind, so no record can be told apart from here on'

export const NOTHING: Buffer = Buffer.alloc(0)
