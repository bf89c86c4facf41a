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
import { ENDS_INSIDE, MISMATCH, NOTHING, RecordCutter } from './record-cutter.ts'

/**
 * One JSON array, cut at its own commas. All text between two of them is an element, so that text which is not JSON costs
 * one record as long as its brackets and quotes match.
 * @param start Position of the opening bracket
 */
export function createArraySplitter(start: SourcePosition, maxRecordBytes: number): Splitter {
  const cutter = new RecordCutter(start, maxRecordBytes)
  const { nesting } = cutter
  let state: 'before' | 'elements' | 'after' = 'before'
  let afterComma = false
  /** Why the rest cannot be split, once that is so. */
  let lost: string | null = null

  /** The byte at `at` stands between the array's brackets, or outside them. */
  function step(chunk: Buffer, at: number, out: RawRecord[]): number {
    const byte = chunk[at]
    if (byte === LINE_FEED) nesting.lineFeeds++
    if (isJsonSpace(byte)) return at + 1
    if (state === 'before') {
      state = 'elements'
      return at + 1
    }
    if (state === 'after') return lose(at, 'there is text after the end of the array')
    if (byte === CLOSE_BRACE) return lose(at, MISMATCH)
    if (byte === COMMA || byte === CLOSE_BRACKET) {
      if (byte === COMMA || cutter.started || afterComma)
        out.push(cutter.cut(chunk, at, null) ?? missing(at, 'an element of the array is missing'))
      afterComma = byte === COMMA
      if (byte === CLOSE_BRACKET) state = 'after'
      return at + 1
    }
    if (!cutter.started) cutter.begin(at)
    return byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE ? scan(chunk, at) : at + 1
  }

  function scan(chunk: Buffer, at: number): number {
    const end = nesting.scan(chunk, at)
    return nesting.mismatched ? lose(end, MISMATCH) : end
  }

  const missing = (at: number, fault: string): RawRecord => ({ ...cutter.positionOf(at), bytes: NOTHING, fault })

  function lose(at: number, fault: string): number {
    if (!cutter.started) cutter.begin(at)
    state = 'after'
    lost = fault
    return at
  }

  return {
    push(chunk, out) {
      let at = 0
      while (at < chunk.length && lost === null) at = nesting.isOpen ? scan(chunk, at) : step(chunk, at, out)
      cutter.leave(chunk)
    },
    end(out) {
      const { isOpen } = nesting
      const last = cutter.cut(NOTHING, 0, lost)
      const cutShort = last !== null && state === 'elements' && (isOpen || !endsLikeValue(last.bytes))
      if (last !== null) out.push(cutShort ? { ...last, fault: last.fault ?? ENDS_INSIDE } : last)
      if (state === 'elements' && !cutShort) out.push(missing(0, 'the file ends without closing the array'))
    },
  }
}

/** The end of an object, a list or a string is visible; a number or word at the end of the file may have been cut. */
function endsLikeValue(bytes: Uint8Array): boolean {
  const last = bytes.at(-1)
  return last === CLOSE_BRACE || last === CLOSE_BRACKET || last === QUOTE
}
