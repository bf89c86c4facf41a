import { byCodePoint } from '../model/index.ts'

/** Two features, by their places in the lists of features. */
export interface FeaturePair {
  readonly one: number
  readonly other: number
  readonly iou: number
}

/** From this IoU on, features match. */
export const MATCH_FROM = 0.5

/**
 * Number of matches. Each feature matches at most one: the pair with the largest IoU first, ties by feature ids, which go
 * in as pairs without a side, so that the labels may change places.
 */
export function matchFeatures(
  pairs: readonly FeaturePair[],
  ids: readonly string[],
  otherIds: readonly string[],
): number {
  const named = pairs.map(pair => ({
    ...pair,
    names: [ids[pair.one] ?? '', otherIds[pair.other] ?? ''].sort(byCodePoint),
  }))
  named.sort(
    (a, b) =>
      b.iou - a.iou ||
      byCodePoint(a.names[0] ?? '', b.names[0] ?? '') ||
      byCodePoint(a.names[1] ?? '', b.names[1] ?? ''),
  )
  const taken = new Set<number>()
  const otherTaken = new Set<number>()
  for (const { one, other } of named) {
    if (taken.has(one) || otherTaken.has(other)) continue
    taken.add(one)
    otherTaken.add(other)
  }
  return taken.size
}
