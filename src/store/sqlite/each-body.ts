import type { JsonObject } from '../../model/index.ts'
import { type StoredText, unpackBody } from '../compressed-text.ts'
import type { Connection } from './connection.ts'

/** The fields of a row, of body and columns. */
type Row = Readonly<Record<string, unknown>> & { readonly no: number; readonly raw?: JsonObject }

/** Rows that are read at once. */
const STEP = 100

/** Calls `each` for all rows of a table with a body, for migrations. In steps, since the rows are changed meanwhile. */
export function eachBody(
  connection: Connection,
  table: string,
  columns: readonly string[],
  each: (row: Row) => void,
): void {
  const next = `select ${['no', 'body', ...columns].join(', ')} from ${table} where no > ? order by no limit ${STEP}`
  for (let last = -1; ; ) {
    const rows = connection.all<Row & { readonly body: StoredText }>(next, last)
    for (const { body, ...own } of rows) each({ ...unpackBody<object>(body), ...own })
    if (rows.length === 0) return
    last = rows.at(-1)?.no ?? last
  }
}
