import { crc32 } from 'node:zlib'
import { badPng } from './png-errors.ts'
import { ColorType, PNG_SIGNATURE, type PngHeader, parseHeader } from './png-header.ts'

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
