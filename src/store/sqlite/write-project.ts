import { formatId } from '../../model/index.ts'
import type { PreparedEvent, PreparedProject } from '../prepare.ts'
import { DATA_ROW_PROJECT, PROJECT } from '../shapes.ts'
import { insertRow, type LoadContext, liveRow, merged, retire, saysTheSame } from './load-context.ts'

export function writeProject(load: LoadContext, { id, project }: PreparedProject): void {
  if (load.projectsSaid.get(id) === project.body) return
  load.projectsSaid.set(id, project.body)
  const row = liveRow(load, 'project', id)
  const now = merged(load, PROJECT, row, project)
  if (saysTheSame(PROJECT, row, now)) return
  if (row) retire(load, 'project', row)
  insertRow(load, PROJECT, { id }, now)
}

export function writeDataRowProject(load: LoadContext, dataRowId: string, record: PreparedProject): void {
  const id = formatId('dataRowProject', dataRowId, record.id)
  const row = liveRow(load, 'data_row_project', id)
  const now = merged(load, DATA_ROW_PROJECT, row, record.queue)
  const olderEvents = row ? eventsOf(load, row.no) : []
  const events = record.events ?? olderEvents
  const sameEvents = JSON.stringify(events) === JSON.stringify(olderEvents)
  if (sameEvents && saysTheSame(DATA_ROW_PROJECT, row, now)) return
  if (row) retire(load, 'data_row_project', row)
  const no = insertRow(load, DATA_ROW_PROJECT, { id, data_row_id: dataRowId, project_id: record.id }, now)
  for (const event of events) {
    load.connection.insert(
      `insert into workflow_event (data_row_project_no, ${EVENT_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      no,
      ...event,
    )
  }
  if (row?.born === load.next) load.connection.run('delete from workflow_event where data_row_project_no = ?', row.no)
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
