import { crc32, deflateSync, gzipSync } from 'node:zlib'
import { chunk, headerChunk, type OddPng, oddPng, pngOf, SIGNATURE } from '../support/png.ts'
import { END, IDAT, TEN_BY_TEN } from './bombs.ts'

/* PNGs that cannot be read, and a sound one to damage. */

export const SMALL: OddPng = {
  width: 3,
  height: 2,
  colorType: 3,
  depth: 2,
  interlaced: true,
  pixels: [[0], [1], [2], [1], [1], [3]],
  palette: [
    [0, 0, 0],
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ],
  filters: [0, 1, 2, 3, 4],
  extra: [chunk('tEXt', Buffer.from('Title\0mask'))],
}

const badHeader = (...rest: readonly number[]) =>
  pngOf(chunk('IHDR', Buffer.from([0, 0, 0, 10, 0, 0, 0, 10, ...rest])), IDAT, END)
const withData = (...lines: readonly number[]) =>
  pngOf(headerChunk({ width: 2, height: 2 }), chunk('IDAT', deflateSync(Buffer.from(lines))), END)

export const DAMAGED: Readonly<Record<string, Uint8Array>> = {
  'no bytes': Buffer.alloc(0),
  'a JPEG': Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  'a page of HTML': Buffer.from('<!DOCTYPE html><title>502 Bad Gateway</title>'),
  'a PNG in gzip': gzipSync(oddPng(SMALL)),
  'a signature alone': SIGNATURE,
  'no header': pngOf(IDAT, END),
  'the end at once': pngOf(END),
  'a chunk before the header': pngOf(chunk('tEXt'), TEN_BY_TEN, IDAT, END),
  'two headers': pngOf(TEN_BY_TEN, headerChunk({ width: 1, height: 1 }), IDAT, END),
  'a short header': pngOf(chunk('IHDR', Buffer.alloc(12)), IDAT, END),
  'a long header': badHeader(8, 0, 0, 0, 0, 0),
  'no width': pngOf(headerChunk({ width: 0, height: 10 }), IDAT, END),
  'no height': pngOf(headerChunk({ width: 10, height: 0 }), IDAT, END),
  'a depth that is not': badHeader(3, 0, 0, 0, 0),
  'a colour type that is not': badHeader(8, 1, 0, 0, 0),
  'a depth that the colour type has not': badHeader(4, 2, 0, 0, 0),
  'a palette of 16 bits': badHeader(16, 3, 0, 0, 0),
  'another compression': badHeader(8, 0, 1, 0, 0),
  'another sort of filters': badHeader(8, 0, 0, 1, 0),
  'another interlacing': badHeader(8, 0, 0, 0, 2),
  'a critical chunk that nobody knows': pngOf(TEN_BY_TEN, chunk('MASK'), IDAT, END),
  'no palette': pngOf(headerChunk({ width: 10, height: 10, colorType: 3 }), IDAT, END),
  'half a colour': pngOf(
    headerChunk({ width: 10, height: 10, colorType: 3 }),
    chunk('PLTE', Buffer.alloc(4)),
    IDAT,
    END,
  ),
  'no pixels': pngOf(TEN_BY_TEN, END),
  'empty pixels': pngOf(TEN_BY_TEN, chunk('IDAT'), END),
  'pixels that are not compressed': pngOf(TEN_BY_TEN, chunk('IDAT', Buffer.alloc(110)), END),
  'compressed pixels cut short': pngOf(TEN_BY_TEN, chunk('IDAT', deflateSync(Buffer.alloc(110)).subarray(0, -5)), END),
  'a byte too few': pngOf(TEN_BY_TEN, chunk('IDAT', deflateSync(Buffer.alloc(109))), END),
  'a filter that is not': withData(0, 1, 1, 5, 1, 1),
  'a length past the end': pngOf(TEN_BY_TEN, Buffer.from('7fffffff49444154', 'hex'), IDAT, END),
}

/** The PNG with its checksums made right again, as far as its chunks can be told. */
export function mended(png: Buffer): Buffer {
  for (let at = 8; at + 12 <= png.length; ) {
    const end = at + 8 + png.readUInt32BE(at)
    if (end + 4 > png.length) return png
    png.writeUInt32BE(crc32(png.subarray(at + 4, end)), end)
    at = end + 4
  }
  return png
}
