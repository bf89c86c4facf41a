import * as z from 'zod'
import { type Geometry, polygonArea } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { isPlainPoints, PointsWire } from './points.ts'

type Polygon = Extract<Geometry, { type: 'PolygonAnnotation' }>

const PolygonWire = z.object({ polygon: PointsWire })

export const polygon: Kind<Polygon> = {
  type: 'PolygonAnnotation',
  isIn: object => isGiven(object.polygon),
  geometry(object) {
    const points = object.polygon
    return { type: 'PolygonAnnotation', polygon: isPlainPoints(points) ? points : PolygonWire.parse(object).polygon }
  },
  measure: geometry => ({ area: polygonArea(geometry.polygon), length: null }),
  vendorName: (_object, medium) => `${medium}Polygon`,
}
