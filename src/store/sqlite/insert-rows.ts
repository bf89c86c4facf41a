import { coveredFields, rawKeyOf, rowChecksum } from '../checked-tables.ts'
import { checksumOf, rawChecksum } from '../checksum.ts'
import { insertRow } from '../columns.ts'
import { type AnyEntity, ownColumns, textColumns } from '../entities/index.ts'
import { ROWS_AT_ONCE } from '../entry-table.ts'
import type { Connection } from './connection.ts'

/** Writes rows whose values follow one another. */
type InsertRows = (connection: Connection, values: readonly unknown[]) => void

/** Rows of an entity, with values for these fields; absent: for all columns. Then the texts. */
export function entityRows(entity: AnyEntity, fields?: readonly string[]): InsertRows {
  const insert = insertRows(rows => insertRow(entity, fields, rows))
  if (entity.inContent) return insert
  const names = [...(fields ?? ownColumns(entity).map(([field]) => field)), ...textColumns(entity)]
  const covered = coveredFields(entity).map(field => names.indexOf(field))
  const raw = names.indexOf('raw')
  const rawKey = rawKeyOf(entity).map(field => names.indexOf(field))
  return (connection, values) => {
    const rows: unknown[] = []
    for (let at = 0; at < values.length; at += names.length) {
      for (let column = 0; column < names.length; column++) rows.push(values[at + column])
      rows.push(checksumOf(covered.map(column => values[at + column])))
      const key = rawKey.map(column => values[at + column])
      if (raw >= 0) rows.push(rawChecksum(key, values[at + raw]))
    }
    insert(connection, rows)
  }
}

/** Writes one row, given by field, in a table without texts. @returns its number */
export function insertOne(connection: Connection, entity: AnyEntity, row: Readonly<Record<string, unknown>>): number {
  const values = [...Object.values(row), rowChecksum(entity, row)]
  return connection.insert(insertRow(entity, Object.keys(row)), ...values)
}

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
