import { polygonArea } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { pointsUnder } from './points.ts'

const pointsOf = pointsUnder('polygon')

export const polygon: Kind<'PolygonAnnotation'> = {
  type: 'PolygonAnnotation',
  isIn: object => isGiven(object.polygon),
  geometry: object => ({ type: 'PolygonAnnotation', polygon: pointsOf(object) }),
  measure: geometry => ({ area: polygonArea(geometry.polygon), length: null }),
  labelboxName: (_object, medium) => `${medium}Polygon`,
}
