import { isUtf8 } from 'node:buffer'
import type { Json } from '../model/index.ts'
import { BACKSLASH, COLON, isJsonSpace, QUOTE } from './json-bytes.ts'
import { locateFault } from './locate-fault.ts'
import { MAX_DEPTH } from './raw-record.ts'

type ParsedJson =
  | { readonly value: Json; readonly fault?: undefined }
  | {
      /** Why it is not JSON that can be kept, without its place, so that equal faults can be counted. Never quotes the content. */
      readonly fault: string
      /** Where in the record, as `$.projects.ID.labels[0]`; absent where the bytes are not even text. */
      readonly path?: string
    }

/**
 * Parses a record's bytes into a JSON value that has lost nothing. Never throws. Faults, beside what is not JSON: bytes
 * that are not UTF-8, a key that stands twice in an object, a number that overflows, a whole number written in digits
 * that would come out changed, and nesting beyond 512 levels, of which `depth` stand around the bytes.
 */
export function parseJson(bytes: Uint8Array, depth = 0): ParsedJson {
  // Checking first and then decoding leniently is half again as fast as a fatal TextDecoder, and rejects the same.
  if (!isUtf8(bytes)) return { fault: 'not UTF-8' }
  let text = ''
  try {
    // Keeps a byte order mark, which has no place inside an export and so is a fault.
    text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    const value: Json = JSON.parse(text)
    // The search reads the text again, which is slow: only where JSON.parse may have lost something.
    return (keysIn([value], depth) !== keysWritten(bytes) && locateFault(text, depth)) || { value }
  } catch (error) {
    // JSON.parse's own message quotes the content.
    if (!(error instanceof SyntaxError)) return { fault: 'too long for a text', path: '$' }
    return locateFault(text, depth) ?? { fault: 'not JSON', path: '$' }
  }
}

/** More keys than a record has bytes: a number may not be the one that was written, or the nesting is too deep. */
const LOST = 2 ** 30

/** Counts the keys of all objects. */
function keysIn(value: object, depth: number): number {
  if (depth > MAX_DEPTH) return LOST
  let count = 0
  if (Array.isArray(value)) for (let i = 0; i < value.length; i++) count += keysOf(value[i], depth)
  else for (const key in value) count += 1 + keysOf((value as Record<string, unknown>)[key], depth)
  return count
}

function keysOf(member: unknown, depth: number): number {
  if (typeof member === 'number') return member <= MAX_WHOLE && member >= -MAX_WHOLE ? 0 : LOST
  return typeof member === 'object' && member !== null ? keysIn(member, depth + 1) : 0
}

const MAX_WHOLE = Number.MAX_SAFE_INTEGER

/**
 * Counts the colons behind a closing quote. One behind an opening quote, as of the text ":", is counted too: the
 * search then finds nothing.
 */
function keysWritten(bytes: Uint8Array): number {
  const { length } = bytes
  let count = 0
  for (let at = 0; at < length; at++) {
    while (at < length && bytes[at] !== COLON) at++
    let quote = at - 1
    while (isJsonSpace(bytes[quote])) quote--
    if (at === length || bytes[quote] !== QUOTE) continue
    let slashes = 0
    while (bytes[quote - 1 - slashes] === BACKSLASH) slashes++
    // An escaped quote does not close a string.
    if (slashes % 2 === 0) count++
  }
  return count
}
