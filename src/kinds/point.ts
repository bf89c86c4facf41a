import * as z from 'zod'
import { isGiven, type Kind } from './kind.ts'
import { PointWire } from './points.ts'

const SinglePointWire = z.object({ point: PointWire })

export const point: Kind<'PointAnnotation'> = {
  type: 'PointAnnotation',
  isIn: object => isGiven(object.point),
  geometry: object => ({ type: 'PointAnnotation', point: SinglePointWire.parse(object).point }),
  labelboxName: (_object, medium) => `${medium}Point`,
}
