import { sql } from 'kysely'
import { formatId, type WorkflowAction, type WorkflowEvent } from '../../model/index.ts'
import { type StoredText, unpackBody } from '../body.ts'
import type { EventKey } from '../store.ts'
import { inScope, type ReadContext, visible } from './context.ts'
import { workflowEventFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'

interface WorkflowEventColumns {
  dataRowId: string
  projectId: string
  number: number
  action: WorkflowAction
  createdAt: number
  createdBy: string | null
  actorId: string | null
  previousTaskName: string | null
  nextTaskName: string | null
  secondsInPreviousTask: number | null
}
type WorkflowEventBody = Omit<WorkflowEvent, keyof WorkflowEventColumns>

const COLUMNS = sql`q.data_row_id as "dataRowId", q.project_id as "projectId", e.number, e.action,
  e.created_at as "createdAt", e.created_by as "createdBy", e.actor_id as "actorId",
  e.previous_task_name as "previousTaskName", e.next_task_name as "nextTaskName",
  e.seconds_in_previous_task as "secondsInPreviousTask", e.body`

type Row = WorkflowEventColumns & { readonly body: StoredText }

/** The id of the event's data row and project, which says the parts that the event's own id begins with. */
const ID = sql`'event' || substr(q.id, ${sql.lit('dataRowProject'.length + 1)}) || ':' || e.number`

export const workflowEventList: ListDefinition<'workflowEvent'> = {
  from: sql`workflow_event e join data_row_project q on q.no = e.data_row_project_no`,
  where: context => sql`${visible(context, 'q')} and ${inScope(context, sql`q.project_id`)}`,
  filter: (context, filter) => workflowEventFilter(context, filter),
  orders: {
    CREATED_AT: { type: 'number', expression: sql`e.created_at` },
    SECONDS_IN_PREVIOUS_TASK: { type: 'number', expression: sql`e.seconds_in_previous_task`, nullable: true },
  },
  defaultOrder: [{ type: 'number', expression: sql`e.created_at` }],
  id: { type: 'text', expression: ID },
  columns: COLUMNS,
  nodes: async (_, rows: readonly Row[]) => rows.map(toNode),
}

export async function workflowEvents(
  context: ReadContext,
  keys: readonly EventKey[],
): Promise<(WorkflowEvent | null)[]> {
  const ids = keys.map(key => formatId('dataRowProject', key.dataRowId, key.projectId))
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from ${workflowEventList.from}
    where ${context.capabilities.inList(sql`q.id`, ids)} and ${workflowEventList.where(context)}
    and ${context.capabilities.inList(
      sql`e.number`,
      keys.map(key => key.number),
    )}`)
  const name = (key: EventKey) => formatId('event', key.dataRowId, key.projectId, key.number)
  const found = new Map(rows.map(row => [name(row), toNode(row)]))
  return keys.map(key => found.get(name(key)) ?? null)
}

export async function workflowEventsOfDataRows(
  context: ReadContext,
  dataRowIds: readonly string[],
): Promise<WorkflowEvent[][]> {
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from ${workflowEventList.from}
    where ${context.capabilities.inList(sql`q.data_row_id`, dataRowIds)} and ${workflowEventList.where(context)}
    order by q.project_id, e.number`)
  const byRow = Map.groupBy(rows.map(toNode), event => event.dataRowId)
  return dataRowIds.map(id => byRow.get(id) ?? [])
}

function toNode({ body, ...columns }: Row): WorkflowEvent {
  const { previousTaskId, nextTaskId, rawAction, raw } = unpackBody<WorkflowEventBody>(body)
  const { dataRowId, projectId, number, action, createdAt, createdBy, actorId } = columns
  const { previousTaskName, nextTaskName, secondsInPreviousTask } = columns
  return {
    dataRowId,
    projectId,
    number,
    action,
    rawAction,
    createdAt,
    createdBy,
    actorId,
    previousTaskId,
    previousTaskName,
    nextTaskId,
    nextTaskName,
    secondsInPreviousTask,
    raw,
  }
}
