import { isUtf8 } from 'node:buffer'
import type { Json } from '../model/index.ts'
import { locateFault } from './locate-fault.ts'

export type ParsedJson =
  | { readonly value: Json; readonly fault?: undefined }
  | {
      /** Why it is not JSON, and at which character. Never quotes the content, key names aside. */
      readonly fault: string
      /** Where in the record, as `$.projects.ID.labels[0]`; absent where the bytes are not even text. */
      readonly path?: string
    }

/**
 * A record's bytes as a JSON value. Never throws. Bytes that are not UTF-8 are a fault: replacing them would change
 * what the export says. Numbers are JSON.parse's, which rounds silently (1e400 is Infinity, a twenty-digit integer
 * loses its last digits), and of equal keys the last one counts; depth is not limited.
 */
export function parseJson(bytes: Uint8Array): ParsedJson {
  // Checking first and then decoding leniently is half again as fast as a fatal TextDecoder, and refuses the same.
  if (!isUtf8(bytes)) return { fault: `not UTF-8, at byte ${firstBadByte(bytes) + 1} of the record` }
  let text = ''
  try {
    text = decode(bytes)
    return { value: JSON.parse(text) }
  } catch (error) {
    // JSON.parse's own message quotes the content.
    return error instanceof SyntaxError ? locateFault(text) : { fault: 'too long for a text', path: '$' }
  }
}

/** Keeps a byte order mark, which has no place inside an export and so is a fault. */
function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** Lenient decoding puts U+FFFD there, so that encoding it again differs from there on. */
function firstBadByte(bytes: Uint8Array): number {
  const again = Buffer.from(decode(bytes), 'utf8')
  let at = 0
  while (at < bytes.length && bytes[at] === again[at]) at++
  return at
}
