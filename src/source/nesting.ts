import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './json-bytes.ts'
import { MAX_DEPTH } from './raw-record.ts'

/**
 * Follows brackets and strings through a value, chunk by chunk, until the value is closed. JSON.parse checks the rest.
 */
export class Nesting {
  /** Brackets that are open. */
  depth = 0
  inString = false
  /** A bracket was closed by one of the other kind, so the ends of values are unknown from here on. */
  mismatched = false
  /** Stays true until `reset`. */
  tooDeep = false
  /** Line feeds passed so far. */
  lineFeeds = 0
  #escaped = false
  /** The bracket that closes each level. Past the limit levels are only counted: their record is rejected anyway. */
  readonly #closers = new Uint8Array(MAX_DEPTH)

  get isOpen(): boolean {
    return this.depth > 0 || this.inString
  }

  /** Ready for the next value. */
  reset(): void {
    this.depth = 0
    this.inString = false
    this.tooDeep = false
    this.#escaped = false
  }

  /**
   * Reads on from `from`, which is an opening bracket or quote, or inside what one opened. Returns the index after the
   * byte that closed the value, the index of the byte that does not match, or else the chunk's length.
   *
   * Reading an array spends its time in this loop: its state is in locals, and table look-ups beat comparisons. Jumping to
   * the closing quote with indexOf was slower, since nearly all strings of an export are short.
   */
  scan(chunk: Buffer, from: number): number {
    const { length } = chunk
    let { depth, inString, lineFeeds } = this
    let at = this.#escaped && isEscapable(chunk[from]) ? from + 1 : from
    this.#escaped = false
    while (at < length) {
      if (inString) {
        while (at < length && IN_STRING[chunk[at] as number] === 0) at++
        if (at >= length) break
        const byte = chunk[at++]
        if (byte === QUOTE) {
          inString = false
          if (depth === 0) break
        } else if (byte === LINE_FEED) lineFeeds++
        else if (at === length) this.#escaped = true
        else if (isEscapable(chunk[at])) at++
        continue
      }
      while (at < length && STRUCTURE[chunk[at] as number] === 0) at++
      if (at >= length) break
      const byte = chunk[at++] as number
      if (byte === QUOTE) inString = true
      else if (byte === LINE_FEED) lineFeeds++
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth < MAX_DEPTH) this.#closers[depth] = byte + CLOSES
        else this.tooDeep = true
        depth++
      } else if (depth <= MAX_DEPTH && this.#closers[depth - 1] !== byte) {
        this.mismatched = true
        at--
        break
      } else if (--depth === 0) break
    }
    this.depth = depth
    this.inString = inString
    this.lineFeeds = lineFeeds
    return at
  }
}

/** From an opening bracket to the one that closes it; the same for both kinds. */
const CLOSES = CLOSE_BRACE - OPEN_BRACE

const STRUCTURE = tableOf(QUOTE, LINE_FEED, OPEN_BRACE, OPEN_BRACKET, CLOSE_BRACE, CLOSE_BRACKET)
/** A raw line feed has no place in a string, but counts as a line all the same. */
const IN_STRING = tableOf(QUOTE, BACKSLASH, LINE_FEED)

function tableOf(...bytes: number[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of bytes) table[byte] = 1
  return table
}

/** Bytes that mean nothing to this loop behind a backslash. */
function isEscapable(byte: number | undefined): boolean {
  return byte === QUOTE || byte === BACKSLASH
}
