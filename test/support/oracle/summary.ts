import type { NumberSummary } from '../../../src/model/index.ts'

/** Figures over what is not null. */
export function summarize(values: readonly (number | null)[]): NumberSummary {
  const sorted = values.filter(value => value !== null).toSorted((a, b) => a - b)
  const sum = sorted.reduce((total, value) => total + value, 0)
  return {
    count: sorted.length,
    sum,
    mean: sorted.length > 0 ? sum / sorted.length : null,
    min: sorted[0] ?? null,
    max: sorted.at(-1) ?? null,
    median: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
  }
}

/** PERCENTILE_CONT: between two values by the share of the way. */
function percentile(sorted: readonly number[], share: number): number | null {
  const place = share * (sorted.length - 1)
  const below = sorted[Math.floor(place)]
  const above = sorted[Math.ceil(place)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (place - Math.floor(place))
}

/**
 * `actual` with each number that differs from the one at its place in `expected` by rounding alone replaced by that:
 * databases add up in another order, and the last digits of a sum depend on it. Compare the result with `expected`.
 */
export function withoutRounding(actual: unknown, expected: unknown): unknown {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Math.abs(actual - expected) <= 1e-11 * Math.abs(expected) ? expected : actual
  }
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) return actual
  if (Array.isArray(actual)) return actual.map((each, at) => withoutRounding(each, (expected as unknown[])[at]))
  const there = expected as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(actual).map(([key, value]) => [key, withoutRounding(value, there[key])]))
}
