import { formatInstant } from '../model/index.ts'
import type { CellType } from './field.ts'
import type { ColumnHead, RowWriter } from './writer.ts'

/**
 * CSV by RFC 4180: a header, lines that end in CRLF. Null is empty, an empty text is `""`.
 * @param isGuarded puts `'` before text that a spreadsheet would take for a formula
 */
export function csvWriter(columns: readonly ColumnHead[], isGuarded: boolean): RowWriter {
  const writers = columns.map(({ type }) => cellWriter(type, isGuarded))
  const line = (cells: readonly string[]) => `${cells.join(',')}\r\n`
  return {
    start: () => line(columns.map(({ path }) => quoted(path))),
    rows(cells, count) {
      let text = ''
      for (let row = 0; row < count; row++) {
        for (const [index, write] of writers.entries()) {
          const value = cells[index]?.[row]
          if (index > 0) text += ','
          if (value !== null && value !== undefined) text += write(value)
        }
        text += '\r\n'
      }
      return text
    },
    end: () => '',
  }
}

type WriteCell = (value: unknown) => string

function cellWriter(type: CellType, isGuarded: boolean): WriteCell {
  const text: WriteCell = value => {
    const own = String(value)
    return quoted(isGuarded && FORMULA.test(own) ? `'${own}` : own)
  }
  switch (type) {
    case 'integer':
    case 'boolean':
      return String
    case 'number':
      return value => (Number.isFinite(value) ? String(value) : '')
    case 'instant':
      return value => formatInstant(value as number)
    case 'json':
      return value => quoted(JSON.stringify(value))
    case 'any':
      return value => (typeof value === 'string' ? text(value) : quoted(JSON.stringify(value)))
    default:
      return text
  }
}

const FORMULA = /^[=+\-@\t\r]/
const SPECIAL = /[",\r\n]/

function quoted(text: string): string {
  if (text === '') return '""'
  return SPECIAL.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
