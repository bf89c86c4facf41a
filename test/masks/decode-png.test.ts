import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { encode } from 'fast-png'
import { decodePng, foreground, ofColors } from '../../src/masks/index.ts'
import { chunk, type OddPng, oddPng, SORTS } from '../support/png.ts'
import { assertPixels } from './naive.ts'

suite('a PNG is read as the pixels it was made of', () => {
  for (const sort of SORTS)
    for (const interlaced of [false, true])
      test(`${sort.name} of ${sort.depth} bits${interlaced ? ', interlaced' : ''}`, () => {
        fc.assert(
          fc.property(arbitraryPng(sort, interlaced), png => {
            const image = decodePng(oddPng(png))
            assert.deepEqual([image.width, image.height], [png.width, png.height])
            assertPixels(foreground(image), png.pixels, pixel => colorSamples(png, pixel).some(sample => sample > 0))
            const colors = png.pixels.slice(0, 12).map(pixel => rgbOf(png, pixel))
            for (const [index, mask] of ofColors(image, colors).entries())
              assertPixels(mask, png.pixels, pixel => String(rgbOf(png, pixel)) === String(colors[index]))
          }),
          { numRuns: 40 },
        )
      })

  test('as another encoder writes it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.uint8Array({ minLength: 3, maxLength: 300, max: 3 }),
        (width, bytes) => {
          const height = Math.max(1, Math.floor(bytes.length / 3 / width))
          const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => bytes[i] ?? 0)
          const pixels = Array.from({ length: width * height }, (_, i) => [...data.subarray(i * 3, i * 3 + 3)])
          for (const interlace of ['null', 'Adam7'] as const) {
            const image = decodePng(encode({ width, height, data, channels: 3 }, { interlace }))
            assertPixels(foreground(image), pixels, pixel => pixel.some(sample => sample > 0))
          }
        },
      ),
    )
  })
})

const twoByOne = { width: 2, height: 1, colorType: 0, depth: 8, interlaced: false }

test('lines of a power of two in length', () => {
  for (const width of [64, 1024])
    for (const interlaced of [false, true]) {
      const pixels = Array.from({ length: width * 11 }, (_, i) => [(i * i) % 3])
      assertPixels(
        foreground(decodePng(oddPng({ ...twoByOne, width, height: 11, interlaced, pixels }))),
        pixels,
        ([grey = 0]) => grey > 0,
      )
    }
})

test('a place that the palette lacks is black', () => {
  const png = { ...twoByOne, colorType: 3, pixels: [[0], [7]], palette: [[9, 9, 9]] }
  const image = decodePng(oddPng(png))
  assertPixels(foreground(image), png.pixels, ([index]) => index === 0)
})

test('what is transparent counts by its colour', () => {
  const transparent = chunk('tRNS', Uint8Array.from([0, 0]))
  const indexed = {
    ...twoByOne,
    colorType: 3,
    pixels: [[1], [0]],
    palette: [
      [0, 0, 0],
      [0, 0, 9],
    ],
    extra: [transparent],
  }
  assertPixels(foreground(decodePng(oddPng(indexed))), indexed.pixels, ([index]) => index === 1)
  const alpha = {
    ...twoByOne,
    colorType: 4,
    pixels: [
      [1, 0],
      [0, 255],
    ],
  }
  assertPixels(foreground(decodePng(oddPng(alpha))), alpha.pixels, ([grey]) => grey === 1)
})

test('a palette beside RGB is a suggestion, and texts and what follows the end are nothing', () => {
  const png = {
    ...twoByOne,
    colorType: 2,
    pixels: [
      [0, 0, 1],
      [0, 0, 0],
    ],
    palette: [[1, 2, 3]],
    extra: [chunk('tEXt')],
  }
  const bytes = Buffer.concat([oddPng(png), Buffer.from('more')])
  assertPixels(foreground(decodePng(bytes)), png.pixels, ([, , blue]) => blue === 1)
})

test('bytes may lie anywhere in their buffer', () => {
  const png = oddPng({ ...twoByOne, pixels: [[255], [0]] })
  const within = Buffer.concat([Buffer.alloc(5), png, Buffer.alloc(5)]).subarray(5, 5 + png.length)
  assertPixels(
    foreground(decodePng(new Uint8Array(within.buffer, within.byteOffset, within.length))),
    [1, 0],
    one => one === 1,
  )
})

function arbitraryPng(sort: (typeof SORTS)[number], interlaced: boolean): fc.Arbitrary<OddPng> {
  const side = fc.integer({ min: 1, max: 19 })
  return fc.tuple(side, side).chain(([width, height]) => {
    const largest = 2 ** sort.depth - 1
    // Few values, so that colours recur; those at the ends, and such as differ in one byte of two.
    const sample = fc.oneof(fc.constantFrom(0, 0, 0, largest, largest & 0xff, largest & 0x100), fc.nat(largest))
    const colors = Math.min(256, largest + 1)
    const fixed = { width, height, colorType: sort.colorType, depth: sort.depth, interlaced }
    return fc
      .record({
        pixels: pixelsOf(width * height, fc.array(sample, { minLength: sort.samples, maxLength: sort.samples })),
        filters: fc.array(fc.nat(4), { minLength: 1, maxLength: 20 }),
        cut: fc.integer({ min: 1, max: 100 }),
        palette: fc.array(rgb, { minLength: colors, maxLength: colors }),
      })
      .map(({ palette, ...rest }) => ({ ...fixed, ...rest, ...(sort.colorType === 3 ? { palette } : {}) }))
  })
}

const rgb = fc.oneof(fc.constant([0, 0, 0]), fc.array(fc.nat(255), { minLength: 3, maxLength: 3 }))

/** Each pixel new, or as the one before. */
function pixelsOf(count: number, pixel: fc.Arbitrary<number[]>): fc.Arbitrary<number[][]> {
  return fc.array(fc.option(pixel), { minLength: count, maxLength: count, size: 'max' }).chain(list =>
    pixel.map(first => {
      let last = first
      return list.map(one => {
        last = one ?? last
        return last
      })
    }),
  )
}

/** A pixel's samples of colour, without alpha. */
function colorSamples({ colorType, palette }: OddPng, pixel: readonly number[]): readonly number[] {
  if (colorType === 3) return palette?.[pixel[0] ?? 0] ?? []
  return pixel.slice(0, colorType === 2 || colorType === 6 ? 3 : 1)
}

/** Its colour as eight bits a channel. */
function rgbOf(png: OddPng, pixel: readonly number[]): number[] {
  const samples = colorSamples(png, pixel)
  const eight = samples.map(sample => {
    if (png.colorType === 3) return sample
    return png.depth === 16 ? Math.floor(sample / 256) : (sample * 255) / (2 ** png.depth - 1)
  })
  return eight.length === 3 ? eight : [...eight, ...eight, ...eight]
}
