import { isBefore, laterOf, type Moment } from '../../model/index.ts'
import {
  changedChecksum,
  checkedTableOf,
  checkRow,
  ROW_CHECKSUM,
  rawChecksumOf,
  rowChecksum,
} from '../checked-tables.ts'
import { rowDamaged } from '../checksum.ts'
import { carriedBy, insertRow, isSame, mergeFields, type RowFields, selectRow } from '../columns.ts'
import { packText } from '../compressed-text.ts'
import {
  type AnyEntity,
  ENTITIES,
  FOREVER,
  type KeyColumns,
  REMOVABLE,
  type RemovalKind,
  type StoredRow,
  VERSIONED_NAMES,
  type VersionedName,
} from '../entities/index.ts'
import { deleteRow } from './garbage-collect.ts'
import { insertOne } from './insert-rows.ts'
import type { LeasedLoad } from './lease.ts'

/** State of one load. */
export interface LoadContext extends LeasedLoad {
  /** The version that the load will be published as. */
  readonly next: number
  /** Whether the store is empty but for the load's own rows. */
  readonly isFirst: boolean
  readonly rawContainers: ReadonlySet<string>
  /** When the task began that the load is of; null for a file. */
  readonly startedAt: Moment | null
  /** The last record of each project: nearly every record says the same again. */
  readonly projects: Map<string, LastOfProject>
  /** Some of the people that the store knows. */
  readonly people: Set<string>
  readonly tally: {
    /** Records by format. */
    v1: number
    v2: number
    rejected: number
    /** Carried-over annotations that newer versions of labels no longer have. */
    droppedAnnotations: number
    /** Records of rows in no project, or with labels in none. */
    withoutProject: number
  }
  /** False while nothing was ever removed, so that new rows need no look at the tombstones. */
  hasTombstones: boolean
}

interface LastOfProject {
  readonly fields: RowFields
  /** The latest of the records that say so. */
  time: Moment | null
  /** Of the stored row, where it is newer than the record. */
  readonly newer: Moment | null
}

/** The row as the load sees it: the newest, be it from before or of the load's own making. */
export function liveRow<N extends VersionedName>(load: LoadContext, name: N, id: string): StoredRow<N> | undefined {
  const row = load.connection.get<StoredRow<N> & { readonly raw_checksum?: number }>(SELECT_LIVE[name], id)
  if (!row) return undefined
  checkRow(ENTITIES[name], row)
  const { raw_checksum: checksum } = row
  if (checksum !== undefined && rawChecksumOf(ENTITIES[name], row, row.raw) !== checksum) throw rowDamaged()
  return row
}

/**
 * Notes that the load has the id. Answers whether no row can have it yet, which spares a first load the search for nearly
 * all of its rows.
 */
export function noteId(load: LoadContext, table: 'loaded_data_row' | 'loaded_label', id: string): boolean {
  return load.connection.run(`insert or ignore into ${table} (id) values (?)`, id) > 0 && load.isFirst
}

const SELECT_LIVE = statements(name => `${selectRow(ENTITIES[name])} where id = ? and gone = ${FOREVER}`)
const END = statements(name => {
  const entity: AnyEntity = ENTITIES[name]
  const checksum = changedChecksum(checkedTableOf(entity), { gone: '?1' })
  return `update ${entity.table} set gone = ?1, checksum = ${checksum} where no = ?2`
})
const INSERT = statements(name => insertRow(ENTITIES[name]))

function statements(textOf: (name: VersionedName) => string): Readonly<Record<VersionedName, string>> {
  return Object.fromEntries(VERSIONED_NAMES.map(name => [name, textOf(name)])) as Record<VersionedName, string>
}

/** Notes people, for callers who must not see them. */
export function notePeople({ connection, people }: LoadContext, named: readonly string[]): void {
  for (const person of named) {
    if (people.has(person)) continue
    if (people.size >= MOST_PEOPLE) people.clear()
    people.add(person)
    connection.run(INSERT_PERSON, person)
  }
}

