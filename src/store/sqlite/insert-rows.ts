import { insertRow } from '../columns.ts'
import type { AnyEntity } from '../entities/index.ts'
import { ROWS_AT_ONCE } from '../entry-table.ts'
import type { Connection } from './connection.ts'

/** Writes rows whose values follow one another. */
type InsertRows = (connection: Connection, values: readonly unknown[]) => void

/** Rows of an entity, with values for these fields; absent: for all columns. Then the texts. */
export const entityRows = (entity: AnyEntity, fields?: readonly string[]): InsertRows =>
  insertRows(rows => insertRow(entity, fields, rows))

/**
 * The rows of a statement that fails stay written, since the transaction is rolled back anyway: to undo its own rows
 * SQLite would keep a copy of every page that they change.
 * @param textOf the statement for a number of rows
 */
export function insertRows(textOf: (rows: number) => string): InsertRows {
  const texts = Array.from({ length: ROWS_AT_ONCE }, (_, index) =>
    textOf(index + 1).replace(/^insert/, 'insert or fail'),
  )
  const width = (texts[0] ?? '').split('?').length - 1
  const most = width * ROWS_AT_ONCE
  return (connection, values) => {
    for (let at = 0; at < values.length; at += most) {
      const part = values.length <= most ? values : values.slice(at, at + most)
      connection.runPrepared(texts[part.length / width - 1] ?? '', part)
    }
  }
}
