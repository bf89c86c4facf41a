/** One line of the table. */
export interface Figure {
  readonly name: string
  /** Of `unit`, as is `target`. */
  readonly measured: number
  readonly unit: string
  /** Null where there is none yet. */
  readonly target: number | null
  /** Whether the target is the least or the most there may be. */
  readonly better: 'more' | 'less'
  readonly note: string
}

export const isMet = ({ measured, target, better }: Figure) =>
  target === null || (better === 'more' ? measured >= target : measured <= target)

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2
}

export function formatTable(figures: readonly Figure[]): string {
  const rows = figures.map(figure => [
    figure.name,
    `${formatNumber(figure.measured)} ${figure.unit}`.trimEnd(),
    figure.target === null ? '' : `${figure.better === 'more' ? '>=' : '<='} ${formatNumber(figure.target)}`,
    figure.target === null ? '' : isMet(figure) ? 'met' : 'MISSED',
    figure.note,
  ])
  const table = [['figure', 'measured', 'target', '', 'note'], ...rows]
  const widths = [0, 1, 2, 3].map(column => Math.max(...table.map(row => row[column]?.length ?? 0)))
  return table
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
