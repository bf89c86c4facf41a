import * as fc from 'fast-check'
import type { JsonObject } from '../../../src/model/index.ts'
import { quarter } from './values.ts'

const pixel = quarter
const point: fc.Arbitrary<JsonObject> = fc.record({ x: pixel, y: pixel }, { noNullPrototype: true })

/** Steps whose lengths are exact in binary, so that sums and comparisons of lengths are. */
const step = fc
  .tuple(fc.constantFrom([3, 4], [4, -3], [0, 5], [-5, 0], [-8, 6]), fc.integer({ min: 0, max: 20 }))
  .map(([[x = 0, y = 0], times]) => [(x * times) / 4, (y * times) / 4] as const)

const line = fc.tuple(pixel, pixel, fc.array(step, { maxLength: 4 })).map(([x, y, steps]) => {
  const points = [{ x, y }]
  for (const [right, down] of steps) {
    const last = points.at(-1) ?? { x, y }
    points.push({ x: last.x + right, y: last.y + down })
  }
  return points
})

/** The first point is repeated at the end, as in Labelbox exports. */
const polygon = fc.array(point, { minLength: 3, maxLength: 5 }).map(points => [...points, ...points.slice(0, 1)])

const box = fc.record({ top: pixel, left: pixel, height: pixel, width: pixel }, { noNullPrototype: true })

const url = fc.constant('https://api.labelbox.com/api/v1/projects/p/annotations/f/index/1/mask')
const composite = fc.constant({
  url: 'https://api.labelbox.com/api/v1/tasks/t/masks/m/index/1',
  color_rgb: [28, 230, 255],
})

const only = <K extends string>(key: K, value: fc.Arbitrary<JsonObject[string]>) =>
  value.map(each => ({ [key]: each }) as JsonObject)

/** Geometry by what the kind is called after its medium: `Polyline`. */
export const v2Geometry: Readonly<Record<string, fc.Arbitrary<JsonObject>>> = {
  Polyline: only('line', line),
  SegmentationMask: fc.oneof(
    url.map((url): JsonObject => ({ mask: { url } })),
    only('composite_mask', composite),
    fc.tuple(url, composite).map(([url, composite_mask]): JsonObject => ({ mask: { url }, composite_mask })),
  ),
  Polygon: only('polygon', polygon),
  BoundingBox: only('bounding_box', box),
  Point: only('point', point),
}

/** v1 gave every object an instanceURI for some years: that alone does not make a mask. */
export const v1Geometry: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.oneof(only('line', line), only('polygon', polygon), only('bbox', box), only('point', point), fc.constant(null)),
    fc.boolean(),
  )
  .map(([shape, masked]): JsonObject => {
    const instanceURI = 'https://api.labelbox.com/masks/feature/f/1'
    return shape === null || masked ? { ...shape, instanceURI } : shape
  })
