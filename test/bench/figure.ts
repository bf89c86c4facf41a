/** One line of the table. */
export interface Figure {
  readonly name: string
  /** Of `unit`, as are `target` and `floor`. */
  readonly measured: number
  readonly unit: string
  /** The goal. Null where there is none yet. */
  readonly target: number | null
  /** The value that has to be reached, where it is less than the goal. */
  readonly floor?: number
  /** Measured in the same run, for comparison. */
  readonly anchor?: string
  /** Whether goal and floor are the least or the most there may be. */
  readonly better: 'more' | 'less'
  readonly note: string
}

/** Whether it reaches its goal, only its floor, or neither. Null for a figure without a goal. */
export function resultOf({ measured, target, floor, better }: Figure): 'met' | 'above floor' | 'MISSED' | null {
  const reaches = (bound: number) => (better === 'more' ? measured >= bound : measured <= bound)
  if (target === null) return null
  if (reaches(target)) return 'met'
  return floor !== undefined && reaches(floor) ? 'above floor' : 'MISSED'
}

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
    figure.floor === undefined ? '' : formatNumber(figure.floor),
    resultOf(figure) ?? '',
    figure.anchor ?? '',
    figure.note,
  ])
  const table = [['figure', 'measured', 'goal', 'floor', 'result', 'anchor', 'note'], ...rows]
  const widths = [0, 1, 2, 3, 4, 5].map(column => Math.max(...table.map(row => row[column]?.length ?? 0)))
  return table
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function formatNumber(value: number): string {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
