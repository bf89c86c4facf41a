import { sql } from 'kysely'
import type { Label } from '../../model/index.ts'
import type { StoredText } from '../body.ts'
import { putTogether, selectFields } from '../row-shape.ts'
import { LABEL } from '../shapes.ts'
import { byNumber, inScope, type Numbered, type ReadContext, visible } from './context.ts'
import { labelFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'

const COLUMNS = sql`l.no, l.id, l.data_row_id as "dataRowId", l.project_id as "projectId", ${selectFields(LABEL, 'l')}`

interface Row extends Numbered {
  readonly id: string
  readonly dataRowId: string
  readonly projectId: string | null
  readonly body: StoredText
  readonly [field: string]: unknown
}

export const labelList: ListDefinition<'label'> = {
  from: sql`label l`,
  where: context => sql`${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)}`,
  filter: (context, filter) => labelFilter(context, 'l', filter),
  orders: {
    ID: { type: 'text', expression: sql`l.id` },
    CREATED_AT: { type: 'number', expression: sql`l.created_at`, nullable: true },
    UPDATED_AT: { type: 'number', expression: sql`l.updated_at`, nullable: true },
    SECONDS_TO_CREATE: { type: 'number', expression: sql`l.seconds_to_create`, nullable: true },
    CONSENSUS_SCORE: { type: 'number', expression: sql`l.consensus_score`, nullable: true },
  },
  defaultOrder: [],
  id: { type: 'text', expression: sql`l.id` },
  parent: sql`l.project_id`,
  columns: sql`l.no`,
  nodes: async (context, rows: readonly Numbered[]) =>
    byNumber<Row, Label>(context, sql`select ${COLUMNS} from label l`, sql`l.no`, rows, toLabel),
}

export async function labels(context: ReadContext, ids: readonly string[]): Promise<(Label | null)[]> {
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from label l
    where ${context.capabilities.inList(sql`l.id`, ids)} and ${labelList.where(context)}`)
  const found = new Map(rows.map(row => [row.id, toLabel(row)]))
  return ids.map(id => found.get(id) ?? null)
}

export async function labelsOfDataRows(context: ReadContext, dataRowIds: readonly string[]): Promise<Label[][]> {
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from label l
    where ${context.capabilities.inList(sql`l.data_row_id`, dataRowIds)} and ${labelList.where(context)}
    order by l.id`)
  const byRow = Map.groupBy(rows.map(toLabel), label => label.dataRowId)
  return dataRowIds.map(id => byRow.get(id) ?? [])
}

function toLabel({ no: _, id, dataRowId, projectId, ...row }: Row): Label {
  return { id, dataRowId, projectId, ...putTogether(LABEL, row) }
}
