import { formatId, type Moment } from '../../model/index.ts'
import { copyRows } from '../columns.ts'
import { unpackBody } from '../compressed-text.ts'
import { ENTITIES } from '../entities/index.ts'
import type { PreparedRecord } from '../prepare.ts'
import { entityRows } from './insert-rows.ts'
import { endVersion, type LoadContext, liveRow, merge, removedSince, writeRow } from './load-context.ts'

/**
 * Answers since when the row is gone, where a newer load removed it.
 * @param isNew whether no row can have its id
 */
export function writeDataRow(
  load: LoadContext,
  { dataRow: record, projects, labels, time }: PreparedRecord,
  isNew: boolean,
): Moment | null {
  const { connection } = load
  const { id, metadata } = record
  const isElsewhere = () =>
    labels.some(label => label.projectId === null) ||
    projects.some(project => removedSince(load, formatId('dataRowProject', id, project.id), time) === null)
  const row = isNew ? undefined : liveRow(load, 'dataRow', id)
  const removed = row ? null : removedSince(load, id, time, isElsewhere)
  if (removed !== null) return removed
  const now = merge(load, 'dataRow', row, record.fields, time)
  if (now.isUnchanged) return null
  const no = writeRow(load, 'dataRow', { id, time: now.time }, now.fields)
  const keepsMetadata = row && (metadata === null || (now.isOlder && 'metadata' in unpackBody<object>(row.body)))
  if (keepsMetadata) {
    connection.run(`${copyRows(ENTITIES.metadata, { dataRowNo: '?1' })} where data_row_no = ?2`, ...[no, row.no])
  } else {
    const values = (metadata ?? []).flatMap(({ schemaId, schemaName, text, number, time }) => [
      ...[no, schemaId, schemaName, text, number, time],
    ])
    insertMetadata(connection, values)
  }
  if (row) endVersion(load, 'dataRow', row)
  return null
}

const insertMetadata = entityRows(ENTITIES.metadata, [
  ...['dataRowNo', 'schemaId', 'schemaName', 'text', 'number', 'time'],
])
