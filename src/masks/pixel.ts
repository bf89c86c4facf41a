import { ColorType, type PngHeader } from './png-header.ts'

/*
 * A pixel is one number: red, green and blue as 0xRRGGBB, and a bit above them for a 16-bit sample that is not 0 but
 * whose high byte is. So a pixel is foreground exactly when it is not 0. Alpha is left out.
 */

const LOW_BITS = 0x1000000

/** Writes the `count` pixels of a line to `pixels`, at `start` and from there every `step`. */
export type PixelReader = (line: Uint8Array, count: number, pixels: Int32Array, start: number, step: number) => void

export function pixelReader(header: PngHeader, palette: Uint8Array | null): PixelReader {
  const { channels, depth } = header
  return channels === 1 && depth <= 8 ? indexReader(depth, tableOf(header, palette)) : sampleReader(channels, depth)
}

/** Whether bytes of 0 are pixels of 0: a palette may begin with another colour. */
export function isZeroBlack(header: PngHeader, palette: Uint8Array | null): boolean {
  if (header.colorType !== ColorType.PALETTE) return true
  return tableOf(header, palette)[0] === 0
}

/** The colour of a pixel, 0xRRGGBB. */
export function colorOf(pixel: number): number {
  return pixel & 0xffffff
}

/** 0xRRGGBB, each from 0 to 255. */
export function packRgb(red: number, green: number, blue: number): number {
  return (red << 16) | (green << 8) | blue
}

/** One sample of at most 8 bits a pixel, the leftmost in the highest bits: grey, or a place in the palette. */
function indexReader(depth: number, table: Int32Array): PixelReader {
  const mask = 2 ** depth - 1
  return (line, count, pixels, start, step) => {
    for (let i = 0, target = start; i < count; i++, target += step) {
      const bit = i * depth
      const sample = ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & mask
      pixels[target] = table[sample] ?? 0
    }
  }
}

/** The pixel of every sample. One that the palette lacks is black, as viewers show it. */
function tableOf({ colorType, depth }: PngHeader, palette: Uint8Array | null): Int32Array {
  const largest = 2 ** depth - 1
  const table = new Int32Array(largest + 1)
  for (let sample = 0; sample <= largest; sample++) {
    const grey = (sample * 255) / largest
    const part = (channel: number) => palette?.[3 * sample + channel] ?? 0
    table[sample] = colorType === ColorType.PALETTE ? packRgb(part(0), part(1), part(2)) : packRgb(grey, grey, grey)
  }
  return table
}

/** Whole bytes a sample: grey or RGB, with alpha or without. */
function sampleReader(channels: number, depth: number): PixelReader {
  const sampleBytes = depth / 8
  const pixelBytes = channels * sampleBytes
  const isGrey = channels < 3
  const green = isGrey ? 0 : sampleBytes
  const blue = isGrey ? 0 : 2 * sampleBytes
  return (line, count, pixels, start, step) => {
    for (let i = 0, at = 0, target = start; i < count; i++, at += pixelBytes, target += step) {
      const color = packRgb(line[at] ?? 0, line[at + green] ?? 0, line[at + blue] ?? 0)
      const low = depth === 8 ? 0 : (line[at + 1] ?? 0) | (line[at + green + 1] ?? 0) | (line[at + blue + 1] ?? 0)
      pixels[target] = low === 0 ? color : color | LOW_BITS
    }
  }
}
