import { BACKSLASH, CLOSE_BRACE, COMMA, DOT, MINUS, NINE, QUOTE, SPACE, ZERO } from '../../source/index.ts'

/** Reads JSON without whitespace, byte by byte. Methods return false and do not advance where the bytes do not match. */
export class ByteCursor {
  protected readonly bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  digit(): number {
    const byte = this.bytes[this.at] ?? 0
    return byte >= ZERO && byte <= NINE ? byte - ZERO : -1
  }

  take(byte: number): boolean {
    if (this.bytes[this.at] !== byte) return false
    this.at++
    return true
  }

  takeAll(text: Uint8Array): boolean {
    const bytes = this.bytes
    const from = this.at
    for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text[i]) return false
    this.at = from + text.length
    return true
  }

  /** Takes the same bytes as those from `from` to before `to`. */
  takeSame(from: number, to: number): boolean {
    const bytes = this.bytes
    const start = this.at
    for (let i = from; i < to; i++) if (bytes[start + i - from] !== bytes[i]) return false
    this.at = start + to - from
    return true
  }

  skipString(): boolean {
    const bytes = this.bytes
    if (bytes[this.at] !== QUOTE) return false
    for (let at = this.at + 1; ; at++) {
      const byte = bytes[at] ?? 0
      if (byte < SPACE || byte === BACKSLASH) return false
      if (byte === QUOTE) {
        this.at = at + 1
        return true
      }
    }
  }

  /**
   * A decimal number of up to 15 digits: as a whole number it is exact, and so is the power of ten that it is divided
   * by, so that the quotient is the very number that JSON.parse makes of it. False for any other.
   * Written in place, since a number that is returned would be an object.
   */
  number(into: Float64Array, place: number): boolean {
    const bytes = this.bytes
    let at = this.at
    const negative = bytes[at] === MINUS
    if (negative) at++
    const start = at
    let value = 0
    let byte = bytes[at] ?? 0
    while (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO)
      byte = bytes[++at] ?? 0
    }
    let digits = at - start
    if (digits === 0 || (digits > 1 && bytes[start] === ZERO)) return false
    if (byte === DOT) {
      const point = at
      byte = bytes[++at] ?? 0
      while (byte >= ZERO && byte <= NINE) {
        value = value * 10 + (byte - ZERO)
        byte = bytes[++at] ?? 0
      }
      const places = at - point - 1
      digits += places
      if (places === 0 || digits > MOST_DIGITS) return false
      value /= POWERS[places] ?? 1
    }
    // An exponent follows, or it is no number at all.
    if (digits > MOST_DIGITS || (byte !== COMMA && byte !== CLOSE_BRACE)) return false
    this.at = at
    into[place] = negative ? -value : value
    return true
  }
}

const MOST_DIGITS = 15
const POWERS = Array.from({ length: MOST_DIGITS + 1 }, (_, exponent) => 10 ** exponent)
