import type { Json } from '../../../src/model/index.ts'
import { list, number, object } from './wire.ts'

/** The keys under which v2 (first) and v1 keep an object's geometry. */
const BOX = ['bounding_box', 'bbox'] as const

export interface Measures {
  readonly area: number | null
  readonly length: number | null
}

/** Square pixels of a polygon or box, pixels of a line; null for anything else. */
export function measure(thing: Readonly<Record<string, Json>>): Measures {
  if (thing.line) return { area: null, length: lengthOf(points(thing.line)) }
  if (thing.polygon) return { area: areaOf(points(thing.polygon)), length: null }
  for (const key of BOX) {
    const box = object(thing[key])
    if (thing[key]) return { area: Math.abs((number(box.width) ?? 0) * (number(box.height) ?? 0)), length: null }
  }
  return { area: null, length: null }
}

type Pair = readonly [x: number, y: number]

const points = (value: Json): Pair[] => list(value).map(({ x, y }) => [Number(x), Number(y)])

const lengthOf = (line: readonly Pair[]) =>
  line.slice(1).reduce((sum, [x, y], index) => {
    const [fromX, fromY] = line[index] ?? [x, y]
    return sum + Math.sqrt((x - fromX) ** 2 + (y - fromY) ** 2)
  }, 0)

/** The shoelace formula, whichever way round the polygon goes. */
const areaOf = (polygon: readonly Pair[]) =>
  Math.abs(
    polygon.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = polygon[(index + 1) % polygon.length] ?? [x, y]
      return sum + x * nextY - nextX * y
    }, 0),
  ) / 2
