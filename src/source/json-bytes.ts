/* Bytes of JSON syntax. */

export const LINE_FEED = 0x0a
export const SPACE = 0x20
export const QUOTE = 0x22
export const COMMA = 0x2c
export const MINUS = 0x2d
export const DOT = 0x2e
export const ZERO = 0x30
export const NINE = 0x39
export const COLON = 0x3a
export const OPEN_BRACKET = 0x5b
export const BACKSLASH = 0x5c
export const CLOSE_BRACKET = 0x5d
export const OPEN_BRACE = 0x7b
export const CLOSE_BRACE = 0x7d

/** JSON has four; U+00A0, U+2028 and the like are not among them. */
export function isJsonSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_FEED || byte === 0x0d || byte === 0x09
}

/** The index of the first byte that is not whitespace; the length where there is none. */
export function skipSpace(bytes: Uint8Array, from = 0): number {
  let at = from
  while (at < bytes.length && isJsonSpace(bytes[at])) at++
  return at
}
