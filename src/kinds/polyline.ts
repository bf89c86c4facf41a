import * as z from 'zod'
import { polylineLength } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { isPlainPoints, PointsWire } from './points.ts'

const PolylineWire = z.object({ line: PointsWire })

export const polyline: Kind<'PolylineAnnotation'> = {
  type: 'PolylineAnnotation',
  isIn: object => isGiven(object.line),
  geometry(object) {
    const { line } = object
    return { type: 'PolylineAnnotation', line: isPlainPoints(line) ? line : PolylineWire.parse(object).line }
  },
  measure: ({ line }) => ({ area: null, length: polylineLength(line) }),
  labelboxName: (_object, medium) => `${medium}Polyline`,
}
