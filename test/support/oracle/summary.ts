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
 * The same rows with every number that is not whole cut to twelve digits: databases add up in another order, and the
 * last digits of a sum depend on it. Compare `roundFigures(actual)` with `roundFigures(expected)`.
 */
export function roundFigures<T>(rows: T): T {
  return JSON.parse(
    JSON.stringify(rows, (_, value) =>
      typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value,
    ),
  ) as T
}
