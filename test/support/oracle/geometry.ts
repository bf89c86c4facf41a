import type { Json } from '../../../src/model/index.ts'
import { list, number, object } from './wire.ts'

/** The keys under which v2 (first) and v1 keep an object's geometry. */
const BOX = ['bounding_box', 'bbox'] as const

/** Left, top, right and bottom. */
export type Corners = readonly [number, number, number, number]

export interface Measures {
  readonly area: number | null
  readonly length: number | null
  /** Whether there is an image of it. */
  readonly isMask: boolean
  readonly corners: Corners | null
}

/** Around all of them; null where there are none. */
export function around(all: readonly (Corners | null)[]): Corners | null {
  const given = all.filter(each => each !== null)
  if (given.length === 0) return null
  const ends = (at: number) => given.map(each => each[at] ?? 0)
  return [Math.min(...ends(0)), Math.min(...ends(1)), Math.max(...ends(2)), Math.max(...ends(3))]
}

const cornersOf = (list: readonly Pair[]) => around(list.map(([x, y]) => [x, y, x, y]))

/** Square pixels of a polygon or box, pixels of a line; null for anything else. */
export function measure(thing: Readonly<Record<string, Json>>): Measures {
  const none = { area: null, length: null, isMask: false, corners: null }
  if (thing.line) {
    const line = points(thing.line)
    return { ...none, length: lengthOf(line), corners: cornersOf(line) }
  }
  if (thing.polygon) {
    const polygon = points(thing.polygon)
    return { ...none, area: areaOf(polygon), corners: cornersOf(polygon) }
  }
  for (const key of BOX) {
    const box = object(thing[key])
    if (!thing[key]) continue
    const [left, top, width, height] = ['left', 'top', 'width', 'height'].map(side => number(box[side]) ?? 0) as [
      ...[number, number, number, number],
    ]
    const start = [Math.min(left, left + width), Math.min(top, top + height)] as const
    const corners = [...start, start[0] + Math.abs(width), start[1] + Math.abs(height)] as const
    return { ...none, area: Math.abs(width * height), corners }
  }
  if (thing.point) return { ...none, corners: cornersOf(points([thing.point])) }
  const url = object(thing.mask).url ?? object(thing.composite_mask).url ?? thing.instanceURI
  return { ...none, isMask: typeof url === 'string' }
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
