import type { Connection } from './connection.ts'
import { FOREVER } from './schema.ts'

/** What writing one load needs to know. */
export interface LoadContext {
  readonly connection: Connection
  /** The version that the load will be published as. */
  readonly next: number
  readonly rawContainers: ReadonlySet<string>
}

export type VersionedTable = 'data_row' | 'project' | 'data_row_project' | 'label'

export interface Versioned {
  readonly no: number
  readonly born: number
}

/** The row as the load sees it: the newest, be it from before or of the load's own making. */
export function liveRow<Row extends Versioned>(load: LoadContext, table: VersionedTable, id: string): Row | undefined {
  return load.connection.get<Row>(`select * from ${table} where id = ? and gone = ${FOREVER}`, id)
}

/** Readers of the versions before keep the row; a row that only this load knows is simply taken away. */
export function retire(load: LoadContext, table: VersionedTable, row: Versioned): void {
  const { connection, next } = load
  if (row.born === next) connection.run(`delete from ${table} where no = ?`, row.no)
  else connection.run(`update ${table} set gone = ? where no = ?`, next, row.no)
}

export function insertVersioned(
  load: LoadContext,
  table: VersionedTable,
  columns: { readonly [column: string]: string | number | Uint8Array | null },
): number {
  const names = Object.keys(columns)
  return load.connection.insert(
    `insert into ${table} (born, gone, ${names.join(', ')}) values (?, ${FOREVER}${', ?'.repeat(names.length)})`,
    load.next,
    ...Object.values(columns),
  )
}
