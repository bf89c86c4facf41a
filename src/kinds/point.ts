import * as z from 'zod'
import type { Geometry } from '../model/index.ts'
import { isGiven, type Kind, UNMEASURED } from './kind.ts'
import { PointWire } from './points.ts'

type SinglePoint = Extract<Geometry, { type: 'PointAnnotation' }>

const SinglePointWire = z.object({ point: PointWire })

export const point: Kind<SinglePoint> = {
  type: 'PointAnnotation',
  isIn: object => isGiven(object.point),
  geometry: object => ({ type: 'PointAnnotation', point: SinglePointWire.parse(object).point }),
  measure: () => UNMEASURED,
  vendorName: (_object, medium) => `${medium}Point`,
}
