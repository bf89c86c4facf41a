import type { Instant } from '../../model/index.ts'
import { outOfScope } from '../query-context.ts'
import { sql } from '../sql.ts'
import { entity, FOREVER } from './entity.ts'

/** One file or one finished task that was loaded. */
export interface Export {
  readonly id: string
  readonly source: string
  readonly format: 'V1' | 'V2' | 'MIXED'
  readonly loadedAt: Instant
  readonly recordCount: number
  readonly dataRowCount: number
  readonly labelCount: number
  readonly rejectedCount: number
  /** Labels left alone, since the store has a newer version of them. */
  readonly olderLabelCount: number
}

/** The Export of a load, with counts for the summary of the load alone. */
export interface PublishedExport extends Export {
  /** Annotations carried over between key frames that newer versions of labels no longer have. */
  readonly droppedAnnotationCount: number
}

export const exportEntity = entity({
  table: 'export',
  alias: 'x',
  columns: {
    no: { type: 'integer', hidden: true, ddl: 'primary key', uncovered: true },
    id: { type: 'id', required: true },
    born: { type: 'integer', required: true, hidden: true },
    source: { type: 'text', required: true, filter: true },
    digest: { type: 'text', required: true, hidden: true },
    byteCount: { type: 'integer', required: true, hidden: true },
    format: { type: 'text', required: true },
    loadedAt: { type: 'instant', required: true, sort: true, filter: true },
    records: { type: 'integer', required: true, hidden: true, column: 'record_count' },
    dataRowCount: { type: 'integer', required: true },
    labelCount: { type: 'integer', required: true },
    rejected: { type: 'integer', required: true, hidden: true, column: 'rejected_count' },
    gone: { type: 'integer', required: true, hidden: true, ddl: `default ${FOREVER}` },
    olderLabelCount: { type: 'integer', required: true, ddl: 'default 0' },
  },
  /** Rejected records may be of any project: callers who may not see every project see none, and the counts say so too. */
  computed: {
    recordCount: {
      type: 'integer',
      required: true,
      read: true,
      sql: (row, { scope }) => (scope.projects === 'all' ? row.records : sql`${row.records} - ${row.rejected}`),
    },
    rejectedCount: {
      type: 'integer',
      required: true,
      read: true,
      filter: true,
      sql: (row, { scope }) => (scope.projects === 'all' ? row.rejected : sql`0`),
    },
  },
  flat: true,
  /** Seen by callers who may see every project in it, and of older stores only by those who may see every project. */
  scope: (row, context) => {
    const own = sql`${row.born} <= ${context.version} and ${row.gone} > ${context.version}`
    if (context.scope.projects === 'all') return own
    const projects = sql`select 1 from export_project p where p.export_no = ${row.no}`
    return sql`${own} and exists (${projects})
      and not exists (${projects} and ${outOfScope(context, sql`p.project_id`)})`
  },
  order: [['loadedAt', 'DESC']],
  indexes: { id: ['id'] },
})
