import { csvWriter } from '../rows/index.ts'

export const FORMATS = ['ndjson', 'csv', 'table'] as const
export type Format = (typeof FORMATS)[number]

type Cells = Readonly<Record<string, unknown>>

/** Rows of an answer as text. Objects in them become columns with dots in their names, lists become JSON. */
export function writeRows(format: Format, rows: readonly unknown[]): string {
  if (format === 'ndjson') return rows.map(row => JSON.stringify(row)).join('\n')
  const flat = rows.map(row => Object.fromEntries(cellsOf(row, '')))
  const columns = [...new Set(flat.flatMap(row => Object.keys(row)))]
  return format === 'csv' ? csvOf(columns, flat) : tableOf(columns, flat)
}

function* cellsOf(value: unknown, path: string): Generator<[path: string, value: unknown]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) yield [path === '' ? 'value' : path, value]
  else for (const [name, each] of Object.entries(value)) yield* cellsOf(each, path === '' ? name : `${path}.${name}`)
}

function csvOf(columns: readonly string[], rows: readonly Cells[]): string {
  const writer = csvWriter(
    columns.map(path => ({ path, type: 'any' })),
    true,
  )
  const cells = columns.map(column => rows.map(row => row[column]))
  return `${writer.start()}${writer.rows(cells, rows.length)}`.trimEnd()
}

function tableOf(columns: readonly string[], rows: readonly Cells[]): string {
  const lines = [columns, ...rows.map(row => columns.map(column => shown(row[column])))]
  const widths = columns.map((_, index) => Math.max(...lines.map(line => line[index]?.length ?? 0)))
  return lines
    .map(line =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Without what would break the line. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
}
