import * as z from 'zod'
import { type Geometry, polylineLength } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'
import { isPlainPoints, PointsWire } from './points.ts'

type Polyline = Extract<Geometry, { type: 'PolylineAnnotation' }>

const PolylineWire = z.object({ line: PointsWire })

export const polyline: Kind<Polyline> = {
  type: 'PolylineAnnotation',
  isIn: object => isGiven(object.line),
  geometry(object) {
    const line = object.line
    return { type: 'PolylineAnnotation', line: isPlainPoints(line) ? line : PolylineWire.parse(object).line }
  },
  measure: ({ line }) => ({ area: null, length: polylineLength(line) }),
  vendorName: (_object, medium) => `${medium}Polyline`,
}
