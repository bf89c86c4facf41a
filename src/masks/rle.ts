import { type SlicegraphError, storeCorrupt } from '../errors.ts'
import { atOnce, type RunLengthEncoding } from '../model/index.ts'
import type { MaskRuns } from './runs.ts'

/*
 * COCO's compressed run lengths: numbers of background and foreground pixels in turn, down the columns, as the string
 * that pycocotools reads (`rleToString` and `rleFrString` of its `maskApi.c`). From the fourth on, each count is its
 * difference to the one two before it. A count is groups of five bits from the lowest; a sixth bit is set where more
 * follow, and the highest bit of the last is the sign. Every group is a character from `0` (48) on.
 */
const GROUP_BITS = 5
const GROUP_MASK = 0x1f
const SIGN = 0x10
const MORE = 0x20
const FIRST_CHARACTER = 48

export function encodeRle({ width, height, edges }: MaskRuns): RunLengthEncoding {
  const counts: number[] = []
  let last = 0
  for (const edge of edges) {
    counts.push(edge - last)
    last = edge
  }
  // A mask that reaches the last pixel has no background after it.
  if (last < width * height) counts.push(width * height - last)
  return { size: [height, width], counts: toText(counts) }
}

/** @throws SlicegraphError STORE_CORRUPT for text that `encodeRle` did not write: it is only read from the store. */
export const decodeRle = (rle: RunLengthEncoding): MaskRuns => atOnce(decodingRle(rle))

/** The same with pauses in long ones. */
export function* decodingRle({ size: [height, width], counts }: RunLengthEncoding): Generator<undefined, MaskRuns> {
  const edges: number[] = []
  let position = 0
  let value = 0
  let shift = 0
  let last = 0
  let lastButOne = 0
  for (let i = 0; i < counts.length; i++) {
    if (i % PAUSE === PAUSE - 1) yield
    const group = counts.charCodeAt(i) - FIRST_CHARACTER
    if (group < 0 || group > (MORE | GROUP_MASK) || shift > 30) throw corrupt()
    value |= (group & GROUP_MASK) << shift
    shift += GROUP_BITS
    if (group & MORE) continue
    if (group & SIGN && shift < 32) value |= -1 << shift
    if (edges.length > 2) value += lastButOne
    if (value < 0) throw corrupt()
    position += value
    edges.push(position)
    lastButOne = last
    last = value
    value = 0
    shift = 0
  }
  if (shift > 0 || position !== width * height) throw corrupt()
  // Version 0.1 stored black of a composite with two counts of 0 before it.
  if (edges[0] === 0 && edges[1] === 0) edges.splice(0, 2)
  // The last edge is the end of the image, which ends a run of foreground only.
  if (edges.length % 2 === 1) edges.pop()
  return { width, height, edges }
}

/** Characters between pauses. */
const PAUSE = 8192

function toText(counts: readonly number[]): string {
  const characters: number[] = []
  for (const [index, count] of counts.entries()) {
    let rest = index > 2 ? count - (counts[index - 2] ?? 0) : count
    for (let more = true; more; ) {
      const group = rest & GROUP_MASK
      rest >>= GROUP_BITS
      more = rest !== (group & SIGN ? -1 : 0)
      characters.push((more ? group | MORE : group) + FIRST_CHARACTER)
    }
  }
  return Buffer.from(characters).toString('latin1')
}

function corrupt(): SlicegraphError {
  return storeCorrupt('run lengths of a mask do not add up')
}
