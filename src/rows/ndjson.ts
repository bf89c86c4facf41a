import { formatInstant } from '../model/index.ts'
import type { ColumnHead, RowWriter } from './writer.ts'

/** One JSON object a line, by the paths of the columns. What is nested stays nested. */
export function ndjsonWriter(columns: readonly ColumnHead[]): RowWriter {
  const keys = columns.map(({ path }, index) => `${index === 0 ? '{' : ','}${JSON.stringify(path)}:`)
  const isInstant = columns.map(({ type }) => type === 'instant')
  return {
    start: () => '',
    rows(cells, count) {
      let text = ''
      for (let row = 0; row < count; row++) {
        for (const [index, key] of keys.entries()) {
          const value = cells[index]?.[row] ?? null
          text += key + JSON.stringify(isInstant[index] && value !== null ? formatInstant(value as number) : value)
        }
        text += '}\n'
      }
      return text
    },
    end: () => '',
  }
}
