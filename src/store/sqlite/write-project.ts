import { formatId, type Moment } from '../../model/index.ts'
import { unpackBody } from '../body.ts'
import { isBefore, laterOf } from '../merge.ts'
import type { PreparedEvent, PreparedProject } from '../prepare.ts'
import { DATA_ROW_PROJECT, PROJECT } from '../shapes.ts'
import { insertRow, type LoadContext, liveRow, merge, retire } from './load-context.ts'
import { knownAt, removedSince } from './tombstones.ts'

export function writeProject(load: LoadContext, { id, project }: PreparedProject, time: Moment | null): void {
  const said = load.projects.get(id)
  if (said?.body === project.body && (said.newer === null || isBefore(time, said.newer))) {
    said.time = laterOf(said.time, time)
    return
  }
  writeProjectTime(load, id)
  const row = liveRow(load, 'project', id)
  const now = merge(load, PROJECT, row, project, time)
  load.projects.set(id, { body: project.body, time: now.time, newer: now.isOlder ? now.time : null })
  if (now.isUnchanged) return
  if (row) retire(load, 'project', row)
  insertRow(load, PROJECT, { id, time: now.time }, now.parts)
}

/** Notes the time of the latest record that says what the row says. */
export function writeProjectTime(load: LoadContext, id: string): void {
  const said = load.projects.get(id)
  const row = said?.newer === null ? liveRow(load, 'project', id) : undefined
  if (!said || !row) return
  const now = merge(load, PROJECT, row, { columns: {}, body: '{}' }, said.time)
  if (now.isUnchanged) return
  retire(load, 'project', row)
  insertRow(load, PROJECT, { id, time: now.time }, now.parts)
}

/** How a record's labels in a project meet what is there. */
export interface WrittenQueue {
  /** Whether the record's list of labels counts, so that others are gone. */
  readonly takesList: boolean
  /** Labels of the record that are not there have been gone since; null: they are new. */
  readonly absentSince: Moment | null
}

export function writeDataRowProject(
  load: LoadContext,
  dataRowId: string,
  record: PreparedProject,
  time: Moment | null,
): WrittenQueue {
  const id = formatId('dataRowProject', dataRowId, record.id)
  const row = liveRow(load, 'data_row_project', id)
  const removed = row ? null : removedSince(load, id, time)
  if (removed !== null) return { takesList: false, absentSince: removed }
  const now = merge(load, DATA_ROW_PROJECT, row, record.queue, time)
  const listed = (row?.list_time as Moment | null | undefined) ?? null
  const takesList = record.listsLabels && !isBefore(time, listed)
  const listTime = takesList ? laterOf(listed, time) : listed
  const queue = { takesList, absentSince: isBefore(knownAt(load, time), listed) ? listed : null }

  const olderEvents = row ? eventsOf(load, row.no) : []
  const keepsEvents =
    record.events === null || (row && now.isOlder && 'hasWorkflowHistory' in unpackBody<object>(row.body))
  const events = keepsEvents ? olderEvents : (record.events ?? [])
  const sameEvents = JSON.stringify(events) === JSON.stringify(olderEvents)
  if (sameEvents && now.isUnchanged && listTime === listed) return queue
  if (row) retire(load, 'data_row_project', row)
  const key = { id, data_row_id: dataRowId, project_id: record.id, time: now.time, list_time: listTime }
  const no = insertRow(load, DATA_ROW_PROJECT, key, now.parts)
  for (const event of events) {
    load.connection.insert(
      `insert into workflow_event (data_row_project_no, ${EVENT_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      no,
      ...event,
    )
  }
  if (row?.born === load.next) load.connection.run('delete from workflow_event where data_row_project_no = ?', row.no)
  return queue
}

/** In the order of `PreparedEvent`. */
const EVENT_COLUMNS =
  'number, action, created_at, created_by, actor_id, previous_task_name, next_task_name, seconds_in_previous_task, body'

function eventsOf(load: LoadContext, no: number): PreparedEvent[] {
  const rows = load.connection.all<Record<string, string | number | null>>(
    `select ${EVENT_COLUMNS} from workflow_event where data_row_project_no = ? order by number`,
    no,
  )
  return rows.map(row => Object.values(row))
}
