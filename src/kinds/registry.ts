import type { Geometry, JsonObject } from '../model/index.ts'
import { boundingBox } from './bounding-box.ts'
import type { Kind, Measures } from './kind.ts'
import { mask } from './mask.ts'
import { point } from './point.ts'
import { polygon } from './polygon.ts'
import { polyline } from './polyline.ts'
import { unknown } from './unknown.ts'

/** A kind of any geometry: `measure` may be given the geometry that the same kind read. */
type AnyKind = Omit<Kind, 'measure'> & { measure?(geometry: never): Measures }

/** Asked in this order; `unknown` takes what is left. */
export const KINDS: readonly AnyKind[] = [polyline, polygon, boundingBox, point, mask, unknown]

const BY_TYPE: ReadonlyMap<string, AnyKind> = new Map(KINDS.map(kind => [kind.type, kind]))

const UNMEASURED: Measures = { area: null, length: null }

export function kindOf(object: JsonObject): AnyKind {
  for (const kind of KINDS) if (kind.isIn(object)) return kind
  return unknown
}

/** The measures of a geometry. Those that overflow are Infinity or NaN. */
export function measure(geometry: Geometry): Measures {
  return BY_TYPE.get(geometry.type)?.measure?.(geometry as never) ?? UNMEASURED
}
