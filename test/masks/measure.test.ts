import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { type Bitmap, measure } from '../../src/masks/index.ts'
import type { MaskMeasures } from '../../src/model/index.ts'
import { arbitraryBitmap, bitmapOf, runsOf } from './naive.ts'

suite('figures of a mask', () => {
  test('an empty one has neither box nor centre', () => {
    assert.deepEqual(measure(runsOf(bitmapOf('...', '...'))), {
      width: 3,
      height: 2,
      area: 0,
      boundingBox: null,
      centroid: null,
    })
  })

  test('a lone pixel is one wide and high, and its centre is in its middle', () => {
    assert.deepEqual(measure(runsOf(bitmapOf('.....', '...#.'))), {
      width: 5,
      height: 2,
      area: 1,
      boundingBox: { left: 3, top: 1, width: 1, height: 1 },
      centroid: { x: 3.5, y: 1.5 },
    })
  })

  test('a full one is its own box', () => {
    assert.deepEqual(measure(runsOf(bitmapOf('####', '####'))), {
      width: 4,
      height: 2,
      area: 8,
      boundingBox: { left: 0, top: 0, width: 4, height: 2 },
      centroid: { x: 2, y: 1 },
    })
  })

  test('pieces are measured together', () => {
    assert.deepEqual(measure(runsOf(bitmapOf('.....', '.#...', '.....', '...##'))), {
      width: 5,
      height: 4,
      area: 3,
      boundingBox: { left: 1, top: 1, width: 4, height: 3 },
      // Columns 1, 3 and 4, rows 1, 3 and 3, and half a pixel.
      centroid: { x: 8 / 3 + 0.5, y: 7 / 3 + 0.5 },
    })
  })

  test('of any mask, as counted pixel by pixel', () => {
    fc.assert(
      fc.property(arbitraryBitmap(), mask => {
        assert.deepEqual(measure(runsOf(mask)), recount(mask))
      }),
    )
  })
})

function recount({ width, height, data }: Bitmap): MaskMeasures {
  const places = [...data.keys()].filter(at => data[at] === 1).map(at => ({ x: at % width, y: Math.floor(at / width) }))
  const area = places.length
  if (area === 0) return { width, height, area, boundingBox: null, centroid: null }
  const xs = places.map(({ x }) => x)
  const ys = places.map(({ y }) => y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const boundingBox = { left, top, width: Math.max(...xs) + 1 - left, height: Math.max(...ys) + 1 - top }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value) / area + 0.5
  return { width, height, area, boundingBox, centroid: { x: mean(xs), y: mean(ys) } }
}
