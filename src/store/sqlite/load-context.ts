import type { Moment } from '../../model/index.ts'
import { carriedBy, insertRow, isSame, mergeFields, type RowFields, selectRow } from '../columns.ts'
import { packText } from '../compressed-text.ts'
import { ENTITIES, FOREVER, type KeyColumns, type StoredRow, type VersionedName } from '../entities/index.ts'
import { isBefore, laterOf } from '../merge.ts'
import type { Connection } from './connection.ts'
import type { StoredPacks } from './packs.ts'

/** State of one load. */
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

interface SaidOfProject {
  readonly body: string
  /** The latest of the records that say so. */
  time: Moment | null
  /** Of the stored row, where it is newer than what was said. */
  readonly newer: Moment | null
}

/** The row as the load sees it: the newest, be it from before or of the load's own making. */
export function liveRow<N extends VersionedName>(load: LoadContext, name: N, id: string): StoredRow<N> | undefined {
  return load.connection.get<StoredRow<N>>(SELECT_LIVE[name], id)
}

const SELECT_LIVE = ofVersioned(name => `${selectRow(ENTITIES[name])} where id = ? and gone = ${FOREVER}`)

function ofVersioned(text: (name: VersionedName) => string): Readonly<Record<VersionedName, string>> {
  return {
    dataRow: text('dataRow'),
    dataRowProject: text('dataRowProject'),
    label: text('label'),
    project: text('project'),
  }
}

/** A row after a record. */
interface Merged {
  readonly fields: RowFields
  readonly time: Moment | null
  /** Whether the record is older than the row, so that it only adds what was never exported. */
  readonly isOlder: boolean
  readonly isUnchanged: boolean
}

export function merge(
  load: LoadContext,
  name: VersionedName,
  row: StoredRow<VersionedName> | undefined,
  record: RowFields,
  time: Moment | null,
): Merged {
  if (!row) return { fields: record, time, isOlder: false, isUnchanged: false }
  const entity = ENTITIES[name]
  const stored = carriedBy(entity, row)
  const isOlder = isBefore(time, row.time)
  const latest = laterOf(row.time, time)
  if (isSame(entity, stored, record)) return { fields: stored, time: latest, isOlder, isUnchanged: latest === row.time }
  const fields = mergeFields(entity, stored, record, load.rawContainers, isOlder ? 'stored' : 'record')
  return { fields, time: latest, isOlder, isUnchanged: latest === row.time && isSame(entity, stored, fields) }
}

/** Readers of the versions before keep the row; a row that only this load knows is simply taken away. */
export function retire(
  { connection, next }: LoadContext,
  name: VersionedName,
  row: { readonly no: number; readonly born: number },
): void {
  const { table } = ENTITIES[name]
  if (row.born === next) connection.run(`delete from ${table} where no = ?`, row.no)
  else connection.run(`update ${table} set gone = ? where no = ?`, next, row.no)
}

/** Answers the row's number. */
export function writeRow<N extends VersionedName>(
  { connection, next }: LoadContext,
  name: N,
  key: KeyColumns<N>,
  { columns, body }: RowFields,
): number {
  const row: Readonly<Record<string, unknown>> = { ...columns, ...key, born: next, gone: FOREVER }
  const values = Object.keys(ENTITIES[name].columns).map(field => row[field] ?? null)
  return connection.insert(INSERT[name], ...values, packText(body))
}

const INSERT = ofVersioned(name => insertRow(ENTITIES[name]))
