import type { WorkflowEvent } from '../../model/index.ts'
import { raw, sql } from '../sql.ts'
import { dataRowProject } from './data-row-project.ts'
import { entity } from './entity.ts'

export const workflowEvent = entity({
  table: 'workflow_event',
  alias: 'e',
  within: { of: dataRowProject, on: { no: 'dataRowProjectNo' } },
  columns: {
    dataRowProjectNo: { type: 'integer', required: true, hidden: true, key: true },
    number: { type: 'integer', required: true },
    action: { type: 'WorkflowAction', required: true, filter: true, group: 'ACTION' },
    createdAt: { type: 'instant', required: true, filter: true, sort: true },
    createdBy: { type: 'text', person: true, filter: true, group: 'CREATED_BY' },
    actorId: { type: 'id', person: true, filter: true, group: 'CREATED_BY' },
    previousTaskName: { type: 'text', filter: true, group: 'PREVIOUS_TASK' },
    nextTaskName: { type: 'text', filter: true, group: 'NEXT_TASK' },
    secondsInPreviousTask: { type: 'real', filter: true, sort: true, summary: true },
  },
  body: { previousTaskId: null, nextTaskId: null, rawAction: '' } satisfies Partial<WorkflowEvent>,
  raw: true,
  computed: {
    /** The parts of its queue entry's id, then its number. */
    id: {
      type: 'id',
      required: true,
      sql: row => sql`'event' || substr(${row.parent.id}, ${PREFIX}) || ':' || ${row.number}`,
    },
    dataRowId: { type: 'id', read: true, filter: true, parent: 'dataRowId' },
    projectId: { type: 'id', read: true, filter: true, group: 'PROJECT', parent: 'projectId' },
  },
  relations: { dataRow: { to: 'dataRow', on: { id: 'dataRowId' }, filter: true } },
  order: ['createdAt'],
  stats: {
    time: 'createdAt',
    counts: {
      eventCount: () => sql`count(*)`,
      dataRowCount: row => sql`count(distinct ${row.parent.dataRowId})`,
    },
  },
  primaryKey: ['dataRowProjectNo', 'number'],
  indexes: { created_at: ['createdAt'] },
})

const PREFIX = raw(String('dataRowProject'.length + 1))
