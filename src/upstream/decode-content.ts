import { promisify } from 'node:util'
import {
  type BrotliOptions,
  brotliDecompress,
  gunzip,
  inflate,
  inflateRaw,
  type ZlibOptions,
  type ZstdOptions,
  zstdDecompress,
} from 'node:zlib'
import { createSlots } from './semaphore.ts'
import { badResponse, tooLarge } from './upstream-error.ts'

/** Encodings that the fetcher asks for and understands. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'

type Decoder = (bytes: Buffer, options: ZlibOptions & BrotliOptions & ZstdOptions) => Promise<Buffer>

const DECODERS: Readonly<Record<string, Decoder>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: (bytes, options) => (isZlib(bytes) ? promisify(inflate) : promisify(inflateRaw))(bytes, options),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
}

/** More are refused unread: each costs a pass over up to `most` bytes. */
const MAX_CODINGS = 4

/** Two bodies are decoded at a time, so that many bombs at once need no more memory than two. */
const decoding = createSlots(2)

/** The codings of a Content-Encoding header, in the order they were applied. */
export function codingsOf(header: string | readonly string[] | undefined): string[] {
  const codings = [header ?? ''].flat().join(',').toLowerCase().split(',')
  return codings.map(coding => coding.trim()).filter(coding => coding !== '' && coding !== 'identity')
}

/**
 * Undoes the codings of a body, holding no more than `most` bytes at any stage. A body that was encoded twice serves
 * only to hide its size, so it is refused; it is unpacked all the same, to tell a bomb from a mistake.
 * @throws UpstreamError UPSTREAM_TOO_LARGE, UPSTREAM_BAD_RESPONSE; the signal's reason
 */
export async function decodeContent(
  origin: string,
  body: Buffer,
  codings: readonly string[],
  most: number,
  signal: AbortSignal,
): Promise<Buffer> {
  if (codings.length === 0) return body
  if (codings.length > MAX_CODINGS || codings.some(coding => !Object.hasOwn(DECODERS, coding))) {
    throw badResponse(`the answer of ${origin} has an encoding that was not asked for.`)
  }
  const give = await decoding.take(signal, true)
  try {
    const decoded = await codings.reduceRight(
      async (bytes, coding) => decodeOne(origin, await bytes, coding, most),
      Promise.resolve(body),
    )
    if (codings.length > 1) throw badResponse(`the answer of ${origin} was encoded more than once.`)
    return decoded
  } finally {
    give()
  }
}

async function decodeOne(origin: string, bytes: Buffer, coding: string, most: number): Promise<Buffer> {
  try {
    return (await DECODERS[coding]?.(bytes, { maxOutputLength: most })) ?? bytes
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge(`the answer of ${origin} is larger than ${most} bytes once decompressed.`)
    }
    throw badResponse(`the answer of ${origin} cannot be decompressed.`)
  }
}

/** `deflate` means zlib's format, but some servers send what is inside it. RFC 1950: the first byte's low half is 8. */
function isZlib(bytes: Buffer): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8
}
