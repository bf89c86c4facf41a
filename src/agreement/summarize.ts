import { type NumberSummary, sorted } from '../model/index.ts'

/** A summary of values. Median and p95 interpolate between neighbours. Pauses in many values. */
export function* summarize(values: readonly number[]): Generator<undefined, NumberSummary> {
  const ascending = yield* sorted(values, (a, b) => a - b)
  const count = ascending.length
  const sum = ascending.reduce((all, value) => all + value, 0)
  if (count === 0) return { count, sum, mean: null, min: null, max: null, median: null, p95: null }
  const at = (fraction: number): number => {
    const place = fraction * (count - 1)
    const low = ascending[Math.floor(place)] as number
    return low + ((ascending[Math.ceil(place)] as number) - low) * (place % 1)
  }
  return { count, sum, mean: sum / count, min: at(0), max: at(1), median: at(0.5), p95: at(0.95) }
}
