import { formatId, type Moment } from '../../model/index.ts'
import { copyRows, insertRow } from '../columns.ts'
import { unpackBody } from '../compressed-text.ts'
import { ENTITIES } from '../entities/index.ts'
import type { PreparedRecord } from '../prepare.ts'
import { endVersion, type LoadContext, liveRow, merge, removedSince, writeRow } from './load-context.ts'

/** Answers since when the row is gone, where a newer load removed it. */
export function writeDataRow(
  load: LoadContext,
  { dataRow: record, projects, labels, time }: PreparedRecord,
): Moment | null {
  const { connection } = load
  const { id, metadata } = record
  const isElsewhere = () =>
    labels.some(label => label.projectId === null) ||
    projects.some(project => removedSince(load, formatId('dataRowProject', id, project.id), time) === null)
  const row = liveRow(load, 'dataRow', id)
  const removed = row ? null : removedSince(load, id, time, isElsewhere)
  if (removed !== null) return removed
  const now = merge(load, 'dataRow', row, record.fields, time)
  if (now.isUnchanged) return null
  const no = writeRow(load, 'dataRow', { id, time: now.time }, now.fields)
  const keepsMetadata = row && (metadata === null || (now.isOlder && 'metadata' in unpackBody<object>(row.body)))
  if (keepsMetadata) {
    connection.run(`${copyRows(ENTITIES.metadata, { dataRowNo: '?' })} where data_row_no = ?`, ...[no, row.no])
  } else {
    for (const { schemaId, schemaName, text, number, time } of metadata ?? [])
      connection.insert(INSERT_METADATA, no, schemaId, schemaName, text, number, time)
  }
  if (row) endVersion(load, 'dataRow', row)
  return null
}

const INSERT_METADATA = insertRow(ENTITIES.metadata, [
  ...['dataRowNo', 'schemaId', 'schemaName', 'text', 'number', 'time'],
])
