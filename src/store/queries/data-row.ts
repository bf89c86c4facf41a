import { sql } from 'kysely'
import type { DataRow } from '../../model/index.ts'
import type { StoredText } from '../body.ts'
import { putTogether, selectFields } from '../row-shape.ts'
import { DATA_ROW } from '../shapes.ts'
import { byNumber, dataRowInScope, inScope, type Numbered, type ReadContext, type Sql, visible } from './context.ts'
import { dataRowFilter } from './filters.ts'
import type { ListDefinition } from './list.ts'

const COLUMNS = sql`d.no, d.id, ${selectFields(DATA_ROW, 'd')}`

interface Row extends Numbered {
  readonly id: string
  readonly body: StoredText
  readonly [field: string]: unknown
}

export const dataRowList: ListDefinition<'dataRow'> = {
  from: sql`data_row d`,
  where: context => sql`${visible(context, 'd')} and ${dataRowInScope(context, sql`d.id`)}`,
  filter: (context, filter) => dataRowFilter(context, 'd', filter),
  orders: {
    ID: { type: 'text', expression: sql`d.id` },
    GLOBAL_KEY: { type: 'text', expression: sql`d.global_key`, nullable: true },
    CREATED_AT: { type: 'number', expression: sql`d.created_at`, nullable: true },
    UPDATED_AT: { type: 'number', expression: sql`d.updated_at`, nullable: true },
    LAST_ACTIVITY_AT: { type: 'number', expression: sql`d.last_activity_at`, nullable: true },
  },
  defaultOrder: [],
  id: { type: 'text', expression: sql`d.id` },
  columns: sql`d.no`,
  nodes: async (context, rows: readonly Numbered[]) =>
    byNumber<Row, DataRow>(context, sql`select ${COLUMNS} from data_row d`, sql`d.no`, rows, toDataRow),
}

/** The data rows of a project: as the list, with the project as parent. */
export const projectDataRowList: ListDefinition<'dataRow'> = {
  ...dataRowList,
  from: sql`data_row d join data_row_project dp on dp.data_row_id = d.id`,
  where: context =>
    sql`${visible(context, 'd')} and ${visible(context, 'dp')} and ${inScope(context, sql`dp.project_id`)}`,
  parent: sql`dp.project_id`,
}

export async function dataRows(context: ReadContext, ids: readonly string[]): Promise<(DataRow | null)[]> {
  return byKey(context, sql`d.id`, 'id', ids)
}

export async function dataRowsByGlobalKey(context: ReadContext, keys: readonly string[]): Promise<(DataRow | null)[]> {
  return byKey(context, sql`d.global_key`, 'globalKey', keys)
}

async function byKey(context: ReadContext, column: Sql, field: 'id' | 'globalKey', keys: readonly string[]) {
  const rows = await context.rows<Row>(sql`select ${COLUMNS} from data_row d
    where ${context.capabilities.inList(column, keys)} and ${dataRowList.where(context)} order by d.id desc`)
  const found = new Map(rows.map(toDataRow).map(row => [row[field], row]))
  return keys.map(key => found.get(key) ?? null)
}

function toDataRow({ no: _, id, ...row }: Row): DataRow {
  return { id, ...putTogether(DATA_ROW, row) }
}