const MOST_PEOPLE = 10_000
export const INSERT_PERSON = `insert or ignore into person (name, checksum) values (?1, ${ROW_CHECKSUM}(?1))`

/** A row after a record. */
export interface Merged {
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

/**
 * Ends a row with this load: readers of older versions keep it, and a row of the load's own is deleted. Call it after
 * the row that replaces it is written, since SQLite may give the number of a deleted row to the next one.
 */
export function endVersion(
  load: LoadContext,
  name: VersionedName,
  { no, born }: { readonly no: number; readonly born: number },
): void {
  if (born === load.next) deleteRow(load, name, no)
  else load.connection.run(END[name], load.next, no)
}

/** Answers the row's number. */
export function writeRow<N extends VersionedName>(
  { connection, next }: LoadContext,
  name: N,
  key: KeyColumns<N>,
  { columns, ...texts }: RowFields,
): number {
  const row: Readonly<Record<string, unknown>> = { ...columns, ...key, born: next, gone: FOREVER }
  const entity: AnyEntity = ENTITIES[name]
  const values = Object.keys(entity.columns).map(field => row[field] ?? null)
  const body = packText(texts.body)
  const raw = texts.raw === null ? null : packText(texts.raw)
  values.push(body, ...(entity.raw ? [raw] : []), rowChecksum(entity, { ...row, body }))
  if (entity.raw) values.push(rawChecksumOf(entity, row, raw))
  return connection.insert(INSERT[name], ...values)
}

/* Removals by loads: they distinguish an id that was removed from one that never existed. */

interface RemovedThing {
  readonly id: string
  readonly kind: RemovalKind
  /** The projects that it was in. */
  readonly projectIds: readonly (string | null)[]
  readonly isPartial?: boolean
}

/**
 * Notes a removal. Of an id that a load removes again, the last one stays.
 * @param time of the record or run that removed it. Null: there is none, and any later record brings the thing back.
 */
export function addTombstone(load: LoadContext, removed: RemovedThing, time: Moment | null): void {
  const { id, kind, projectIds, isPartial = false } = removed
  const projects = [...new Set(projectIds.filter(projectId => projectId !== null))].sort()
  load.hasTombstones = true
  load.connection.run('delete from tombstone where id = ? and gone = ?', id, load.next)
  const { removedAt = 0, exportId = null } = goneBefore(load, removed) ?? {}
  insertOne(load.connection, ENTITIES.removal, {
    ...{ id, kind, time, gone: load.next, partial: Number(isPartial) },
    ...{ projects: JSON.stringify(projects), removedAt, exportId },
  })
}

/** The removal since which the thing has been gone for readers. */
function goneBefore({ connection, next }: LoadContext, { id, kind }: RemovedThing) {
  const before = connection.get<StoredRow<'removal'>>(SELECT_REMOVAL, id)
  if (!before) return null
  const isThere = `select 1 from ${REMOVABLE[kind]} where id = ? and born < ? and gone >= ?`
  return connection.get(isThere, id, next, next) ? null : before
}

/**
 * The time of the row's removal, if that was after the record's time; else null, and the record brings it back.
 * @param isElsewhere whether the record shows a data row in other projects than those it was removed from.
 */
export function removedSince(
  load: LoadContext,
  id: string,
  time: Moment | null,
  isElsewhere = () => false,
): Moment | null {
  if (!load.hasTombstones || time === null) return null
  const removed = load.connection.get<StoredRow<'removal'>>(SELECT_REMOVAL, id)
  if (removed) checkRow(ENTITIES.removal, removed)
  if (removed?.partial && isElsewhere()) return null
  const removedAt = (removed?.time ?? null) as Moment | null
  return isBefore(knownAt(load, time), removedAt) ? removedAt : null
}

const SELECT_REMOVAL = `${selectRow(ENTITIES.removal)} where id = ? order by gone desc limit 1`

/** A task's export is as new as the start of the task, whatever the times in it. */
export const knownAt = ({ startedAt }: LoadContext, time: Moment | null): Moment | null =>
  time === null ? null : laterOf(time, startedAt)
