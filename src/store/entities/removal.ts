import type { Instant } from '../../model/index.ts'
import { allOf, visible } from '../query-context.ts'
import { raw, sql } from '../sql.ts'
import { entity } from './entity.ts'

/** A data row, label or queue entry that is gone from the data. */
export interface Removal {
  readonly removedId: string
  readonly kind: RemovalKind
  /** The projects that it was in, of those that the caller may see. */
  readonly projectIds: readonly string[]
  /** When the load was published since which it has been gone. */
  readonly removedAt: Instant
  /** Of that load. */
  readonly exportId: string
}

export type RemovalKind = keyof typeof REMOVABLE

/** The tables of the things that can be removed. */
export const REMOVABLE = { DATA_ROW: 'data_row', LABEL: 'label', DATA_ROW_PROJECT: 'data_row_project' } as const

/** Of an id that was removed several times, the latest counts; none does while the id is back. */
export const removal = entity({
  table: 'tombstone',
  alias: 'g',
  columns: {
    no: { type: 'integer', hidden: true, ddl: 'primary key', uncovered: true },
    id: { type: 'id', required: true },
    /** The first version without it. */
    gone: { type: 'integer', required: true, hidden: true },
    /** The `Moment` of the record or the whole run that removed it. */
    time: { type: 'text', hidden: true },
    /** 1 for a data row that a run of its only project lacked: it may be in others. */
    partial: { type: 'integer', required: true, hidden: true, ddl: 'default 0' },
    /** Empty in stores of 0.4 and before. */
    kind: { type: 'text', required: true, addresses: 'no', ddl: "default ''" },
    projects: { type: 'json', required: true, hidden: true, ddl: "default '[]'" },
    /** 0 until its load is about to be published, and in stores of 0.4 and before. */
    removedAt: { type: 'instant', required: true, filter: true, sort: true, ddl: 'default 0' },
    exportId: { type: 'id' },
  },
  computed: {
    projectIds: {
      type: 'json',
      required: true,
      read: true,
      sql: ({ projects }, { scope, capabilities }) =>
        scope.projects === 'all' ? projects : capabilities.among(projects, scope.projects),
    },
  },
  /** Seen by callers who may see one of its projects; one of no project, by those who may see every project. */
  scope: ({ id, gone, kind, projects, removedAt }, context) =>
    allOf([
      sql`${removedAt} > 0 and ${gone} <= ${context.version}`,
      ...(context.scope.projects === 'all'
        ? []
        : [sql`${context.capabilities.among(projects, context.scope.projects)} <> '[]'`]),
      sql`not exists (select 1 from tombstone l where l.id = ${id} and l.gone > ${gone} and l.gone <= ${context.version})`,
      ...Object.entries(REMOVABLE).map(
        ([own, table]) => sql`not (${kind} = ${raw(`'${own}'`)} and exists (
          select 1 from ${raw(table)} s where s.id = ${id} and ${visible(context, 's')}))`,
      ),
    ]),
  order: [['removedAt', 'DESC']],
  read: ['id', 'kind', 'projectIds', 'removedAt', 'exportId'],
  toNode: ({ id, ...fields }: Omit<Removal, 'removedId'> & { readonly id: string }) => ({ removedId: id, ...fields }),
  indexes: { id: ['id', 'gone'], gone: ['gone'], removed_at: ['removedAt desc', 'id'] },
})
