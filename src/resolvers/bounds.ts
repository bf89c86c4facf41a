import type { BoundingBox, Point } from '../model/index.ts'

/** The smallest box around the points; null when there are none. */
export function boundsOf(points: readonly Point[]): BoundingBox | null {
  if (points.length === 0) return null
  let left = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  // Corners may be finite and their distance not; GraphQL knows no infinity.
  const between = (low: number, high: number) => Math.min(high - low, Number.MAX_VALUE)
  return { left, top, width: between(left, right), height: between(top, bottom) }
}
