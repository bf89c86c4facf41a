import { type DataRowRecord, type Json, parseInstant } from '../../model/index.ts'
import { packBody, type StoredText, unpackBody } from '../body.ts'
import { mergeFields, mergeRaw } from '../merge.ts'
import type { DataRowBody } from '../queries/data-row.ts'
import { insertVersioned, type LoadContext, liveRow, retire, type Versioned } from './load-context.ts'

interface Row extends Versioned {
  readonly body: StoredText
  readonly [column: string]: unknown
}

type Fields = Omit<import('../../model/index.ts').DataRow, 'id'>

const EMPTY: Fields = {
  globalKey: null,
  externalId: null,
  rowData: null,
  mimeType: null,
  mediaAttributes: null,
  datasetId: null,
  datasetName: null,
  createdAt: null,
  updatedAt: null,
  lastActivityAt: null,
  createdBy: null,
  attachments: null,
  metadata: null,
  embeddings: null,
  experiments: null,
  raw: {},
}

export function writeDataRow(load: LoadContext, record: DataRowRecord): void {
  const row = liveRow<Row>(load, 'data_row', record.id)
  const older = row ? fieldsOf(row) : EMPTY
  const fields: Fields = {
    ...mergeFields(older, record.fields),
    raw: mergeRaw(older.raw, record.raw, load.rawContainers),
  }
  if (row && JSON.stringify(fields) === JSON.stringify(older)) return
  if (row) {
    retire(load, 'data_row', row)
    if (row.born === load.next) load.connection.run('delete from metadata where data_row_no = ?', row.no)
  }
  const {
    globalKey,
    externalId,
    datasetId,
    datasetName,
    mimeType,
    createdBy,
    createdAt,
    updatedAt,
    lastActivityAt,
    ...body
  } = fields
  const no = insertVersioned(load, 'data_row', {
    id: record.id,
    global_key: globalKey,
    external_id: externalId,
    dataset_id: datasetId,
    dataset_name: datasetName,
    mime_type: mimeType,
    created_by: createdBy,
    created_at: createdAt,
    updated_at: updatedAt,
    last_activity_at: lastActivityAt,
    body: packBody(body),
  })
  writeMetadata(load, no, fields)
}

function fieldsOf(row: Row): Fields {
  const body = unpackBody<DataRowBody>(row.body)
  const columns = {
    globalKey: row.global_key,
    externalId: row.external_id,
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    mimeType: row.mime_type,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastActivityAt: row.last_activity_at,
  }
  // In the order of EMPTY, so that equal fields are equal text.
  return { ...EMPTY, ...columns, ...body } as Fields
}

/** A field of several options is found by each of their names. */
function writeMetadata(load: LoadContext, dataRowNo: number, { metadata }: Fields): void {
  for (const field of metadata ?? []) {
    for (const value of searchable(field.value)) {
      load.connection.insert(
        'insert into metadata (data_row_no, schema_id, schema_name, text, number, time) values (?, ?, ?, ?, ?, ?)',
        dataRowNo,
        field.schemaId,
        field.schemaName,
        typeof value === 'string' ? value : null,
        typeof value === 'number' ? value : null,
        typeof value === 'string' ? parseInstant(value) : null,
      )
    }
  }
}

function searchable(value: Json): readonly (string | number | null)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  const options = Array.isArray(value) ? (value as readonly Json[]) : [value]
  const names = options.map(optionName).filter(name => name !== null)
  return names.length > 0 ? names : [null]
}

function optionName(option: Json): string | null {
  if (typeof option === 'string') return option
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return null
  const name = (option as { readonly schema_name?: Json; readonly name?: Json }).schema_name
  return typeof name === 'string' ? name : null
}
