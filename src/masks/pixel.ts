import { ColorType, type PngParts } from './png-chunks.ts'

/*
 * A pixel is one number: red, green and blue as 0xRRGGBB, and two bits above them. LOW_BITS is set for a 16-bit sample
 * that is not 0 although its high byte is, so that only black is 0; TRANSPARENT for any other colour whose alpha is 0.
 */

const LOW_BITS = 0x1000000
const TRANSPARENT = 0x2000000

type Source = Pick<PngParts, 'header' | 'palette' | 'transparency'>

/** Writes the `count` pixels of a line to `pixels`, at `start` and from there every `step`. */
type PixelReader = (line: Uint8Array, count: number, pixels: Int32Array, start: number, step: number) => void

export function pixelReader(png: Source): PixelReader {
  const { channels, depth } = png.header
  return channels === 1 && depth <= 8 ? indexReader(depth, tableOf(png)) : sampleReader(png)
}

/** Whether bytes of 0 are pixels of 0: a palette may begin with another colour. */
export function isZeroBlack(png: Source): boolean {
  return png.header.colorType !== ColorType.PALETTE || tableOf(png)[0] === 0
}

/** Whether a pixel is neither black nor transparent. */
export function isVisible(pixel: number): boolean {
  return pixel !== 0 && (pixel & TRANSPARENT) === 0
}

/** The colour of a pixel, 0xRRGGBB, whatever its alpha. */
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

/** The pixel for every sample. A sample that the palette lacks is black, as viewers show it. */
function tableOf({ header: { colorType, depth }, palette, transparency }: Source): Int32Array {
  const isIndexed = colorType === ColorType.PALETTE
  const largest = 2 ** depth - 1
  const table = new Int32Array(largest + 1)
  for (let sample = 0; sample <= largest; sample++) {
    const grey = (sample * 255) / largest
    const part = (channel: number) => palette?.[3 * sample + channel] ?? 0
    const color = isIndexed ? packRgb(part(0), part(1), part(2)) : packRgb(grey, grey, grey)
    // A palette has an alpha per colour; a grey image names one grey in two bytes.
    const isClear = isIndexed ? transparency?.[sample] === 0 : transparency?.[1] === sample
    table[sample] = color !== 0 && isClear ? color | TRANSPARENT : color
  }
  return table
}

/** Whole bytes a sample: grey or RGB, with alpha or without. */
function sampleReader({ header: { channels, depth }, transparency }: Source): PixelReader {
  const sampleBytes = depth / 8
  const pixelBytes = channels * sampleBytes
  const isGrey = channels < 3
  const green = isGrey ? 0 : sampleBytes
  const blue = isGrey ? 0 : 2 * sampleBytes
  // A pixel is transparent if these bytes are found there: its alpha of 0, else the colour that tRNS names.
  const hasAlpha = channels % 2 === 0
  const clearAt = hasAlpha ? pixelBytes - sampleBytes : 0
  const named = transparency?.filter((_, i) => depth === 16 || i % 2 === 1) ?? []
  const clear = hasAlpha ? new Uint8Array(sampleBytes) : named.length === pixelBytes ? named : null
  const isClear = (line: Uint8Array, at: number) => clear?.every((byte, i) => line[at + clearAt + i] === byte)
  return (line, count, pixels, start, step) => {
    for (let i = 0, at = 0, target = start; i < count; i++, at += pixelBytes, target += step) {
      const color = packRgb(line[at] ?? 0, line[at + green] ?? 0, line[at + blue] ?? 0)
      const low = depth === 8 ? 0 : (line[at + 1] ?? 0) | (line[at + green + 1] ?? 0) | (line[at + blue + 1] ?? 0)
      const pixel = low === 0 ? color : color | LOW_BITS
      pixels[target] = pixel !== 0 && clear !== null && isClear(line, at) ? pixel | TRANSPARENT : pixel
    }
  }
}
