import type { PreparedDataRow } from '../prepare.ts'
import { DATA_ROW } from '../shapes.ts'
import { insertRow, type LoadContext, liveRow, merged, retire, saysTheSame } from './load-context.ts'

export function writeDataRow(load: LoadContext, { id, parts, metadata }: PreparedDataRow): void {
  const { connection } = load
  const row = liveRow(load, 'data_row', id)
  const now = merged(load, DATA_ROW, row, parts)
  if (saysTheSame(DATA_ROW, row, now)) return
  if (row) retire(load, 'data_row', row)
  const no = insertRow(load, DATA_ROW, { id }, now)
  for (const { schemaId, schemaName, text, number, time } of metadata ?? []) {
    connection.insert(
      'insert into metadata (data_row_no, schema_id, schema_name, text, number, time) values (?, ?, ?, ?, ?, ?)',
      ...[no, schemaId, schemaName, text, number, time],
    )
  }
  if (!row) return
  if (metadata === null) {
    connection.run(
      `insert into metadata (data_row_no, schema_id, schema_name, text, number, time)
       select ?, schema_id, schema_name, text, number, time from metadata where data_row_no = ?`,
      ...[no, row.no],
    )
  }
  if (row.born === load.next) connection.run('delete from metadata where data_row_no = ?', row.no)
}
