import { type BoundingBox, type Point, sorted } from '../model/index.ts'
import type { Runs } from './runs.ts'

/**
 * An area of whole pixels that regions are drawn in. The pixel at (x, y) has the number
 * `(x - left) * height + (y - top)`: down the columns, as in run lengths of masks.
 */
export interface PixelArea {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** The pixels whose centres are in the box. */
export const areaOfBox = ({ left, top, width, height }: BoundingBox): PixelArea =>
  areaBetween(left, top, left + width, top + height)

/** The smallest area with every pixel whose centre may be within the points. */
export function areaAround(points: readonly Point[]): PixelArea {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return points.length === 0 ? NOWHERE : areaBetween(left, top, right, bottom)
}

/** The smallest area that holds all of these. Those without a pixel count for nothing. */
export function areaOver(areas: readonly PixelArea[]): PixelArea {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const area of areas) {
    if (area.width === 0 || area.height === 0) continue
    left = Math.min(left, area.left)
    top = Math.min(top, area.top)
    right = Math.max(right, area.left + area.width)
    bottom = Math.max(bottom, area.top + area.height)
  }
  return left > right ? NOWHERE : { left, top, width: right - left, height: bottom - top }
}

function areaBetween(left: number, top: number, right: number, bottom: number): PixelArea {
  const [x, y] = [firstPixel(left), firstPixel(top)]
  return { left: x, top: y, width: firstPixel(right) - x, height: firstPixel(bottom) - y }
}

const NOWHERE: PixelArea = { left: 0, top: 0, width: 0, height: 0 }

/**
 * The pixels of a box or a polygon: those whose centres lie in it, the left and top edges included. Null if they have more
 * edges than `most`.
 */
export function* boxRuns(box: BoundingBox, area: PixelArea, most: number): Generator<undefined, Runs | null> {
  const own = areaOfBox(box)
  const edges: number[] = []
  const from = rowWithin(own.top, area)
  const to = rowWithin(own.top + own.height, area)
  if (from >= to) return edges
  // Runs of columns that follow each other are one run where the box is as high as the area.
  if (2 * own.width > most && to - from < area.height) return null
  for (let column = 0; column < own.width; column++) {
    if (column % 1024 === 1023) yield
    addRun(edges, own.left - area.left + column, from, to, area)
    if (edges.length > most) return null
  }
  return edges
}

/** Part of a polygon's outline, from left to right. */
interface Side {
  /** Columns that it crosses the centres of, the last exclusive; counted from the left of the area. */
  readonly from: number
  readonly to: number
  readonly x: number
  readonly y: number
  readonly dx: number
  readonly dy: number
}

/** By even-odd. Scan lines go down the columns: each finds the sides that it crosses, and the rows between them. */
export function* polygonRuns(
  points: readonly Point[],
  area: PixelArea,
  most: number,
): Generator<undefined, Runs | null> {
  const sides = yield* sorted(yield* sidesOf(points, area), (one, other) => one.from - other.from)
  const edges: number[] = []
  let next = 0
  let active: Side[] = []
  for (let column = 0, steps = 0; next < sides.length || active.length > 0; column++) {
    if (active.length === 0) column = Math.max(column, sides[next]?.from ?? 0)
    while (next < sides.length && (sides[next] as Side).from <= column) active.push(sides[next++] as Side)
    steps += 1 + active.length
    if (steps > 1000) {
      steps = 0
      yield
    }
    active = active.filter(({ to }) => to > column)
    const rows = active.map(side => firstRowBelow(side, area.left + column + 0.5)).sort(ascending)
    for (let i = 0; i + 1 < rows.length; i += 2)
      addRun(edges, column, rowWithin(rows[i] as number, area), rowWithin(rows[i + 1] as number, area), area)
    if (edges.length > most) return null
  }
  return edges
}

/** Runs of a mask of this size in another area that holds it. */
export function* movedRuns(runs: Runs, size: PixelArea, area: PixelArea): Generator<undefined, Runs> {
  if (size.height === area.height && size.left === area.left && size.top === area.top) return runs
  const edges: number[] = []
  let steps = 0
  for (let i = 0; i < runs.length; i += 2) {
    const end = runs[i + 1] as number
    for (let at = runs[i] as number; at < end; ) {
      if (++steps % 4096 === 0) yield
      const x = Math.floor(at / size.height)
      const columnEnd = Math.min(end, (x + 1) * size.height)
      const [from, to] = [at - x * size.height, columnEnd - x * size.height]
      addRun(edges, x + size.left - area.left, from + size.top - area.top, to + size.top - area.top, area)
      at = columnEnd
    }
  }
  return edges
}

const ascending = (a: number, b: number) => a - b

/** The first pixel whose centre is not before the coordinate. */
const firstPixel = (coordinate: number) => Math.ceil(coordinate - 0.5)

/** Counted from the top of the area, and within it. */
const rowWithin = (row: number, { top, height }: PixelArea) => Math.min(Math.max(row - top, 0), height)

function* sidesOf(points: readonly Point[], area: PixelArea): Generator<undefined, Side[]> {
  const sides: Side[] = []
  let last = points.at(-1)
  for (const [index, point] of points.entries()) {
    if (index % 4096 === 4095) yield
    const [one, other] = last && last.x < point.x ? [last, point] : [point, last]
    last = point
    if (!other) continue
    const [from, to] = [firstPixel(one.x) - area.left, firstPixel(other.x) - area.left]
    if (from < to) sides.push({ from, to, x: one.x, y: one.y, dx: other.x - one.x, dy: other.y - one.y })
  }
  return sides
}

/**
 * The first row whose centre is below a side, at the centre of a column. A centre on a side is within the polygon to the
 * right of it, which is below a side that rises to the right.
 */
function firstRowBelow({ x, y, dx, dy }: Side, centre: number): number {
  const crossing = y + ((centre - x) * dy) / dx - 0.5
  return dy > 0 ? Math.floor(crossing) + 1 : Math.ceil(crossing)
}

/** Adds rows of a column; the run before it may end where it begins. */
function addRun(edges: number[], column: number, from: number, to: number, { height }: PixelArea): void {
  if (from >= to) return
  const start = column * height + from
  if (edges.length > 0 && edges[edges.length - 1] === start) edges.pop()
  else edges.push(start)
  edges.push(column * height + to)
}
