import type { Carried, Json, JsonObject } from '../model/index.ts'
import { parseStored, type StoredText, unpackText } from './body.ts'
import { mergeRaw, type Winner } from './merge.ts'

/** Which fields of an entity are columns. All others go into its body, which says only what the export carried. */
export interface RowShape<Fields extends object> {
  readonly table: 'data_row' | 'project' | 'data_row_project' | 'label'
  /** Field to column. */
  readonly columns: { readonly [F in keyof Fields]?: string }
}

export type ColumnValue = string | number | null

/** What a record carries of a thing, ready to be written: a column or field that is absent was not carried. */
export interface RowParts {
  readonly columns: Readonly<Record<string, ColumnValue>>
  /** JSON text. */
  readonly body: string
}

export function takeApart<Fields extends object>(
  shape: RowShape<Fields>,
  fields: Carried<Omit<Fields, 'raw'>>,
  raw?: JsonObject,
): RowParts {
  const columns: Record<string, ColumnValue> = {}
  const body: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(fields)) {
    const column = shape.columns[field as keyof Fields]
    if (column === undefined) body[field] = value
    else columns[column] = typeof value === 'boolean' ? Number(value) : (value as ColumnValue)
    // A column would turn half a surrogate pair into a replacement character, and cannot tell null from not exported.
    if (value === null || (column !== undefined && typeof value === 'string' && !value.isWellFormed()))
      body[field] = value
  }
  return { columns, body: JSON.stringify(raw === undefined ? body : { ...body, raw }) }
}

/** A row as `select *` answers it. */
export interface WholeRow {
  readonly body: StoredText
  readonly [column: string]: unknown
}

/** What a stored row says, as parts. */
export function partsOf<Fields extends object>(shape: RowShape<Fields>, row: WholeRow): RowParts {
  const columns: Record<string, ColumnValue> = {}
  for (const column of Object.values<string>(shape.columns as Record<string, string>))
    if (row[column] !== null) columns[column] = row[column] as ColumnValue
  return { columns, body: unpackText(row.body) }
}

/** The stored parts and what a record carries. The order of the stored keys stays. */
export function mergeParts<Fields extends object>(
  shape: RowShape<Fields>,
  stored: RowParts,
  record: RowParts,
  containers: ReadonlySet<string>,
  winner: Winner,
): RowParts {
  const columns = { ...stored.columns }
  const body = new Map(Object.entries(parseStored<JsonObject>(stored.body)))
  const recordBody = JSON.parse(record.body) as JsonObject
  for (const [field, column] of Object.entries<string>(shape.columns as Record<string, string>)) {
    const value = record.columns[column]
    if (value === undefined || (winner === 'stored' && (column in columns || body.has(field)))) continue
    columns[column] = value
    body.delete(field)
    if (field in recordBody) body.set(field, recordBody[field] as Json)
  }
  for (const [field, value] of Object.entries(recordBody)) {
    const before = body.get(field)
    if (field === 'raw' && before !== undefined)
      body.set(field, mergeRaw(before as JsonObject, value as JsonObject, containers, winner))
    else if (!(field in shape.columns) && (winner === 'record' || !body.has(field))) body.set(field, value)
  }
  return { columns, body: JSON.stringify(Object.fromEntries(body)) }
}

/** Whether two say the same. */
export function sameParts<Fields extends object>(shape: RowShape<Fields>, a: RowParts, b: RowParts): boolean {
  const columns = Object.values<string>(shape.columns as Record<string, string>)
  return a.body === b.body && columns.every(column => (a.columns[column] ?? null) === (b.columns[column] ?? null))
}
