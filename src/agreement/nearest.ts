import { type Point, sorted } from '../model/index.ts'

/** Segments of a leaf, and boxes of each node above. */
const FAN = 8
/** x and y of both ends. */
const ENDS = 4

/** Of coordinates, relative to them. */
const ROUNDING = 4 * Number.EPSILON

/** Finds how far a point is from the nearest point of lines. Pauses happen between calls. */
export type Nearest = (x: number, y: number) => number

/**
 * An index of the segments of lines: boxes around neighbouring segments, boxes around neighbouring boxes, and so on. The
 * segments of a line follow each other in space, too, and lines are sorted by where they are.
 */
export function* indexLines(lines: readonly (readonly Point[])[]): Generator<undefined, Nearest> {
  const segments = yield* segmentsOf(yield* inSpace(lines))
  const levels: Float64Array[] = [yield* boxesOver(segments)]
  for (let last = levels[0] as Float64Array; last.length > FAN * ENDS; ) {
    last = yield* boxesOver(last)
    levels.push(last)
  }
  let best = 0
  // Samples follow each other, so the segment that was nearest to the last one is near.
  let nearest = 0

  function search(level: number, from: number, to: number, x: number, y: number): void {
    const boxes = levels[level] as Float64Array
    for (let at = from; at < Math.min(to, boxes.length / ENDS); at++) {
      if (squaredToBox(boxes, at * ENDS, x, y) >= best) continue
      if (level > 0) search(level - 1, at * FAN, (at + 1) * FAN, x, y)
      else searchSegments(at * FAN, (at + 1) * FAN, x, y)
    }
  }

  function searchSegments(from: number, to: number, x: number, y: number): void {
    for (let at = from; at < Math.min(to, segments.length / ENDS); at++) {
      const squared = squaredToSegment(segments, at * ENDS, x, y)
      if (squared >= best) continue
      best = squared
      nearest = at
    }
  }

  return (x, y) => {
    best = squaredToSegment(segments, nearest * ENDS, x, y)
    search(levels.length - 1, 0, Number.MAX_SAFE_INTEGER, x, y)
    // Distances of coordinates near the end of the number range.
    if (best === Infinity) return Number.MAX_VALUE
    const distance = Math.sqrt(best)
    // A sample between two points is on their line as far as its coordinates can tell.
    return distance <= ROUNDING * (Math.abs(x) + Math.abs(y)) ? 0 : distance
  }
}

/** Sorted along a curve that stays in a quarter of the plane before it goes to the next. */
function* inSpace(lines: readonly (readonly Point[])[]): Generator<undefined, readonly (readonly Point[])[]> {
  if (lines.length <= FAN) return lines
  const firsts = lines.map(line => line[0] as Point)
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of firsts) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  const cell = (value: number, low: number, high: number) =>
    Math.floor((1023 * (value - low)) / (high - low || 1)) & 1023
  const keyed = lines.map(line => {
    const { x, y } = line[0] as Point
    return { line, key: spread(cell(x, left, right)) | (spread(cell(y, top, bottom)) << 1) }
  })
  return (yield* sorted(keyed, (one, other) => one.key - other.key)).map(({ line }) => line)
}

/** Ten bits with a gap after each. */
function spread(bits: number): number {
  let result = 0
  for (let bit = 0; bit < 10; bit++) result |= (bits & (1 << bit)) << bit
  return result
}

/** A line of one point is a segment from that point to itself. */
function* segmentsOf(lines: readonly (readonly Point[])[]): Generator<undefined, Float64Array> {
  const segments = new Float64Array(ENDS * lines.reduce((sum, line) => sum + Math.max(1, line.length - 1), 0))
  let at = 0
  for (const line of lines)
    for (let i = 0; i < Math.max(1, line.length - 1); i++) {
      if (at % 16_384 === 0) yield
      const start = line[i] as Point
      const end = line[i + 1] ?? start
      segments[at++] = start.x
      segments[at++] = start.y
      segments[at++] = end.x
      segments[at++] = end.y
    }
  return segments
}

/** A box around each eight items, as its least and greatest x and y. */
function* boxesOver(items: Float64Array): Generator<undefined, Float64Array> {
  const count = items.length / ENDS
  const boxes = new Float64Array(ENDS * Math.ceil(count / FAN))
  for (let at = 0; at < count; at++) {
    if (at % 4096 === 4095) yield
    const x = items[at * ENDS] as number
    const y = items[at * ENDS + 1] as number
    const endX = items[at * ENDS + 2] as number
    const endY = items[at * ENDS + 3] as number
    const box = Math.floor(at / FAN) * ENDS
    const isFirst = at % FAN === 0
    // Of a segment, either end may be the lower one.
    const lowX = Math.min(x, endX)
    const lowY = Math.min(y, endY)
    const highX = Math.max(x, endX)
    const highY = Math.max(y, endY)
    boxes[box] = isFirst ? lowX : Math.min(boxes[box] as number, lowX)
    boxes[box + 1] = isFirst ? lowY : Math.min(boxes[box + 1] as number, lowY)
    boxes[box + 2] = isFirst ? highX : Math.max(boxes[box + 2] as number, highX)
    boxes[box + 3] = isFirst ? highY : Math.max(boxes[box + 3] as number, highY)
  }
  return boxes
}

function squaredToBox(boxes: Float64Array, at: number, x: number, y: number): number {
  const dx = Math.max((boxes[at] as number) - x, 0, x - (boxes[at + 2] as number))
  const dy = Math.max((boxes[at + 1] as number) - y, 0, y - (boxes[at + 3] as number))
  return dx * dx + dy * dy
}

function squaredToSegment(segments: Float64Array, at: number, x: number, y: number): number {
  const startX = segments[at] as number
  const startY = segments[at + 1] as number
  const dx = (segments[at + 2] as number) - startX
  const dy = (segments[at + 3] as number) - startY
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((x - startX) * dx + (y - startY) * dy) / length
  const part = Math.min(1, Math.max(0, along))
  const offX = startX + part * dx - x
  const offY = startY + part * dy - y
  const squared = offX * offX + offY * offY
  return Number.isNaN(squared) ? Infinity : squared
}
