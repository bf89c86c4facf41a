/*
 * Regions as runs: the first pixel of a run, the first after it, and so on, where pixels are numbered down the columns of
 * an area. Edges ascend and their count is even. Work pauses every few thousand edges.
 */

export type Runs = readonly number[]

/** Edges that are looked at between pauses: a few tens of microseconds. */
const STRIDE = 4096

/** Number of pixels. */
export function areaOf(runs: Runs): number {
  let area = 0
  for (let i = 0; i < runs.length; i += 2) area += (runs[i + 1] as number) - (runs[i] as number)
  return area
}

/** Pixels of any of the regions. In halves of halves, so that many small regions take no longer than a few large ones. */
export function* unionOf(regions: readonly Runs[]): Generator<undefined, Runs> {
  if (regions.length <= 1) return regions[0] ?? []
  const middle = regions.length >> 1
  return yield* union(yield* unionOf(regions.slice(0, middle)), yield* unionOf(regions.slice(middle)))
}

/** Number of pixels of both regions. */
export function* intersectionOf(one: Runs, other: Runs): Generator<undefined, number> {
  const walk = { i: 0, j: 0, area: 0 }
  for (;;) {
    intersectSome(one, other, walk)
    if (walk.i >= one.length || walk.j >= other.length) return walk.area
    yield
  }
}

/** A function of its own, since V8 makes slower code of loops in generators. */
function intersectSome(one: Runs, other: Runs, walk: { i: number; j: number; area: number }): void {
  let { i, j, area } = walk
  for (let steps = 0; steps < STRIDE && i < one.length && j < other.length; steps++) {
    const start = one[i] as number
    const otherStart = other[j] as number
    const end = one[i + 1] as number
    const otherEnd = other[j + 1] as number
    const both = (end < otherEnd ? end : otherEnd) - (start > otherStart ? start : otherStart)
    if (both > 0) area += both
    if (end <= otherEnd) i += 2
    if (otherEnd <= end) j += 2
  }
  walk.i = i
  walk.j = j
  walk.area = area
}

function* union(one: Runs, other: Runs): Generator<undefined, Runs> {
  if (one.length === 0) return other
  if (other.length === 0) return one
  const edges: number[] = []
  let steps = 0
  let end = -1
  for (let i = 0, j = 0; i < one.length || j < other.length; ) {
    if (++steps % STRIDE === 0) yield
    const isOther = i === one.length || (j < other.length && (other[j] as number) < (one[i] as number))
    const start = (isOther ? other[j] : one[i]) as number
    const until = (isOther ? other[j + 1] : one[i + 1]) as number
    if (isOther) j += 2
    else i += 2
    if (start > end) {
      if (end >= 0) edges.push(end)
      edges.push(start)
      end = until
    } else if (until > end) end = until
  }
  edges.push(end)
  return edges
}
