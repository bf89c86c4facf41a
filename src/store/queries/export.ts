import { sql } from 'kysely'
import type { Export, Reject } from '../lists.ts'
import { type ReadContext, type Sql, visible } from './context.ts'
import type { ListDefinition } from './list.ts'

const COLUMNS = sql`x.id, x.source, x.format, x.loaded_at as "loadedAt", x.record_count as "recordCount",
  x.data_row_count as "dataRowCount", x.label_count as "labelCount", x.rejected_count as "rejectedCount",
  x.older_label_count as "olderLabelCount"`

/** A file may hold several projects, refused records any: who may not see everything sees no exports. */
const seen = (context: ReadContext, alias: string): Sql =>
  sql`${visible(context, alias)} and ${context.scope.projects === 'all' ? sql`true` : sql`false`}`

export const exportList: ListDefinition<'export'> = {
  from: sql`export x`,
  where: context => seen(context, 'x'),
  filter: () => sql`true`,
  orders: { LOADED_AT: { type: 'number', expression: sql`x.loaded_at` } },
  defaultOrder: [{ type: 'number', expression: sql`x.loaded_at`, descending: true }],
  id: { type: 'text', expression: sql`x.id` },
  columns: COLUMNS,
  nodes: async (_, rows: readonly Export[]) => rows.map(toExport),
}

export async function exportsById(context: ReadContext, ids: readonly string[]): Promise<(Export | null)[]> {
  const rows = await context.rows<Export>(sql`select ${COLUMNS} from export x
    where ${context.capabilities.inList(sql`x.id`, ids)} and ${exportList.where(context)}`)
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id) ?? null)
}

interface RejectRow extends Omit<Reject, 'excerpt'> {
  readonly bytes: Uint8Array
}

/** How many characters of a refused record are shown; the record itself is kept whole. */
const EXCERPT_LENGTH = 200

export const rejectList: ListDefinition<'reject'> = {
  from: sql`reject r join export x on x.no = r.export_no`,
  where: context => seen(context, 'x'),
  filter: () => sql`true`,
  orders: { LINE: { type: 'number', expression: sql`r.line` } },
  defaultOrder: [{ type: 'number', expression: sql`r.line` }],
  id: { type: 'number', expression: sql`r.byte_offset` },
  parent: sql`x.id`,
  columns: sql`r.line, r.byte_offset as "byteOffset", r.path, r.reason,
    coalesce(substr(r.bytes, 1, ${sql.lit(EXCERPT_LENGTH * 4)}), x'') as bytes`,
  nodes: async (_, rows: readonly RejectRow[]) => rows.map(toReject),
}

/** Without the keys that the list was sorted by. */
function toExport({ id, source, format, loadedAt, recordCount, ...counts }: Export): Export {
  const { dataRowCount, labelCount, rejectedCount, olderLabelCount } = counts
  return { id, source, format, loadedAt, recordCount, dataRowCount, labelCount, rejectedCount, olderLabelCount }
}

function toReject({ line, byteOffset, path, reason, bytes }: RejectRow): Reject {
  const excerpt = [...new TextDecoder().decode(bytes)].slice(0, EXCERPT_LENGTH).join('')
  return { line, byteOffset, path, reason, excerpt }
}
