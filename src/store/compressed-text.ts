import { promisify } from 'node:util'
import { constants, zstdCompressSync, zstdDecompress, zstdDecompressSync } from 'node:zlib'
import { storeCorrupt } from '../errors.ts'
import { inTurns, isTurnOver, parseInPieces } from '../model/index.ts'

/** As a backend keeps it: JSON text, or zstd of that text where it is long enough to be worth it. */
export type StoredText = string | Uint8Array

/** Below this a frame of zstd saves little and costs more to open than the JSON costs to parse. */
const COMPRESS_FROM = 4096
/** For texts of this size level 1 packs as tightly as the default and is quicker. */
const PARAMS = { [constants.ZSTD_c_compressionLevel]: 1 }
/** Compressed bytes: text of a megabyte and more. */
const LONG_FROM = 64 * 1024
/** The same of text that repeats itself, which may pack a thousand times as tightly. */
const LONG_UNPACKED_FROM = 1024 * 1024
/** Bytes that zstd asks for beside the length, to compress right into the answer: with less it copies the text first. */
const margin = (length: number) => (length >> 8) + 64

/** The same text always gives the same bytes. */
export function packText(text: string): StoredText {
  return text.length < COMPRESS_FROM ? text : compressed(Buffer.from(text))
}

/** The same of a text in UTF-8. */
export function packBytes({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): StoredText {
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  return bytes.length < COMPRESS_FROM ? bytes.toString() : compressed(bytes)
}

/** Synchronous on purpose: for a few kilobytes, zlib's stream in another thread takes ten times as long as compressing. */
function compressed(bytes: Buffer): Uint8Array {
  const chunkSize = bytes.length + margin(bytes.length)
  return zstdCompressSync(bytes, { pledgedSrcSize: bytes.length, chunkSize, params: PARAMS })
}

/** @throws SlicegraphError STORE_CORRUPT */
export function unpackText(stored: StoredText): string {
  return typeof stored === 'string' ? stored : decoded(() => zstdDecompressSync(stored).toString())
}

/** The same in zlib's threads where the text may be long. @throws SlicegraphError STORE_CORRUPT */
export async function unpackLongText(stored: StoredText): Promise<string> {
  if (typeof stored === 'string' || !isLong(stored)) return unpackText(stored)
  // In one piece, or its parts would be joined at once.
  const length = Math.min(unpackedLength(stored) ?? 0, MOST_IN_ONE_PIECE)
  const bytes = await promisify(zstdDecompress)(stored, { chunkSize: Math.max(length, LONG_FROM) }).catch(() => null)
  // The turn begins here for those who continue in it.
  isTurnOver()
  return decoded(() => (bytes as Buffer).toString())
}

const MOST_IN_ONE_PIECE = 64 * 1024 * 1024

export function unpackBody<T>(stored: StoredText): T {
  return parseStored(unpackText(stored))
}

/** Whether a text may be so long that others should get their turns while it is unpacked and parsed. */
export const isLong = (stored: StoredText): boolean =>
  stored.length >= LONG_FROM || (typeof stored !== 'string' && (unpackedLength(stored) ?? 0) >= LONG_UNPACKED_FROM)

/** As the head of a zstd frame declares it. RFC 8878, section 3.1.1.1. */
function unpackedLength({ buffer, byteOffset, byteLength }: Uint8Array): number | null {
  if (byteLength < MOST_HEAD_BYTES) return null
  const head = new DataView(buffer, byteOffset, MOST_HEAD_BYTES)
  const descriptor = head.getUint8(4)
  const isSingle = (descriptor & 0x20) !== 0
  const at = 5 + (isSingle ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0)
  switch (descriptor >> 6) {
    case 0:
      return isSingle ? head.getUint8(at) : null
    case 1:
      return head.getUint16(at, true) + 256
    case 2:
      return head.getUint32(at, true)
    default:
      return Number(head.getBigUint64(at, true))
  }
}

const MOST_HEAD_BYTES = 18

/**
 * The same in several turns of the event loop, for a long one.
 * @param owner of the turns
 * @throws SlicegraphError STORE_CORRUPT
 */
export async function unpackLongBody<T>(stored: StoredText, owner: object): Promise<T> {
  const text = await unpackLongText(stored)
  return inTurns(parseInPieces(text), owner).catch(() => decoded(() => JSON.parse(text))) as Promise<T>
}

/** JSON that the store wrote. @throws SlicegraphError STORE_CORRUPT */
export function parseStored<T>(text: string): T {
  return decoded(() => JSON.parse(text) as T)
}

/** Without a cause: its message may quote the data. */
function decoded<T>(decode: () => T): T {
  try {
    return decode()
  } catch {
    throw storeCorrupt('a row of it cannot be decoded')
  }
}
