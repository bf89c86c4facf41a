import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { encode } from 'fast-png'
import { decodePng, foreground, ofColors, toBitmap } from '../../src/masks/index.ts'
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
            assertPixels(foreground(image), png.pixels, pixel => isVisible(png, pixel))
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

suite('pixels with an alpha of 0 are background of a single mask, whatever their colour', () => {
  const WHITE = [255, 255, 255]
  const cases: readonly (Omit<OddPng, 'width' | 'height' | 'interlaced'> & { readonly what: string })[] = [
    {
      what: 'RGBA',
      colorType: 6,
      depth: 8,
      pixels: [
        [...WHITE, 255],
        [...WHITE, 1],
        [...WHITE, 0],
        [0, 0, 0, 255],
      ],
    },
    {
      what: 'grey and alpha',
      colorType: 4,
      depth: 8,
      pixels: [
        [9, 255],
        [9, 1],
        [9, 0],
        [0, 255],
      ],
    },
    {
      what: 'RGBA of 16 bits',
      colorType: 6,
      depth: 16,
      pixels: [
        [1, 1, 1, 65_535],
        [1, 1, 1, 1],
        [256, 256, 256, 0],
        [0, 0, 0, 256],
      ],
    },
    {
      what: 'a palette',
      colorType: 3,
      depth: 8,
      pixels: [[0], [1], [2], [3]],
      palette: [WHITE, WHITE, WHITE, [0, 0, 0]],
      extra: [chunk('tRNS', Uint8Array.from([255, 1, 0]))],
    },
    {
      what: 'a grey',
      colorType: 0,
      depth: 4,
      pixels: [[1], [2], [3], [0]],
      extra: [chunk('tRNS', Buffer.from([0, 3]))],
    },
    {
      what: 'a grey of 16 bits',
      colorType: 0,
      depth: 16,
      pixels: [[256], [1], [257], [0]],
      extra: [chunk('tRNS', Buffer.from([1, 1]))],
    },
    {
      what: 'an RGB colour',
      colorType: 2,
      depth: 8,
      pixels: [[1, 2, 4], WHITE, [1, 2, 3], [0, 0, 0]],
      extra: [chunk('tRNS', Buffer.from([0, 1, 0, 2, 0, 3]))],
    },
  ]
  for (const { what, ...png } of cases)
    for (const interlaced of [false, true])
      test(`${what}${interlaced ? ', interlaced' : ''}`, () => {
        const image = decodePng(oddPng({ ...png, width: 4, height: 1, interlaced }))
        assertPixels(foreground(image), png.pixels, pixel => png.pixels.indexOf(pixel) < 2)
        // A composite's colours count whatever their alpha.
        const [clear] = ofColors(image, [rgbOf({ ...png, width: 4, height: 1, interlaced }, png.pixels[2] ?? [])])
        assert.equal(toBitmap(clear ?? assert.fail()).data[2], 1)
      })

  test('a tRNS chunk of another length than its colour type has is ignored', () => {
    const extra = [chunk('tRNS', Buffer.from([0, 1]))]
    const png = {
      ...twoByOne,
      colorType: 2,
      pixels: [
        [1, 1, 1],
        [0, 0, 0],
      ],
      extra,
    }
    assertPixels(foreground(decodePng(oddPng(png))), png.pixels, ([red]) => red === 1)
  })
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

function isVisible(png: OddPng, pixel: readonly number[]): boolean {
  const hasAlpha = png.colorType === 4 || png.colorType === 6
  return colorSamples(png, pixel).some(sample => sample > 0) && !(hasAlpha && pixel.at(-1) === 0)
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
