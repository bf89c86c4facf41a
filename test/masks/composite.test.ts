import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { decodePng, encodeRgbPng, encodeRle, measure, ofColors } from '../../src/masks/index.ts'
import { oddPng } from '../support/png.ts'
import { arbitraryBitmap, assertPixels, runsOf } from './naive.ts'

const RED = [255, 0, 0]
const NEARLY_RED = [254, 0, 0]
const BLACK = [0, 0, 0]

function composite(width: number, pixels: readonly (readonly number[])[]) {
  return decodePng(encodeRgbPng({ width, height: pixels.length / width, data: Uint8Array.from(pixels.flat()) }))
}

suite('masks of a composite', () => {
  const pixels = [RED, RED, NEARLY_RED, BLACK, BLACK, RED]

  test('each colour is its own, in the order asked', () => {
    const masks = ofColors(composite(3, pixels), [NEARLY_RED, RED])
    assert.deepEqual(
      masks.map(mask => measure(mask).area),
      [1, 3],
    )
    assertPixels(masks[1] ?? assert.fail(), pixels, pixel => pixel === RED)
  })

  test('one colour asked twice is there twice', () => {
    const [one, other] = ofColors(composite(3, pixels), [RED, RED])
    assert.deepEqual(one, other)
    assert.equal(measure(one ?? assert.fail()).area, 3)
  })

  test('colours that touch down a column part at their border', () => {
    const [red, nearly] = ofColors(composite(1, [RED, RED, NEARLY_RED, RED]), [RED, NEARLY_RED])
    assert.deepEqual(
      [red?.edges, nearly?.edges],
      [
        [0, 2, 3, 4],
        [2, 3],
      ],
    )
  })

  test('black can be asked for as well', () => {
    const [black] = ofColors(composite(3, pixels), [BLACK])
    assertPixels(black ?? assert.fail(), pixels, pixel => pixel === BLACK)
  })

  test('a run of no pixel is left out, at the start too', () => {
    const masks = ofColors(composite(2, [RED, BLACK, BLACK, BLACK]), [BLACK, RED])
    assert.deepEqual(
      masks.map(mask => mask.edges),
      [
        [1, 4],
        [0, 1],
      ],
    )
    // As pycocotools' `encode` has them: 1 and 3; 0, 1 and 3.
    assert.deepEqual(
      masks.map(mask => encodeRle(mask).counts),
      ['13', '013'],
    )
  })

  test('the colours of any image count as pycocotools counts them', () => {
    fc.assert(
      fc.property(arbitraryBitmap(12), bitmap => {
        const pixels = [...bitmap.data].map(bit => (bit === 0 ? RED : BLACK))
        const [black] = ofColors(composite(bitmap.width, pixels), [BLACK])
        assert.deepEqual(encodeRle(black ?? assert.fail()), encodeRle(runsOf(bitmap)))
      }),
    )
  })

  test('what is no colour of it is an empty mask of its size', () => {
    const none = [[1, 2, 3], [255], [], [256, 0, 0], [-1, 0, 0], [254.5, 0, 0], [Number.NaN, 0, 0]]
    for (const mask of ofColors(composite(3, pixels), none)) assert.deepEqual(mask, { width: 3, height: 2, edges: [] })
  })

  test('alpha is left out, of the image and of the colour', () => {
    const rgba = [
      [255, 0, 0, 255],
      [255, 0, 0, 0],
      [0, 0, 0, 255],
      [1, 0, 0, 255],
    ]
    const image = decodePng(oddPng({ width: 4, height: 1, colorType: 6, depth: 8, interlaced: false, pixels: rgba }))
    for (const mask of ofColors(image, [RED, [...RED, 128]])) assertPixels(mask, rgba, ([red]) => red === 255)
  })

  test('300 objects of one image, as picked pixel by pixel', () => {
    const colors = Array.from({ length: 300 }, (_, i) => [i % 7, i % 256, Math.floor(i / 256) + 1])
    fc.assert(
      fc.property(fc.array(fc.nat(320), { minLength: 400, maxLength: 400 }), picks => {
        const drawn = picks.map(pick => colors[pick] ?? BLACK)
        for (const [index, mask] of ofColors(composite(20, drawn), colors).entries())
          assertPixels(mask, drawn, pixel => pixel === colors[index])
      }),
      { numRuns: 10 },
    )
  })
})
