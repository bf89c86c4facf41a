import { formatId, isBefore, laterOf, type Moment } from '../../model/index.ts'
import { type ColumnValue, isSame, NO_FIELDS, type RowFields, recordFields, selectRow } from '../columns.ts'
import { unpackBody } from '../compressed-text.ts'
import { ENTITIES, textColumns } from '../entities/index.ts'
import type { PreparedEvent, PreparedProject } from '../prepare.ts'
import { entityRows } from './insert-rows.ts'
import {
  addTombstone,
  endVersion,
  knownAt,
  type LoadContext,
  liveRow,
  type Merged,
  merge,
  removedSince,
  writeRow,
} from './load-context.ts'

export function writeProject(load: LoadContext, { id, project }: PreparedProject, time: Moment | null): void {
  const last = load.projects.get(id)
  if (last && isSame(ENTITIES.project, last.fields, project) && (last.newer === null || isBefore(time, last.newer))) {
    last.time = laterOf(last.time, time)
    return
  }
  writeProjectTime(load, id)
  const now = mergeProject(load, id, project, time)
  load.projects.set(id, { fields: project, time: now.time, newer: now.isOlder ? now.time : null })
}

/** Notes the time of the latest record that says what the row says. */
export function writeProjectTime(load: LoadContext, id: string): void {
  const last = load.projects.get(id)
  if (last?.newer === null) mergeProject(load, id, NO_FIELDS, last.time)
}

function mergeProject(load: LoadContext, id: string, fields: RowFields, time: Moment | null): Merged {
  const row = liveRow(load, 'project', id)
  const now = merge(load, 'project', row, fields, time)
  if (now.isUnchanged) return now
  writeRow(load, 'project', { id, time: now.time }, now.fields)
  if (row) endVersion(load, 'project', row)
  return now
}

/** Effects of a queue entry on the record's labels in that project. */
interface WrittenQueue {
  /** Whether the record's list of labels counts, so that others are gone. */
  readonly takesList: boolean
  /** Labels of the record that are not there have been gone since; null: they are new. */
  readonly absentSince: Moment | null
}

/** @param isNew whether no row can have the data row's id */
export function writeDataRowProject(
  load: LoadContext,
  dataRowId: string,
  record: PreparedProject,
  time: Moment | null,
  isNew: boolean,
): WrittenQueue {
  const id = formatId('dataRowProject', dataRowId, record.id)
  const row = isNew ? undefined : liveRow(load, 'dataRowProject', id)
  const removed = row ? null : removedSince(load, id, time)
  if (removed !== null) return { takesList: false, absentSince: removed }
  const now = merge(load, 'dataRowProject', row, record.queue, time)
  const listed = row?.listTime ?? null
  const takesList = record.listsLabels && !isBefore(time, listed)
  const listTime = takesList ? laterOf(listed, time) : listed
  const queue = { takesList, absentSince: isBefore(knownAt(load, time), listed) ? listed : null }

  const olderEvents = row ? eventsOf(load, row.no) : []
  const keepsEvents =
    record.events === null || (row && now.isOlder && 'hasWorkflowHistory' in unpackBody<object>(row.body))
  const events = keepsEvents ? olderEvents : (record.events ?? [])
  const isSame = now.isUnchanged && listTime === listed && JSON.stringify(events) === JSON.stringify(olderEvents)
  if (isSame) return queue
  const key = { id, dataRowId, projectId: record.id, time: now.time, listTime }
  const no = writeRow(load, 'dataRowProject', key, now.fields)
  insertEvents(
    load.connection,
    events.flatMap(event => [no, ...event]),
  )
  if (row) endVersion(load, 'dataRowProject', row)
  return queue
}

/** A queue entry of a data row that has been gone since: it is gone, too, where it was not known. */
export function noteRemovedQueue(
  load: LoadContext,
  dataRowId: string,
  projectId: string,
  time: Moment | null,
  goneSince: Moment,
): void {
  const id = formatId('dataRowProject', dataRowId, projectId)
  if (removedSince(load, id, time) !== null) return
  addTombstone(load, { id, kind: 'DATA_ROW_PROJECT', projectIds: [projectId] }, goneSince)
}

const EVENT = ENTITIES.workflowEvent
const insertEvents = entityRows(EVENT)
const SELECT_EVENTS = `${selectRow(EVENT)} where data_row_project_no = ? order by number`

function eventsOf(load: LoadContext, no: number): PreparedEvent[] {
  const rows = load.connection.all<Record<string, ColumnValue>>(SELECT_EVENTS, no)
  return rows.map(row => [...recordFields(EVENT), ...textColumns(EVENT)].map(field => row[field] ?? null))
}
