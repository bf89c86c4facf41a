import { polylineLength } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { pointsUnder } from './points.ts'

const pointsOf = pointsUnder('line')

export const polyline: Kind<'PolylineAnnotation'> = {
  type: 'PolylineAnnotation',
  isIn: object => isGiven(object.line),
  geometry: object => ({ type: 'PolylineAnnotation', line: pointsOf(object) }),
  measure: ({ line }) => ({ area: null, length: polylineLength(line) }),
  labelboxName: (_object, medium) => `${medium}Polyline`,
}
