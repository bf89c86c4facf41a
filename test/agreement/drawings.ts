import * as fc from 'fast-check'
import type { RleOf } from '../../src/agreement/compare-frame.ts'
import type { DrawnPlace } from '../../src/agreement/index.ts'
import { encodeRle } from '../../src/masks/index.ts'
import type { Annotation, BoundingBox, Geometry, Point, RunLengthEncoding } from '../../src/model/index.ts'
import { runsOf } from '../masks/naive.ts'

/* Labels of one class, and a naive reading of them, pixel by pixel. */

export const WIDTH = 14
export const HEIGHT = 11
/** Geometry may reach beyond the masks. */
export const MARGIN = 4

/** Quarters of a pixel: centres of pixels lie on edges often, and all sums are exact. */
const coordinate = (size: number) => fc.integer({ min: -MARGIN * 4, max: (size + MARGIN) * 4 }).map(n => n / 4)
const point: fc.Arbitrary<Point> = fc.record({ x: coordinate(WIDTH), y: coordinate(HEIGHT) }, { noNullPrototype: true })
const corners = fc.array(point, { minLength: 0, maxLength: 7 })
const box: fc.Arbitrary<BoundingBox> = fc.tuple(point, point).map(([a, b]) => ({
  left: Math.min(a.x, b.x),
  top: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
}))

/** A mask without an image of its own: `pixels` has its foreground. */
export interface DrawnMask {
  readonly pixels: Uint8Array
  readonly width: number
}

export interface Drawn {
  readonly annotation: Annotation
  readonly mask: DrawnMask | null
}

export const annotationOf = (featureId: string, geometry: Geometry): Annotation => ({
  featureId,
  ...geometry,
  ...{ groupName: null, frameNumber: null, schemaId: 's1', name: 'Tumour', value: 'tumour', color: null },
  ...{ annotationKind: 'Anything', keyFrame: null, classifications: [], raw: {} },
})

const NO_IMAGE = { type: 'MaskAnnotation', mask: null } as const

const mask = (width: number) => {
  const length = width * HEIGHT
  const noise = fc.uint8Array({ minLength: length, maxLength: length, max: 1 })
  const runs = fc
    .array(fc.tuple(fc.nat(length), fc.nat(length)), { maxLength: 3 })
    .map(ends => Uint8Array.from({ length }, (_, i) => (ends.some(([a, b]) => a <= i && i < b) ? 1 : 0)))
  return fc.oneof(noise, runs).map(pixels => ({ pixels, width }))
}

const featureId = fc.constantFrom('f1', 'f2', 'f3')

const closed = corners.filter(list => list.length >= 3).map(list => [...list, list[0] as Point])

const shapes = {
  mask: fc
    .tuple(featureId, mask(WIDTH))
    .map(([id, drawn]): Drawn => ({ annotation: annotationOf(id, NO_IMAGE), mask: drawn })),
  polygon: fc.tuple(featureId, corners).map(([id, polygon]) => plain(id, { type: 'PolygonAnnotation', polygon })),
  box: fc.tuple(featureId, box).map(([id, boundingBox]) => plain(id, { type: 'BoundingBoxAnnotation', boundingBox })),
  contour: fc.tuple(featureId, closed).map(([id, line]) => plain(id, { type: 'PolylineAnnotation', line })),
}

const plain = (id: string, geometry: Geometry): Drawn => ({ annotation: annotationOf(id, geometry), mask: null })

/** The annotations of a label in some frames, of which null stands for objects outside of frames. */
export type Drawing = ReadonlyMap<number | null, readonly Drawn[]>

const frame = fc.array(fc.oneof(...Object.values(shapes)), { minLength: 1, maxLength: 3 })

/** Masks, polygons, boxes and closed polylines, mixed. */
export const drawing: fc.Arbitrary<Drawing> = fc
  .array(fc.tuple(fc.constantFrom(1, 2, 3, null), frame), { maxLength: 3 })
  .map(frames => new Map(frames))

export const placesOf = (drawn: Drawing): readonly DrawnPlace[] =>
  [...drawn].map(([frameNumber, list]) => ({
    ...{ groupName: 'Axial', group: 'AXIAL' as const, groupSpelling: 'Axial', frameNumber },
    annotations: list.map(({ annotation }) => annotation),
  }))

/** The run lengths of the masks of these drawings. */
export function rlesOf(...drawings: readonly Drawing[]): RleOf {
  const rles = new Map<Annotation, RunLengthEncoding>()
  for (const drawn of drawings)
    for (const { annotation, mask } of [...drawn.values()].flat())
      if (mask) {
        const { pixels, width } = mask
        rles.set(annotation, encodeRle(runsOf({ width, height: pixels.length / width, data: pixels })))
      }
  return annotation => rles.get(annotation)
}

/** Whether the centre of a pixel lies in the annotation. */
export function covers({ annotation, mask }: Drawn, x: number, y: number): boolean {
  if (mask) {
    const isInside = x >= 0 && x < mask.width && y >= 0 && y < mask.pixels.length / mask.width
    return isInside && mask.pixels[y * mask.width + x] === 1
  }
  const [cx, cy] = [x + 0.5, y + 0.5]
  switch (annotation.type) {
    case 'BoundingBoxAnnotation': {
      const { left, top, width, height } = annotation.boundingBox
      return cx >= left && cx < left + width && cy >= top && cy < top + height
    }
    case 'PolygonAnnotation':
      return isWithin(annotation.polygon, cx, cy)
    case 'PolylineAnnotation':
      return isWithin(annotation.line, cx, cy)
    default:
      return false
  }
}

/** By even-odd, with a ray to the right: https://wrfranklin.org/Research/Short_Notes/pnpoly.html */
function isWithin(points: readonly Point[], cx: number, cy: number): boolean {
  let inside = false
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [a, b] = [points[i] as Point, points[j] as Point]
    if (a.y > cy !== b.y > cy && cx < ((b.x - a.x) * (cy - a.y)) / (b.y - a.y) + a.x) inside = !inside
  }
  return inside
}
