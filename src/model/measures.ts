import type { BoundingBox, Point } from './content.ts'

/* Plane geometry in pixels. Measures of coordinates near the end of the number range are Infinity or NaN. */

/** Square pixels, by the shoelace formula. A first point that is repeated at the end adds nothing. */
export function polygonArea(points: readonly Point[]): number {
  return areaWithin(coordinatesOf(points), points.length)
}

/** Pixels. A line is open: the way from its last point to its first is not counted. */
export function polylineLength(line: readonly Point[]): number {
  return lengthOver(coordinatesOf(line), line.length)
}

/** Whether a polyline is a contour: four or more points, of which the last is within half a pixel of the first. */
export function isClosed(line: readonly Point[]): boolean {
  const [first, last] = [line[0], line.at(-1)]
  if (line.length < 4 || !first || !last) return false
  return Math.hypot(last.x - first.x, last.y - first.y) <= 0.5
}

/** Square pixels within a closed polyline, as `polygonArea`; null for an open one. Finite, unlike other measures. */
export function enclosedArea(line: readonly Point[]): number | null {
  if (!isClosed(line)) return null
  const area = polygonArea(line)
  // Loads check the length of a polyline, which may be finite where the area is not; GraphQL knows no infinity.
  return Number.isFinite(area) ? area : Number.MAX_VALUE
}

/** x and y of each point in turn, without an allocation per point, since points are most of an export. */
function coordinatesOf(points: readonly Point[]): Float64Array {
  const coordinates = new Float64Array(points.length * 2)
  let at = 0
  for (const { x, y } of points) {
    coordinates[at++] = x
    coordinates[at++] = y
  }
  return coordinates
}

/** `polygonArea` of points that are given as x and y in turn. */
export function areaWithin(coordinates: Float64Array, count: number): number {
  let lastX = coordinates[count * 2 - 2] ?? 0
  let lastY = coordinates[count * 2 - 1] ?? 0
  let twice = 0
  for (let at = 0; at < count * 2; at += 2) {
    const x = coordinates[at] as number
    const y = coordinates[at + 1] as number
    twice += lastX * y - x * lastY
    lastX = x
    lastY = y
  }
  return Math.abs(twice) / 2
}

/** `polylineLength` of points that are given as x and y in turn. */
export function lengthOver(coordinates: Float64Array, count: number): number {
  let length = 0
  for (let at = 2; at < count * 2; at += 2) {
    const dx = (coordinates[at] as number) - (coordinates[at - 2] as number)
    const dy = (coordinates[at + 1] as number) - (coordinates[at - 1] as number)
    length += Math.sqrt(dx * dx + dy * dy)
  }
  return length
}

/** The smallest upright rectangle around something, by its corners: boxes are joined without rounding. */
export interface Bounds {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The smallest box around the points; null when there are none. */
export function boundsOf(points: readonly Point[]): BoundingBox | null {
  const corners = cornersOf(points)
  return corners && boxOf(corners)
}

export function boxOf({ left, top, right, bottom }: Bounds): BoundingBox {
  // Corners may be finite and their distance not; GraphQL knows no infinity.
  const between = (low: number, high: number) => Math.min(high - low, Number.MAX_VALUE)
  return { left, top, width: between(left, right), height: between(top, bottom) }
}

/** The corners of `boundsOf`. */
export const cornersOf = (points: readonly Point[]): Bounds | null =>
  cornersWithin(coordinatesOf(points), points.length)

/** The corners of a box. */
export const cornersOfBox = ({ left, top, width, height }: BoundingBox): Bounds => ({
  left,
  top,
  right: Math.min(left + width, Number.MAX_VALUE),
  bottom: Math.min(top + height, Number.MAX_VALUE),
})

/** `cornersOf` points that are given as x and y in turn. */
export function cornersWithin(coordinates: Float64Array, count: number): Bounds | null {
  if (count === 0) return null
  let left = Number.POSITIVE_INFINITY
  let top = Number.POSITIVE_INFINITY
  let right = Number.NEGATIVE_INFINITY
  let bottom = Number.NEGATIVE_INFINITY
  for (let at = 0; at < count * 2; at += 2) {
    const x = coordinates[at] as number
    const y = coordinates[at + 1] as number
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return { left, top, right, bottom }
}
