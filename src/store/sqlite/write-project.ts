import {
  type DataRowProject,
  formatId,
  type Project,
  type ProjectRecord,
  type WorkflowEvent,
} from '../../model/index.ts'
import { packBody, type StoredText, unpackBody } from '../body.ts'
import { mergeFields, mergeRaw } from '../merge.ts'
import type { DataRowProjectBody } from '../queries/data-row-project.ts'
import type { WorkflowEventBody } from '../queries/workflow-event.ts'
import { insertVersioned, type LoadContext, liveRow, retire, type Versioned } from './load-context.ts'

interface Row extends Versioned {
  readonly body: StoredText
  readonly [column: string]: unknown
}

export function writeProject(load: LoadContext, record: ProjectRecord): void {
  const row = liveRow<Row>(load, 'project', record.id)
  const older = row ? unpackBody<Omit<Project, 'id'>>(row.body) : { name: null, tags: null }
  const fields = mergeFields(older, record.project)
  if (row && JSON.stringify(fields) === JSON.stringify(older)) return
  if (row) retire(load, 'project', row)
  insertVersioned(load, 'project', { id: record.id, body: packBody(fields) })
}

type Fields = Omit<DataRowProject, 'dataRowId' | 'projectId'>

const EMPTY: Fields = {
  batchId: null,
  batchName: null,
  workflowStatus: null,
  taskName: null,
  priority: null,
  inTaskSince: null,
  ontologyId: null,
  consensusExpectedLabelCount: null,
  selectedLabelId: null,
  hasWorkflowHistory: false,
  raw: {},
}

export function writeDataRowProject(load: LoadContext, dataRowId: string, record: ProjectRecord): void {
  const id = formatId('dataRowProject', dataRowId, record.id)
  const row = liveRow<Row>(load, 'data_row_project', id)
  const older = row ? fieldsOf(row) : EMPTY
  const olderEvents = row ? eventsOf(load, row.no) : []
  const events = record.events ? record.events.map(toEventRow) : olderEvents
  const merged = mergeFields(older, record.queue)
  const fields: Fields = {
    ...merged,
    hasWorkflowHistory: older.hasWorkflowHistory || record.events !== undefined,
    inTaskSince: events.at(-1)?.created_at ?? null,
    raw: mergeRaw(older.raw, record.raw, load.rawContainers),
  }
  if (row && JSON.stringify([fields, events]) === JSON.stringify([older, olderEvents])) return
  if (row) {
    retire(load, 'data_row_project', row)
    if (row.born === load.next) {
      load.connection.run('delete from workflow_event where data_row_project_no = ?', row.no)
    }
  }
  const { batchId, batchName, workflowStatus, taskName, priority, inTaskSince, ...body } = fields
  const no = insertVersioned(load, 'data_row_project', {
    id,
    data_row_id: dataRowId,
    project_id: record.id,
    batch_id: batchId,
    batch_name: batchName,
    workflow_status: workflowStatus,
    task_name: taskName,
    priority,
    in_task_since: inTaskSince,
    body: packBody(body),
  })
  for (const event of events) writeEvent(load, no, event)
}

function fieldsOf(row: Row): Fields {
  const body = unpackBody<DataRowProjectBody>(row.body)
  const columns = {
    batchId: row.batch_id,
    batchName: row.batch_name,
    workflowStatus: row.workflow_status,
    taskName: row.task_name,
    priority: row.priority,
    inTaskSince: row.in_task_since,
  }
  return { ...EMPTY, ...columns, ...body } as Fields
}

interface EventRow {
  readonly number: number
  readonly action: string
  readonly created_at: number
  readonly created_by: string | null
  readonly actor_id: string | null
  readonly previous_task_name: string | null
  readonly next_task_name: string | null
  readonly seconds_in_previous_task: number | null
  readonly body: string
}

function toEventRow(event: WorkflowEvent): EventRow {
  const { previousTaskId, nextTaskId, rawAction, raw } = event
  const body: WorkflowEventBody = { previousTaskId, nextTaskId, rawAction, raw }
  return {
    number: event.number,
    action: event.action,
    created_at: event.createdAt,
    created_by: event.createdBy,
    actor_id: event.actorId,
    previous_task_name: event.previousTaskName,
    next_task_name: event.nextTaskName,
    seconds_in_previous_task: event.secondsInPreviousTask,
    body: JSON.stringify(body),
  }
}

function eventsOf(load: LoadContext, dataRowProjectNo: number): EventRow[] {
  return load.connection.all<EventRow>(
    `select number, action, created_at, created_by, actor_id, previous_task_name, next_task_name,
      seconds_in_previous_task, body from workflow_event where data_row_project_no = ? order by number`,
    dataRowProjectNo,
  )
}

function writeEvent(load: LoadContext, dataRowProjectNo: number, event: EventRow): void {
  load.connection.insert(
    `insert into workflow_event (number, action, created_at, created_by, actor_id, previous_task_name, next_task_name,
      seconds_in_previous_task, body, data_row_project_no) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...Object.values(event),
    dataRowProjectNo,
  )
}
