import { constants, deflateRawSync, deflateSync } from 'node:zlib'
import { MAX_PIXELS } from '../../src/masks/index.ts'
import { chunk, headerChunk, pngOf } from '../support/png.ts'

/* PNGs that would take more memory than an image may. */

export const TEN_BY_TEN = headerChunk({ width: 10, height: 10 })
export const IDAT = chunk('IDAT', deflateSync(Buffer.alloc(110)))
export const END = chunk('IEND')

/** A zlib stream of so many MiB of zeros that never ends: the same packed MiB over and over. */
function endlessZeros(mebibytes: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH })
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array<Buffer>(mebibytes).fill(one)])
}

export const TOO_LARGE: Readonly<Record<string, () => Uint8Array>> = {
  '48 KB that declare gigabytes': () =>
    pngOf(headerChunk({ width: 60_000, height: 60_000 }), chunk('IDAT', endlessZeros(48)), END),
  'the largest size there is': () => pngOf(headerChunk({ width: 2 ** 31 - 1, height: 2 ** 31 - 1 }), IDAT, END),
  'a width beyond DICOM': () => pngOf(headerChunk({ width: 65_536, height: 1 }), IDAT, END),
  'a height beyond DICOM': () => pngOf(headerChunk({ width: 1, height: 65_536, interlaced: true }), IDAT, END),
  'a pixel beyond the limit': () => pngOf(headerChunk({ width: MAX_PIXELS / 2 ** 15 + 1, height: 2 ** 15 }), IDAT, END),
  'a byte too many': () => pngOf(TEN_BY_TEN, chunk('IDAT', deflateSync(Buffer.alloc(111))), END),
  'a hundred pixels of 4 GiB': () => pngOf(TEN_BY_TEN, chunk('IDAT', endlessZeros(4096)), END),
  '4 GiB in many chunks': () => {
    const packed = endlessZeros(4096)
    const pieces: Buffer[] = []
    for (let start = 0; start < packed.length; start += 8192) pieces.push(packed.subarray(start, start + 8192))
    return pngOf(TEN_BY_TEN, ...pieces.map(piece => chunk('IDAT', piece)), END)
  },
}

/** Ten by ten pixels, with 4 GiB in each of its texts and its profile. */
export function bombInTexts(): Uint8Array {
  const named = Buffer.concat([Buffer.from('name\0\0'), endlessZeros(4096)])
  return pngOf(TEN_BY_TEN, chunk('zTXt', named), chunk('iCCP', named), chunk('iTXt', named), IDAT, END)
}
