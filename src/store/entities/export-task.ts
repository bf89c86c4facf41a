import { projectScope } from '../../model/index.ts'
import type { ReadContext } from '../query-context.ts'
import { type Sql, sql } from '../sql.ts'
import { entity } from './entity.ts'

/** An export that is run from here. It is outside the versions. */
export const exportTask = entity({
  table: 'export_task',
  alias: 't',
  columns: {
    no: { type: 'integer', hidden: true, ddl: 'primary key', uncovered: true },
    id: { type: 'id', required: true, ddl: 'unique' },
    scope: { type: 'text', required: true, hidden: true },
    input: { type: 'json', required: true },
    /** Labelbox's id of it. */
    upstreamId: { type: 'text', hidden: true },
    /** The time from which it asks for changes. */
    since: { type: 'instant' },
    status: { type: 'text', required: true },
    progress: { type: 'real', required: true },
    startedAt: { type: 'instant', required: true, sort: true },
    finishedAt: { type: 'instant' },
    dataRowCount: { type: 'integer', required: true },
    errors: { type: 'json', required: true },
    exportId: { type: 'id' },
    runner: { type: 'text', required: true, hidden: true },
    pid: { type: 'integer', required: true, hidden: true },
    host: { type: 'text', required: true, hidden: true },
    heartbeat: { type: 'integer', required: true, hidden: true },
  },
  scope: ({ scope }, context) => taskScope(scope, context),
  order: [['startedAt', 'DESC']],
  indexes: { status: ['status', 'scope'] },
})

/** Seen by callers who may see every project, and those of one project by callers who may see that. */
export const taskScope = (scope: Sql, { scope: { projects }, capabilities }: ReadContext): Sql =>
  projects === 'all' ? sql`true` : capabilities.inList(scope, projects.map(projectScope))
