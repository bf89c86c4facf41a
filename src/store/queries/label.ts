import { sql } from 'kysely'
import type { Label } from '../../model/index.ts'
import { type StoredText, unpackBody } from '../body.ts'
import { byNumber, inScope, type Numbered, type ReadContext, visible } from './context.ts'
import { labelFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'

interface LabelColumns {
  id: string
  dataRowId: string
  projectId: string | null
  labelKind: string | null
  createdBy: string | null
  createdAt: number | null
  updatedAt: number | null
  secondsToCreate: number | null
  secondsToReview: number | null
  consensusScore: number | null
  benchmarkScore: number | null
  skipped: number | null
  hasOpenIssues: number | null
}
export type LabelBody = Omit<Label, keyof LabelColumns>

const COLUMNS = sql`l.id, l.data_row_id as "dataRowId", l.project_id as "projectId", l.label_kind as "labelKind",
  l.created_by as "createdBy", l.created_at as "createdAt", l.updated_at as "updatedAt",
  l.seconds_to_create as "secondsToCreate", l.seconds_to_review as "secondsToReview",
  l.consensus_score as "consensusScore", l.benchmark_score as "benchmarkScore", l.skipped,
  l.has_open_issues as "hasOpenIssues", l.body`

type Row = Numbered & LabelColumns & { readonly body: StoredText }

export const labelList: ListDefinition<'label'> = {
  from: sql`label l`,
  where: context => sql`${visible(context, 'l')} and ${inScope(context, sql`l.project_id`)}`,
  filter: (context, filter) => labelFilter(context, 'l', filter),
  orders: {
    ID: { expression: sql`l.id` },
    CREATED_AT: { expression: sql`l.created_at`, nullable: true },
    UPDATED_AT: { expression: sql`l.updated_at`, nullable: true },
    SECONDS_TO_CREATE: { expression: sql`l.seconds_to_create`, nullable: true },
    CONSENSUS_SCORE: { expression: sql`l.consensus_score`, nullable: true },
  },
  defaultOrder: [],
  id: { expression: sql`l.id` },
  parent: sql`l.project_id`,
  columns: sql`l.no`,
  nodes: async (context, rows: readonly Numbered[]) =>
    byNumber<Row, Label>(context, sql`select l.no, ${COLUMNS} from label l`, sql`l.no`, rows, toLabel),
}

export async function labels(context: ReadContext, ids: readonly string[]): Promise<(Label | null)[]> {
  const rows = await context.rows<Row>(sql`select l.no, ${COLUMNS} from label l
    where ${context.capabilities.inList(sql`l.id`, ids)} and ${labelList.where(context)}`)
  const found = new Map(rows.map(row => [row.id, toLabel(row)]))
  return ids.map(id => found.get(id) ?? null)
}

export async function labelsOfDataRows(context: ReadContext, dataRowIds: readonly string[]): Promise<Label[][]> {
  const rows = await context.rows<Row>(sql`select l.no, ${COLUMNS} from label l
    where ${context.capabilities.inList(sql`l.data_row_id`, dataRowIds)} and ${labelList.where(context)}
    order by l.id`)
  const byRow = Map.groupBy(rows.map(toLabel), label => label.dataRowId)
  return dataRowIds.map(id => byRow.get(id) ?? [])
}

function toLabel({ no: _, body, skipped, hasOpenIssues, ...columns }: Row): Label {
  return {
    ...columns,
    skipped: toBoolean(skipped),
    hasOpenIssues: toBoolean(hasOpenIssues),
    ...unpackBody<LabelBody>(body),
  }
}

const toBoolean = (value: number | null) => (value === null ? null : value === 1)
