import { sql } from 'kysely'
import { type DataRowProject, formatId } from '../../model/index.ts'
import { type StoredText, unpackBody } from '../body.ts'
import type { QueueKey } from '../store.ts'
import { byNumber, inScope, type Numbered, type ReadContext, visible } from './context.ts'
import { dataRowProjectFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'

interface DataRowProjectColumns {
  dataRowId: string
  projectId: string
  batchId: string | null
  batchName: string | null
  workflowStatus: string | null
  taskName: string | null
  priority: number | null
  inTaskSince: number | null
}
export type DataRowProjectBody = Omit<DataRowProject, keyof DataRowProjectColumns>

const COLUMNS = sql`q.data_row_id as "dataRowId", q.project_id as "projectId", q.batch_id as "batchId",
  q.batch_name as "batchName", q.workflow_status as "workflowStatus", q.task_name as "taskName", q.priority,
  q.in_task_since as "inTaskSince", q.body`

type Row = Numbered & DataRowProjectColumns & { readonly body: StoredText }

export const dataRowProjectList: ListDefinition<'dataRowProject'> = {
  from: sql`data_row_project q`,
  where: context => sql`${visible(context, 'q')} and ${inScope(context, sql`q.project_id`)}`,
  filter: (context, filter) => dataRowProjectFilter(context, 'q', filter),
  orders: {
    ID: { expression: sql`q.id` },
    PRIORITY: { expression: sql`q.priority`, nullable: true },
    IN_TASK_SINCE: { expression: sql`q.in_task_since`, nullable: true },
  },
  defaultOrder: [],
  id: { expression: sql`q.id` },
  columns: sql`q.no`,
  nodes: async (context, rows: readonly Numbered[]) =>
    byNumber<Row, DataRowProject>(
      context,
      sql`select q.no, ${COLUMNS} from data_row_project q`,
      sql`q.no`,
      rows,
      toNode,
    ),
}

export async function dataRowProjects(
  context: ReadContext,
  keys: readonly QueueKey[],
): Promise<(DataRowProject | null)[]> {
  const ids = keys.map(key => formatId('dataRowProject', key.dataRowId, key.projectId))
  const rows = await context.rows<Row & { id: string }>(sql`select q.no, q.id, ${COLUMNS} from data_row_project q
    where ${context.capabilities.inList(sql`q.id`, ids)} and ${dataRowProjectList.where(context)}`)
  const found = new Map(rows.map(({ id, ...row }) => [id, toNode(row)]))
  return ids.map(id => found.get(id) ?? null)
}

export async function dataRowProjectsOfDataRows(
  context: ReadContext,
  dataRowIds: readonly string[],
): Promise<DataRowProject[][]> {
  const rows = await context.rows<Row>(sql`select q.no, ${COLUMNS} from data_row_project q
    where ${context.capabilities.inList(sql`q.data_row_id`, dataRowIds)} and ${dataRowProjectList.where(context)}
    order by q.project_id`)
  const byRow = Map.groupBy(rows.map(toNode), row => row.dataRowId)
  return dataRowIds.map(id => byRow.get(id) ?? [])
}

function toNode({ no: _, body, ...columns }: Row): DataRowProject {
  return { ...columns, ...unpackBody<DataRowProjectBody>(body) }
}
