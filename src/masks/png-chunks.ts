import { crc32 } from 'node:zlib'
import { SlicegraphError } from '../errors.ts'

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')

export const ColorType = { GREY: 0, RGB: 2, PALETTE: 3, GREY_ALPHA: 4, RGBA: 6 } as const

/** The IHDR chunk: https://www.w3.org/TR/png-3/#11IHDR */
export interface PngHeader {
  /** Pixels, at least 1. */
  readonly width: number
  readonly height: number
  /** Bits a sample: 1, 2, 4, 8 or 16. */
  readonly depth: number
  readonly colorType: number
  /** Samples a pixel. */
  readonly channels: number
  /** Sent in the seven passes of Adam7. */
  readonly interlaced: boolean
}

/** The parts of a PNG that its pixels are made of. */
export interface PngParts {
  readonly header: PngHeader
  /** Three bytes a colour; null when there is none. */
  readonly palette: Buffer | null
  /** The tRNS chunk: which colours are transparent; null when there is none. */
  readonly transparency: Buffer | null
  /** The IDAT chunks: one zlib stream, cut anywhere. */
  readonly compressed: readonly Buffer[]
}

/**
 * Reads the chunks and keeps those that pixels are made of. The others (texts, colour profiles) are checked against their
 * checksums and left compressed: they may be bombs, and a mask does not need them.
 *
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE if the bytes are no PNG, are damaged, or end before the last chunk.
 */
export function readChunks(bytes: Uint8Array): PngParts {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (png.length === 0) throw badPng('it is empty')
  if (!png.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) throw badPng('it is not a PNG')
  let header: PngHeader | null = null
  let palette: Buffer | null = null
  let transparency: Buffer | null = null
  const compressed: Buffer[] = []
  for (const { type, data } of chunksOf(png)) {
    if ((type === 'IHDR') !== (header === null)) throw badPng('its header is not its first chunk alone')
    if (type === 'IHDR') header = parseHeader(data)
    else if (type === 'PLTE') palette = data
    else if (type === 'tRNS') transparency = data
    else if (type === 'IDAT') compressed.push(data)
    // A capital letter marks a chunk without which the image makes no sense.
    else if (type !== 'IEND' && /^[A-Z]/.test(type)) throw badPng('it has a critical chunk that is not known')
  }
  if (header === null) throw badPng('it has no header')
  if (compressed.length === 0) throw badPng('it has no pixel data')
  if (header.colorType === ColorType.PALETTE && (palette === null || palette.length % 3 !== 0))
    throw badPng('its palette is missing or cut')
  return { header, palette, transparency, compressed }
}

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

/** All chunks up to IEND; bytes after it are ignored. */
function* chunksOf(png: Buffer): Iterable<Chunk> {
  let offset = PNG_SIGNATURE.length
  for (;;) {
    // Length, type and checksum take four bytes each.
    if (offset + 12 > png.length) throw badPng('it is cut short')
    const end = offset + 8 + png.readUInt32BE(offset)
    if (end + 4 > png.length) throw badPng('it is cut short')
    if (crc32(png.subarray(offset + 4, end)) !== png.readUInt32BE(end))
      throw badPng('a chunk does not match its checksum')
    const type = png.toString('latin1', offset + 4, offset + 8)
    yield { type, data: png.subarray(offset + 8, end) }
    if (type === 'IEND') return
    offset = end + 4
  }
}

const HEADER_BYTES = 13

const CHANNELS_AND_DEPTHS: ReadonlyMap<number, readonly [channels: number, depths: readonly number[]]> = new Map([
  [ColorType.GREY, [1, [1, 2, 4, 8, 16]]],
  [ColorType.RGB, [3, [8, 16]]],
  [ColorType.PALETTE, [1, [1, 2, 4, 8]]],
  [ColorType.GREY_ALPHA, [2, [8, 16]]],
  [ColorType.RGBA, [4, [8, 16]]],
])

/** @throws SlicegraphError UPSTREAM_BAD_RESPONSE for what the specification does not know. */
function parseHeader(data: Buffer): PngHeader {
  if (data.length !== HEADER_BYTES) throw badPng('its header has the wrong length')
  const width = data.readUInt32BE(0)
  const height = data.readUInt32BE(4)
  const [depth = 0, colorType = -1, compression, filter, interlace = -1] = data.subarray(8)
  if (width === 0 || height === 0) throw badPng('it has no pixels')
  const [channels, depths] = CHANNELS_AND_DEPTHS.get(colorType) ?? []
  if (channels === undefined || !depths?.includes(depth))
    throw badPng('its header declares a colour type or bit depth that PNG does not have')
  if (compression !== 0 || filter !== 0 || interlace > 1)
    throw badPng('its header declares a compression, filter or interlacing that PNG does not have')
  return { width, height, depth, colorType, channels, interlaced: interlace === 1 }
}

/** The error for a PNG that cannot be read. @param reason A clause that quotes nothing of the bytes. */
export function badPng(reason: string, options?: ErrorOptions): SlicegraphError {
  return new SlicegraphError('UPSTREAM_BAD_RESPONSE', `the PNG cannot be read: ${reason}.`, options)
}

/** The error for a PNG that would take more memory than a mask may. */
export function tooLargePng(reason: string, options?: ErrorOptions): SlicegraphError {
  return new SlicegraphError('UPSTREAM_TOO_LARGE', `the PNG is not read: ${reason}.`, options)
}
