import type { Moment } from '../../model/index.ts'
import { unpackBody } from '../body.ts'
import type { PreparedDataRow } from '../prepare.ts'
import { DATA_ROW } from '../shapes.ts'
import { insertRow, type LoadContext, liveRow, merge, retire } from './load-context.ts'
import { removedSince } from './tombstones.ts'

/** Answers since when the row is gone, where a newer load removed it. */
export function writeDataRow(load: LoadContext, record: PreparedDataRow, time: Moment | null): Moment | null {
  const { connection } = load
  const { id, metadata } = record
  const row = liveRow(load, 'data_row', id)
  const removed = row ? null : removedSince(load, id, time)
  if (removed !== null) return removed
  const now = merge(load, DATA_ROW, row, record.parts, time)
  if (now.isUnchanged) return null
  if (row) retire(load, 'data_row', row)
  const no = insertRow(load, DATA_ROW, { id, time: now.time }, now.parts)
  const keepsMetadata = row && (metadata === null || (now.isOlder && 'metadata' in unpackBody<object>(row.body)))
  if (keepsMetadata) {
    connection.run(
      `insert into metadata (data_row_no, schema_id, schema_name, text, number, time)
       select ?, schema_id, schema_name, text, number, time from metadata where data_row_no = ?`,
      ...[no, row.no],
    )
  } else {
    for (const { schemaId, schemaName, text, number, time } of metadata ?? []) {
      connection.insert(
        'insert into metadata (data_row_no, schema_id, schema_name, text, number, time) values (?, ?, ?, ?, ?, ?)',
        ...[no, schemaId, schemaName, text, number, time],
      )
    }
  }
  if (row?.born === load.next) connection.run('delete from metadata where data_row_no = ?', row.no)
  return null
}
