import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  isJsonSpace,
  LINE_FEED,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-bytes.ts'
import type { RawRecord, SourcePosition, Splitter } from './raw-record.ts'
import { ENDS_INSIDE, MISMATCH, NOTHING, ValueCutter } from './value-cutter.ts'

/**
 * One JSON array, cut at its own commas. All text between two of them is an element, so that text which is not JSON costs
 * one record as long as its brackets and quotes match.
 */
export class ArraySplitter implements Splitter {
  readonly #cutter: ValueCutter
  #state: 'before' | 'elements' | 'after' | 'lost' = 'before'
  #afterComma = false
  /** Why the rest cannot be split, once that is so. */
  #lostFault: string | null = null

  /** @param start Position of the opening bracket */
  constructor(start: SourcePosition, maxRecordBytes: number) {
    this.#cutter = new ValueCutter(start, maxRecordBytes)
  }

  push(chunk: Buffer, out: RawRecord[]): void {
    let at = 0
    while (at < chunk.length && this.#state !== 'lost') {
      at = this.#cutter.nesting.isOpen ? this.#scan(chunk, at) : this.#step(chunk, at, out)
    }
    this.#cutter.leave(chunk)
  }

  end(out: RawRecord[]): void {
    const { isOpen } = this.#cutter.nesting
    const last = this.#cutter.cut(NOTHING, 0, this.#lostFault)
    if (last !== null) {
      const cutShort = this.#state === 'elements' && (isOpen || !endsLikeValue(last.bytes))
      out.push(cutShort ? { ...last, fault: last.fault ?? ENDS_INSIDE } : last)
      if (cutShort) return
    }
    if (this.#state === 'elements') out.push(this.#missing(0, 'the file ends without closing the array'))
  }

  /** The byte at `at` stands between the array's brackets, or outside them. */
  #step(chunk: Buffer, at: number, out: RawRecord[]): number {
    const byte = chunk[at]
    if (byte === LINE_FEED) this.#cutter.nesting.lineFeeds++
    if (isJsonSpace(byte)) return at + 1
    if (this.#state === 'before') {
      this.#state = 'elements'
      return at + 1
    }
    if (this.#state === 'after') return this.#lose(at, 'there is text after the end of the array')
    if (byte === CLOSE_BRACE) return this.#lose(at, MISMATCH)
    if (byte === COMMA || byte === CLOSE_BRACKET) {
      if (byte === COMMA || this.#cutter.started || this.#afterComma) out.push(this.#element(chunk, at))
      this.#afterComma = byte === COMMA
      if (byte === CLOSE_BRACKET) this.#state = 'after'
      return at + 1
    }
    if (!this.#cutter.started) this.#cutter.begin(at)
    return byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE ? this.#scan(chunk, at) : at + 1
  }

  #scan(chunk: Buffer, at: number): number {
    const end = this.#cutter.nesting.scan(chunk, at)
    return this.#cutter.nesting.mismatched ? this.#lose(end, MISMATCH) : end
  }

  #element(chunk: Buffer, at: number): RawRecord {
    return this.#cutter.cut(chunk, at, null) ?? this.#missing(at, 'an element of the array is missing')
  }

  #missing(at: number, fault: string): RawRecord {
    return { ...this.#cutter.positionOf(at), bytes: NOTHING, fault }
  }

  #lose(at: number, fault: string): number {
    if (!this.#cutter.started) this.#cutter.begin(at)
    this.#state = 'lost'
    this.#lostFault = fault
    return at
  }
}

/** The end of an object, a list or a string is visible; a number or word at the end of the file may have been cut. */
function endsLikeValue(bytes: Uint8Array): boolean {
  const last = bytes.at(-1)
  return last === CLOSE_BRACE || last === CLOSE_BRACKET || last === QUOTE
}
