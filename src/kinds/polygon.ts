import * as z from 'zod'
import type { Geometry, Point } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { isPlainPoints, PointsWire } from './points.ts'

type Polygon = Extract<Geometry, { type: 'PolygonAnnotation' }>

const PolygonWire = z.object({ polygon: PointsWire })

export const polygon: Kind<Polygon> = {
  type: 'PolygonAnnotation',
  wire: PolygonWire,
  isIn: object => isGiven(object.polygon),
  geometry(object) {
    const points = object.polygon
    return { type: 'PolygonAnnotation', polygon: isPlainPoints(points) ? points : PolygonWire.parse(object).polygon }
  },
  measure: geometry => ({ area: areaOf(geometry.polygon), length: null }),
  vendorName: (_object, medium) => `${medium}Polygon`,
}

/** The shoelace formula. A first point that is repeated at the end adds nothing, so it does not matter. */
function areaOf(points: readonly Point[]): number {
  let last = points.at(-1)
  let twice = 0
  for (const point of points) {
    if (last !== undefined) twice += last.x * point.y - point.x * last.y
    last = point
  }
  return Math.abs(twice) / 2
}
