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
  const decoded: Decoded = { edges: [], next: 0, position: 0, last: 0, lastButOne: 0 }
  for (;;) {
    decodeSome(counts, decoded)
    if (decoded.next >= counts.length) break
    yield
  }
  const { edges, position } = decoded
  if (position !== width * height) throw corrupt()
  // Version 0.1 stored black of a composite with two counts of 0 before it.
  if (edges[0] === 0 && edges[1] === 0) edges.splice(0, 2)
  // The last edge is the end of the image, which ends a run of foreground only.
  if (edges.length % 2 === 1) edges.pop()
  return { width, height, edges }
}

interface Decoded {
  readonly edges: number[]
  /** Character that the next count begins with. */
  next: number
  position: number
  /** The counts before the next one. */
  last: number
  lastButOne: number
}

/** Counts between pauses. */
const AT_ONCE = 8192

/** A function of its own, since V8 makes slower code of loops in generators. */
function decodeSome(counts: string, decoded: Decoded): void {
  const { edges } = decoded
  let { next, position, last, lastButOne } = decoded
  const until = edges.length + AT_ONCE
  while (next < counts.length && edges.length < until) {
    let value = 0
    let shift = 0
    let group: number
    do {
      group = counts.charCodeAt(next++) - FIRST_CHARACTER
      // Behind the end of the text, it is no number.
      if (!(group >= 0 && group <= (MORE | GROUP_MASK)) || shift > 30) throw corrupt()
      value |= (group & GROUP_MASK) << shift
      shift += GROUP_BITS
    } while (group & MORE)
    if (group & SIGN && shift < 32) value |= -1 << shift
    if (edges.length > 2) value += lastButOne
    if (value < 0) throw corrupt()
    position += value
    edges.push(position)
    lastButOne = last
    last = value
  }
  Object.assign(decoded, { next, position, last, lastButOne })
}

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
