import type { Moment } from '../../model/index.ts'
import { packText } from '../body.ts'
import { FOREVER } from '../entities/index.ts'
import { isBefore, laterOf } from '../merge.ts'
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
  /** When the task began that the load is of; null for a file. */
  readonly startedAt: Moment | null
  readonly packs: StoredPacks
  /** The last record of each project: nearly every record says the same again. */
  readonly projects: Map<string, SaidOfProject>
  /** Carried-over annotations that newer versions of labels no longer have. */
  droppedAnnotationCount: number
  /** False while nothing was ever removed, so that new rows need no look at the tombstones. */
  hasTombstones: boolean
}

export interface SaidOfProject {
  readonly body: string
  /** The latest of the records that say so. */
  time: Moment | null
  /** Of the stored row, where it is newer than what was said. */
  readonly newer: Moment | null
}

export type VersionedTable = RowShape<object>['table']

/** A row as the load sees it: the newest, be it from before or of the load's own making. */
export interface LiveRow extends WholeRow {
  readonly no: number
  readonly born: number
  readonly time: Moment | null
}

export function liveRow(load: LoadContext, table: VersionedTable, id: string): LiveRow | undefined {
  return load.connection.get<LiveRow>(`select * from ${table} where id = ? and gone = ${FOREVER}`, id)
}

/** What a row is to say after a record. */
export interface Merged {
  readonly parts: RowParts
  readonly time: Moment | null
  /** Whether the record is older than the row, so that it only adds what was never exported. */
  readonly isOlder: boolean
  readonly isUnchanged: boolean
}

export function merge<F extends object>(
  load: LoadContext,
  shape: RowShape<F>,
  row: LiveRow | undefined,
  record: RowParts,
  time: Moment | null,
): Merged {
  if (!row) return { parts: record, time, isOlder: false, isUnchanged: false }
  const stored = partsOf(shape, row)
  const isOlder = isBefore(time, row.time)
  const latest = laterOf(row.time, time)
  if (sameParts(shape, stored, record))
    return { parts: stored, time: latest, isOlder, isUnchanged: latest === row.time }
  const parts = mergeParts(shape, stored, record, load.rawContainers, isOlder ? 'stored' : 'record')
  return { parts, time: latest, isOlder, isUnchanged: latest === row.time && sameParts(shape, stored, parts) }
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
