import * as z from 'zod'
import type { Json, Point } from '../model/index.ts'

export const PointWire = z.object({ x: z.number(), y: z.number() })
export const PointsWire = z.array(PointWire)

/**
 * True for a list that `PointsWire` accepts and that holds nothing but finite x and y. Points are most of an export's
 * bytes: such a list is used as it came, without an allocation per point.
 */
export function isPlainPoints(value: Json | undefined): value is readonly (Point & { readonly [key: string]: Json })[] {
  if (!Array.isArray(value)) return false
  for (const point of value) if (!isPlainPoint(point)) return false
  return true
}

function isPlainPoint(point: unknown): boolean {
  if (typeof point !== 'object' || point === null) return false
  const { x, y } = point as { x?: unknown; y?: unknown }
  if (typeof x !== 'number' || typeof y !== 'number') return false
  // The difference of a finite number and itself is 0, of Infinity or NaN it is NaN.
  if (x - x !== 0 || y - y !== 0) return false
  for (const key in point) if (key !== 'x' && key !== 'y') return false
  return true
}
