import type { Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'
import { inTurns, joined } from '../model/index.ts'
import type { Reservation } from './byte-budget.ts'
import { errorOfNetwork, type Response } from './explain-failure.ts'
import { createSemaphore } from './semaphore.ts'
import { badResponse, tooLarge } from './upstream-error.ts'

/** Encodings that the fetcher asks for and understands. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'

export interface ReadOptions {
  readonly compressedBytes: number
  readonly decodedBytes: number
  readonly signal: AbortSignal
  /** Waits until so many bytes may be in memory. */
  reserve(bytes: number): Promise<Reservation>
}

/**
 * Reads and decodes a whole body; closes the connection of one that is cut short or too large. Its bytes are reserved
 * until `held` is disposed. @throws UpstreamError
 */
export async function readBody(
  url: URL,
  { headers, body }: Response,
  { compressedBytes, decodedBytes, signal, reserve }: ReadOptions,
): Promise<{ readonly bytes: Buffer; readonly held: Reservation }> {
  const codings = codingsOf(headers['content-encoding'])
  const most = codings.length === 0 ? Math.min(compressedBytes, decodedBytes) : compressedBytes
  // Reserved in one step with what it decodes to: two bodies that hold a part and wait for more could wait for ever.
  const make = (length: number) => reserve(length + Math.min(decodedBytes, Math.max(length, 1) * growthOf(codings)))
  const { encoded, held } = await readBytes(url, body, headers['content-length'], most, make)
  try {
    const bytes = await decodeContent(url.origin, encoded, codings, decodedBytes, signal)
    held.shrinkTo(bytes.length)
    return { bytes, held }
  } catch (error) {
    held[Symbol.dispose]()
    throw error
  }
}

/** Reads an unwanted body to its end, so that its connection can be reused; closes it if that is much or takes long. */
export function discardBody(body: Response['body']): void {
  body.dump({ limit: DISCARDED_BYTES, signal: AbortSignal.timeout(DISCARDING_MS) }).catch(() => {
    // The connection is gone, and the answer has been handled already.
  })
}

/** The codings of a Content-Encoding header, in the order they were applied. */
export function codingsOf(header: string | readonly string[] | undefined): string[] {
  const codings = [header ?? ''].flat().join(',').toLowerCase().split(',')
  return codings.map(coding => coding.trim()).filter(coding => coding !== '' && coding !== 'identity')
}

/** Bytes of an unwanted answer that are read to keep its connection. */
const DISCARDED_BYTES = 64 * 1024
const DISCARDING_MS = 1_000

/** Most bytes that a body without a declared length may have before its bytes are reserved. */
const SMALL_BYTES = 64 * 1024

async function readBytes(
  url: URL,
  body: Response['body'],
  declared: string | string[] | undefined,
  most: number,
  reserve: (length: number) => Promise<Reservation>,
): Promise<{ readonly encoded: Buffer; readonly held: Reservation }> {
  const chunks: Buffer[] = []
  let byteCount = 0
  let held: Reservation | undefined
  const tooMany = () => tooLarge(`the answer of ${url.origin} is larger than ${most} bytes.`)
  try {
    // It may fail while it waits.
    body.on('error', () => {})
    if (Number(declared ?? 0) > most) throw tooMany()
    if (declared !== undefined) held = await reserve(Number(declared))
    for await (const chunk of body) {
      chunks.push(chunk)
      byteCount += chunk.length
      if (byteCount > most) throw tooMany()
      if (byteCount > SMALL_BYTES) held ??= await reserve(most)
    }
    held ??= await reserve(byteCount)
  } catch (error) {
    held?.[Symbol.dispose]()
    body.destroy()
    throw errorOfNetwork(error, url)
  }
  return { encoded: await inTurns(joined(chunks, byteCount)), held }
}

/** The most bytes that one byte decodes to: none beside itself without codings, no end of them with the newer ones. */
function growthOf(codings: readonly string[]): number {
  if (codings.length === 0) return 0
  return codings.length === 1 && /^(x-)?gzip$|^deflate$/.test(codings[0] ?? '')
    ? DEFLATE_GROWTH
    : Number.POSITIVE_INFINITY
}

const DEFLATE_GROWTH = 1032

type CreateDecoder = (bytes: Buffer) => Transform

/** Bytes that a decoder gives at a time. */
const CHUNK = { chunkSize: 64 * 1024 }

const DECODERS: Readonly<Record<string, CreateDecoder>> = {
  gzip: () => createGunzip(CHUNK),
  'x-gzip': () => createGunzip(CHUNK),
  deflate: bytes => (isZlib(bytes) ? createInflate(CHUNK) : createInflateRaw(CHUNK)),
  br: () => createBrotliDecompress(CHUNK),
  zstd: () => createZstdDecompress(CHUNK),
}

/** Bodies with more codings are an error, unread: each costs a pass over up to `most` bytes. */
const MAX_CODINGS = 4

/** Two bodies are decoded at a time, so that many bombs at once need no more memory than two. */
const takeDecoder = createSemaphore(2)

/**
 * Undoes the codings of a body, holding no more than `most` bytes at any stage. A body that was encoded twice is
 * an error, since that only hides its size; it is decoded all the same, to tell a bomb from a mistake.
 * @throws UpstreamError UPSTREAM_TOO_LARGE, UPSTREAM_BAD_RESPONSE; the signal's reason
 */
async function decodeContent(
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
  const give = await takeDecoder(signal, true)
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
  const decoder = DECODERS[coding]?.(bytes)
  if (!decoder) return bytes
  const chunks: Buffer[] = []
  let byteCount = 0
  try {
    decoder.end(bytes)
    for await (const chunk of decoder) {
      byteCount += (chunk as Buffer).length
      if (byteCount > most) break
      chunks.push(chunk as Buffer)
    }
  } catch {
    throw badResponse(`the answer of ${origin} cannot be decompressed.`)
  }
  if (byteCount > most) throw tooLarge(`the answer of ${origin} is larger than ${most} bytes once decompressed.`)
  return inTurns(joined(chunks, byteCount))
}

/** `deflate` means zlib's format, but some servers send what is inside it. RFC 1950: the first byte's low half is 8. */
function isZlib(bytes: Buffer): boolean {
  return ((bytes[0] ?? 0) & 0x0f) === 8
}
