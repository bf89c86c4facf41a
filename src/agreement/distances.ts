import { indexLines, type Nearest } from './nearest.ts'
import type { ClassPair } from './pair-classes.ts'
import { linesOf, samplesOf } from './samples.ts'

/** In pixels; null without a frame in which both labels have polylines or points of the class. */
export interface Distances {
  readonly meanDistance: number | null
  readonly hausdorffDistance: number | null
}

/** From each sample of a label to the nearest point of the other, in both directions, over the frames of a class. */
export function* compareDistances({ frames, hasLines }: ClassPair): Generator<undefined, Distances> {
  const all = { count: 0, sum: 0, largest: 0 }
  for (const frame of hasLines ? frames : []) {
    const [lines, otherLines] = [linesOf(frame.one), linesOf(frame.other)]
    if (lines.length === 0 || otherLines.length === 0) continue
    yield* measure(yield* samplesOf(lines), yield* indexLines(otherLines), all)
    yield* measure(yield* samplesOf(otherLines), yield* indexLines(lines), all)
  }
  if (all.count === 0) return { meanDistance: null, hausdorffDistance: null }
  // GraphQL knows no infinity.
  return { meanDistance: Math.min(all.sum / all.count, Number.MAX_VALUE), hausdorffDistance: all.largest }
}

function* measure(
  samples: readonly number[],
  nearest: Nearest,
  all: { count: number; sum: number; largest: number },
): Generator<undefined, void> {
  for (let at = 0; at < samples.length; at += 2) {
    if (at % 8 === 0) yield
    const distance = nearest(samples[at] as number, samples[at + 1] as number)
    all.count += 1
    all.sum += distance
    all.largest = Math.max(all.largest, distance)
  }
}
