import { sql } from 'kysely'
import type { ExportInput, ExportTask, ExportTaskError } from '../../model/index.ts'
import { parseStored } from '../body.ts'
import type { ReadContext, Sql } from './context.ts'
import type { ListDefinition } from './list.ts'

const COLUMNS = sql`t.id, t.input, t.status, t.progress, t.started_at as "startedAt", t.finished_at as "finishedAt",
  t.data_row_count as "dataRowCount", t.errors, t.export_id as "exportId"`

interface Row extends Omit<ExportTask, 'input' | 'errors'> {
  readonly input: string
  readonly errors: string
}

/** A task may be about several projects: who may not see everything sees none. */
const seen = (context: ReadContext): Sql => (context.scope.projects === 'all' ? sql`true` : sql`false`)

export const exportTaskList: ListDefinition<'exportTask'> = {
  from: sql`export_task t`,
  where: seen,
  filter: () => sql`true`,
  orders: { STARTED_AT: { type: 'number', expression: sql`t.started_at` } },
  defaultOrder: [{ type: 'number', expression: sql`t.started_at`, descending: true }],
  id: { type: 'text', expression: sql`t.id` },
  columns: COLUMNS,
  nodes: async (_, rows: readonly Row[]) => rows.map(toTask),
}

export async function exportTasksById(context: ReadContext, ids: readonly string[]): Promise<(ExportTask | null)[]> {
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from export_task t
    where ${context.capabilities.inList(sql`t.id`, ids)} and ${seen(context)}`)
  const found = new Map(rows.map(row => [row.id, toTask(row)]))
  return ids.map(id => found.get(id) ?? null)
}

function toTask({
  id,
  input,
  status,
  progress,
  startedAt,
  finishedAt,
  dataRowCount,
  errors,
  exportId,
}: Row): ExportTask {
  return {
    id,
    input: parseStored<ExportInput>(input),
    status,
    progress,
    startedAt,
    finishedAt,
    dataRowCount,
    errors: parseStored<readonly ExportTaskError[]>(errors),
    exportId,
  }
}
