import { sql } from 'kysely'
import { type DataRowProject, formatId } from '../../model/index.ts'
import type { StoredText } from '../body.ts'
import { putTogether, selectFields } from '../row-shape.ts'
import { DATA_ROW_PROJECT } from '../shapes.ts'
import type { QueueKey } from '../store.ts'
import { byNumber, inScope, type Numbered, type ReadContext, visible } from './context.ts'
import { dataRowProjectFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'

const COLUMNS = sql`q.no, q.id, q.data_row_id as "dataRowId", q.project_id as "projectId",
  ${selectFields(DATA_ROW_PROJECT, 'q')}`

interface Row extends Numbered {
  readonly id: string
  readonly dataRowId: string
  readonly projectId: string
  readonly body: StoredText
  readonly [field: string]: unknown
}

export const dataRowProjectList: ListDefinition<'dataRowProject'> = {
  from: sql`data_row_project q`,
  where: context => sql`${visible(context, 'q')} and ${inScope(context, sql`q.project_id`)}`,
  filter: (context, filter) => dataRowProjectFilter(context, 'q', filter),
  orders: {
    ID: { type: 'text', expression: sql`q.id` },
    PRIORITY: { type: 'number', expression: sql`q.priority`, nullable: true },
    IN_TASK_SINCE: { type: 'number', expression: sql`q.in_task_since`, nullable: true },
  },
  defaultOrder: [],
  id: { type: 'text', expression: sql`q.id` },
  columns: sql`q.no`,
  nodes: async (context, rows: readonly Numbered[]) =>
    byNumber<Row, DataRowProject>(context, sql`select ${COLUMNS} from data_row_project q`, sql`q.no`, rows, toNode),
}

export async function dataRowProjects(
  context: ReadContext,
  keys: readonly QueueKey[],
): Promise<(DataRowProject | null)[]> {
  const ids = keys.map(key => formatId('dataRowProject', key.dataRowId, key.projectId))
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from data_row_project q
    where ${context.capabilities.inList(sql`q.id`, ids)} and ${dataRowProjectList.where(context)}`)
  const found = new Map(rows.map(row => [row.id, toNode(row)]))
  return ids.map(id => found.get(id) ?? null)
}

export async function dataRowProjectsOfDataRows(
  context: ReadContext,
  dataRowIds: readonly string[],
): Promise<DataRowProject[][]> {
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from data_row_project q
    where ${context.capabilities.inList(sql`q.data_row_id`, dataRowIds)} and ${dataRowProjectList.where(context)}
    order by q.project_id`)
  const byRow = Map.groupBy(rows.map(toNode), row => row.dataRowId)
  return dataRowIds.map(id => byRow.get(id) ?? [])
}

function toNode({ no: _no, id: _id, dataRowId, projectId, ...row }: Row): DataRowProject {
  return { dataRowId, projectId, ...putTogether(DATA_ROW_PROJECT, row) }
}
