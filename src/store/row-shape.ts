import type { Carried, JsonObject } from '../model/index.ts'
import { parseStored, type StoredText, unpackText } from './body.ts'
import { mergeRaw } from './merge.ts'

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
    // A column would turn half a surrogate pair into a replacement character; JSON escapes it.
    if (column !== undefined && typeof value === 'string' && !value.isWellFormed()) body[field] = value
  }
  return { columns, body: JSON.stringify(raw === undefined ? body : { ...body, raw }) }
}

/** A row as `select *` answers it. */
export interface WholeRow {
  readonly body: StoredText
  readonly [column: string]: unknown
}

/** What the older row says, as parts. */
export function partsOf<Fields extends object>(shape: RowShape<Fields>, row: WholeRow): RowParts {
  const columns = Object.values<string>(shape.columns as Record<string, string>)
  return {
    columns: Object.fromEntries(columns.map(column => [column, row[column] as ColumnValue])),
    body: unpackText(row.body),
  }
}

/** The older parts with what the newer ones carry in their place. */
export function mergeParts<Fields extends object>(
  shape: RowShape<Fields>,
  older: RowParts,
  newer: RowParts,
  containers: ReadonlySet<string>,
): RowParts {
  const olderBody = new Map(Object.entries(parseStored<object>(older.body)))
  const newerBody = JSON.parse(newer.body) as { readonly raw?: JsonObject }
  for (const [field, column] of Object.entries(shape.columns))
    if ((column as string) in newer.columns) olderBody.delete(field)
  const raw =
    newerBody.raw && mergeRaw((olderBody.get('raw') as JsonObject | undefined) ?? {}, newerBody.raw, containers)
  const body = { ...Object.fromEntries(olderBody), ...newerBody, ...(raw && { raw }) }
  return { columns: { ...older.columns, ...newer.columns }, body: JSON.stringify(body) }
}

/** Whether two say the same. */
export function sameParts<Fields extends object>(shape: RowShape<Fields>, a: RowParts, b: RowParts): boolean {
  const columns = Object.values<string>(shape.columns as Record<string, string>)
  return a.body === b.body && columns.every(column => (a.columns[column] ?? null) === (b.columns[column] ?? null))
}
