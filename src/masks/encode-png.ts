import { constants, crc32, deflateSync, type ZlibOptions } from 'node:zlib'
import { ColorType, PNG_SIGNATURE } from './png-chunks.ts'
import type { Bitmap } from './runs.ts'

/** An RGB image: three bytes a pixel, row by row from the top left. */
interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A mask as 8-bit grey PNG: 0 and 255 in one channel. The same mask gives the same bytes. */
export function encodePng({ width, height, data }: Bitmap): Buffer {
  const grey = new Uint8Array(data.length)
  for (let i = 0; i < data.length; i++) grey[i] = data[i] === 0 ? 0 : 255
  // Masks are long runs of one byte: this strategy makes them smaller than the default, in a tenth of the time.
  return encode(width, height, ColorType.GREY, grey, { strategy: constants.Z_RLE })
}

/** An image as 8-bit RGB PNG, such as a composite of many masks. The same image gives the same bytes. */
export function encodeRgbPng({ width, height, data }: RgbImage): Buffer {
  return encode(width, height, ColorType.RGB, data, {})
}

function encode(width: number, height: number, colorType: number, data: Uint8Array, packing: ZlibOptions): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, colorType], 8)
  const lineBytes = data.length / height
  // The byte before each line names its filter: 0 is none.
  const lines = new Uint8Array(height + data.length)
  for (let y = 0; y < height; y++) lines.set(data.subarray(y * lineBytes, (y + 1) * lineBytes), y * (1 + lineBytes) + 1)
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines, packing)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}
