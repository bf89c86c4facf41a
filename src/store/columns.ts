import { isObject, type Json, type JsonObject, type Patch } from '../model/index.ts'
import { changedChecksum, checkedTableOf, checksumColumns } from './checked-tables.ts'
import { parseStored, type StoredText, unpackText } from './compressed-text.ts'
import { type AnyEntity, columnName, ENTITIES, hasChecksum, ownColumns, textColumns } from './entities/index.ts'

/* Rows as they are written: columns for the fields that an entity declares as such, a body for all others, and `raw`. */

export type ColumnValue = string | number | null

/** The fields that a record carries of an entity. A field that is absent was not carried. */
export interface RowFields {
  /** By field. */
  readonly columns: Readonly<Record<string, ColumnValue>>
  /** JSON text. */
  readonly body: string
  /** JSON text; null where the record has none. */
  readonly raw: string | null
}

/** The fields of a record that carries none. */
export const NO_FIELDS: RowFields = { columns: {}, body: '{}', raw: null }

export function toColumns<Fields extends object>(
  { columns }: AnyEntity,
  fields: Patch<Fields>,
  raw?: JsonObject,
): RowFields {
  const own: Record<string, ColumnValue> = {}
  const body: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    const isColumn = field in columns
    if (isColumn) own[field] = typeof value === 'boolean' ? Number(value) : (value as ColumnValue)
    // A column would turn half a surrogate pair into a replacement character, and cannot tell null from not exported.
    if (!isColumn || value === null || (typeof value === 'string' && !value.isWellFormed())) body[field] = value
  }
  return { columns: own, body: JSON.stringify(body), raw: raw === undefined ? null : JSON.stringify(raw) }
}

/** A stored row, reduced to the fields that records carry. */
export function carriedBy(entity: AnyEntity, row: Readonly<Record<string, unknown>> & StoredTexts): RowFields {
  const columns: Record<string, ColumnValue> = {}
  for (const field of recordFields(entity)) if (row[field] !== null) columns[field] = row[field] as ColumnValue
  return { columns, body: unpackText(row.body), raw: row.raw == null ? null : unpackText(row.raw) }
}

interface StoredTexts {
  readonly body: StoredText
  /** Absent: its entity has none. */
  readonly raw?: StoredText | null
}

/** The side whose value is kept where both have one. */
type Winner = 'record' | 'stored'

/**
 * The stored fields and those that a record carries. The order of the stored keys stays. A key that the record lacks was
 * not exported and keeps its value; null is a value. A record that is older than the stored one only adds keys that were
 * never exported.
 */
export function mergeFields(
  entity: AnyEntity,
  stored: RowFields,
  record: RowFields,
  containers: ReadonlySet<string>,
  winner: Winner,
): RowFields {
  const columns = { ...stored.columns }
  const body = new Map(Object.entries(parseStored<JsonObject>(stored.body)))
  const recordBody = JSON.parse(record.body) as JsonObject
  // In the order of the declaration, so that records that say the same leave the same text.
  for (const field of recordFields(entity)) {
    const value = record.columns[field]
    if (value === undefined || (winner === 'stored' && (field in columns || body.has(field)))) continue
    columns[field] = value
    body.delete(field)
    if (field in recordBody) body.set(field, recordBody[field] as Json)
  }
  for (const [field, value] of Object.entries(recordBody))
    if (!(field in entity.columns) && (winner === 'record' || !body.has(field))) body.set(field, value)
  const raw = mergeRawTexts(stored.raw, record.raw, containers, winner)
  return { columns, body: JSON.stringify(Object.fromEntries(body)), raw }
}

function mergeRawTexts(
  stored: string | null,
  record: string | null,
  containers: ReadonlySet<string>,
  winner: Winner,
): string | null {
  if (stored === null || record === null || stored === record) return stored ?? record
  return JSON.stringify(mergeRaw(parseStored(stored), JSON.parse(record) as JsonObject, containers, winner))
}

/** Objects under a container's key merge key by key, since Labelbox fills them by what an export was asked for. */
function mergeRaw(stored: JsonObject, record: JsonObject, containers: ReadonlySet<string>, winner: Winner): JsonObject {
  const merged = new Map(Object.entries(stored))
  for (const [key, value] of Object.entries(record)) {
    const before = merged.get(key)
    if (containers.has(key) && isObject(before) && isObject(value))
      merged.set(key, mergeRaw(before, value, containers, winner))
    else if (winner === 'record' || !merged.has(key)) merged.set(key, value)
  }
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(merged)
}

export function isSame(entity: AnyEntity, a: RowFields, b: RowFields): boolean {
  if (a.body !== b.body || a.raw !== b.raw) return false
  return recordFields(entity).every(field => (a.columns[field] ?? null) === (b.columns[field] ?? null))
}

/** All columns under their fields' names, and the texts; or these columns alone. */
export function selectRow(entity: AnyEntity, fields?: readonly string[]): string {
  const { columns } = entity
  const names = (fields ?? Object.keys(columns)).map(
    field => `${columnName(field, columns[field] ?? {})} as "${field}"`,
  )
  if (!fields) names.push(...textColumns(entity), ...checksumColumns(entity))
  return `select ${names.join(', ')} from ${entity.table}`
}

/**
 * A statement with a parameter for each of the fields, in their order; absent: for all columns. Then the texts and the checksums.
 * @param rows that it writes, one after the other
 */
export function insertRow(entity: AnyEntity, fields?: readonly string[], rows = 1): string {
  const { columns } = entity
  const names = (fields ?? ownColumns(entity).map(([field]) => field)).map(field =>
    columnName(field, columns[field] ?? {}),
  )
  names.push(...textColumns(entity), ...checksumColumns(entity))
  const row = `(${names.map(() => '?').join(', ')})`
  return `insert into ${entity.table} (${names.join(', ')}) values ${Array(rows).fill(row).join(', ')}`
}

/** A statement that copies rows, with SQL in place of some fields; the condition on the rows is to be added. */
export function copyRows(entity: AnyEntity, changed: Readonly<Record<string, string>>): string {
  const { table, columns } = entity
  const fields = ownColumns(entity).map(([field]) => field)
  const names = [...fields.map(field => columnName(field, columns[field] ?? {})), ...textColumns(entity)]
  const values = names.map((name, index) => changed[fields[index] ?? ''] ?? name)
  if (hasChecksum(entity)) {
    const written = Object.fromEntries(names.map((name, index) => [name, values[index] ?? name]))
    names.push('checksum')
    values.push(changedChecksum(checkedTableOf(entity), written))
  }
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')} from ${table}`
}

const FIELDS_OF_RECORDS = new Map<AnyEntity, readonly string[]>(
  Object.values<AnyEntity>(ENTITIES).map(each => [
    each,
    Object.keys(each.columns).filter(field => !each.columns[field]?.key),
  ]),
)

/** Columns that records carry: all but keys. */
export const recordFields = (entity: AnyEntity): readonly string[] => FIELDS_OF_RECORDS.get(entity) ?? []
