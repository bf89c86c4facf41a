import * as z from 'zod'
import { polygonArea } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { isPlainPoints, PointsWire } from './points.ts'

const PolygonWire = z.object({ polygon: PointsWire })

export const polygon: Kind<'PolygonAnnotation'> = {
  type: 'PolygonAnnotation',
  isIn: object => isGiven(object.polygon),
  geometry(object) {
    const { polygon } = object
    return { type: 'PolygonAnnotation', polygon: isPlainPoints(polygon) ? polygon : PolygonWire.parse(object).polygon }
  },
  measure: geometry => ({ area: polygonArea(geometry.polygon), length: null }),
  labelboxName: (_object, medium) => `${medium}Polygon`,
}
