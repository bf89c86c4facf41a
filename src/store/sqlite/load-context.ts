import { packText } from '../body.ts'
import { FOREVER } from '../entities/index.ts'
import {
  type ColumnValue,
  mergeParts,
  partsOf,
  type RowParts,
  type RowShape,
  sameParts,
  type WholeRow,
} from '../row-shape.ts'
import type { Connection } from './connection.ts'
import type { StoredPacks } from './packs.ts'

/** What writing one load needs to know. */
export interface LoadContext {
  readonly connection: Connection
  /** The version that the load will be published as. */
  readonly next: number
  readonly rawContainers: ReadonlySet<string>
  readonly packs: StoredPacks
  /** What this load said last of each project: nearly every record says the same again. */
  readonly projectsSaid: Map<string, string>
}

export type VersionedTable = RowShape<object>['table']

/** A row as the load sees it: the newest, be it from before or of the load's own making. */
export interface LiveRow extends WholeRow {
  readonly no: number
  readonly born: number
}

export function liveRow(load: LoadContext, table: VersionedTable, id: string): LiveRow | undefined {
  return load.connection.get<LiveRow>(`select * from ${table} where id = ? and gone = ${FOREVER}`, id)
}

/** What the row is to say: the record's own words, or with the older ones where it carries none. */
export function merged<F extends object>(
  load: LoadContext,
  shape: RowShape<F>,
  row: LiveRow | undefined,
  parts: RowParts,
) {
  return row ? mergeParts(shape, partsOf(shape, row), parts, load.rawContainers) : parts
}

export function saysTheSame<F extends object>(shape: RowShape<F>, row: LiveRow | undefined, parts: RowParts): boolean {
  return row !== undefined && sameParts(shape, partsOf(shape, row), parts)
}

/** Readers of the versions before keep the row; a row that only this load knows is simply taken away. */
export function retire(load: LoadContext, table: VersionedTable, row: Pick<LiveRow, 'no' | 'born'>): void {
  const { connection, next } = load
  if (row.born === next) connection.run(`delete from ${table} where no = ?`, row.no)
  else connection.run(`update ${table} set gone = ? where no = ?`, next, row.no)
}

/** Answers the row's number. `key` are the columns that are none of the shape's. */
export function insertRow<F extends object>(
  load: LoadContext,
  shape: RowShape<F>,
  key: Readonly<Record<string, ColumnValue>>,
  { columns, body }: RowParts,
): number {
  const own = Object.values<string>(shape.columns as Record<string, string>)
  const names = ['born', 'gone', ...Object.keys(key), ...own, 'body']
  return load.connection.insert(
    `insert into ${shape.table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    load.next,
    FOREVER,
    ...Object.values(key),
    ...own.map(column => columns[column] ?? null),
    packText(body),
  )
}
