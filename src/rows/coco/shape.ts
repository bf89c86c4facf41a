import {
  type Annotation,
  type BoundingBox,
  type Bounds,
  boundsOf,
  cornersOf,
  cornersOfBox,
  isClosed,
  type MeasuredMask,
  type Point,
  polygonArea,
  polylineLength,
} from '../../model/index.ts'

/** The lists of a COCO file. Readers of COCO look at `annotations` alone. */
export const LISTS = ['annotations', 'polylines', 'points'] as const
export type ListName = (typeof LISTS)[number]

/** The geometry of an annotation, in the list that it belongs to. */
interface Shape {
  readonly list: ListName
  readonly values: Readonly<Record<string, unknown>>
}

/** Null where there is no geometry: unknown kinds, and masks that are not measured. */
export function shapeOf(annotation: Annotation, mask: MeasuredMask | null): Shape | null {
  switch (annotation.type) {
    case 'MaskAnnotation':
      return mask && region({ size: mask.rle.size, counts: mask.rle.counts }, mask.area, mask.boundingBox)
    case 'PolygonAnnotation':
      return outline(annotation.polygon)
    case 'BoundingBoxAnnotation': {
      const { left, top, right, bottom } = cornersOfBox(annotation.boundingBox)
      const { width, height } = annotation.boundingBox
      const corners = [left, top, right, top, right, bottom, left, bottom]
      return region([corners], finite(width * height), annotation.boundingBox)
    }
    case 'PolylineAnnotation':
      return isClosed(annotation.line) ? outline(annotation.line) : openLine(annotation.line)
    case 'PointAnnotation':
      return { list: 'points', values: { point: [annotation.point.x, annotation.point.y] } }
    default:
      return null
  }
}

/** The list that `shapeOf` puts a measured annotation into. */
export function listOf(annotation: Annotation): ListName | null {
  if (annotation.type === 'MaskAnnotation') return annotation.mask && 'annotations'
  return shapeOf(annotation, null)?.list ?? null
}

/** The smallest rectangle around an annotation that is no mask. */
export function cornersAround(annotation: Annotation): Bounds | null {
  switch (annotation.type) {
    case 'PolygonAnnotation':
      return cornersOf(annotation.polygon)
    case 'BoundingBoxAnnotation':
      return cornersOfBox(annotation.boundingBox)
    case 'PolylineAnnotation':
      return cornersOf(annotation.line)
    case 'PointAnnotation':
      return cornersOf([annotation.point])
    default:
      return null
  }
}

/** Fewer points than a polygon needs are a line: readers fail on them, or take four numbers for a box. */
const outline = (points: readonly Point[]) =>
  points.length < 3 ? openLine(points) : region([flat(points)], finite(polygonArea(points)), boundsOf(points))

const openLine = (points: readonly Point[]): Shape => ({
  list: 'polylines',
  values: { points: flat(points), length: finite(polylineLength(points)) },
})

const region = (segmentation: unknown, area: number, box: BoundingBox | null): Shape => ({
  list: 'annotations',
  values: {
    segmentation,
    area,
    bbox: box ? [box.left, box.top, box.width, box.height] : [0, 0, 0, 0],
    iscrowd: 0,
  },
})

const flat = (points: readonly Point[]) => points.flatMap(({ x, y }) => [x, y])

/** JSON has no infinity. */
const finite = (measure: number) => (Number.isFinite(measure) ? measure : Number.MAX_VALUE)
