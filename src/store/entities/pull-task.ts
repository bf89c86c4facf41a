import { entity } from './entity.ts'
import { taskScope } from './export-task.ts'

/** A pull that was started from the graph. It is outside the versions. */
export const pullTask = entity({
  table: 'pull_task',
  alias: 'u',
  columns: {
    no: { type: 'integer', hidden: true, ddl: 'primary key', uncovered: true },
    id: { type: 'id', required: true, ddl: 'unique' },
    scope: { type: 'text', required: true, hidden: true },
    input: { type: 'json', required: true, hidden: true },
    status: { type: 'text', required: true, addresses: 'no' },
    progress: { type: 'real', required: true },
    startedAt: { type: 'instant', required: true, sort: true },
    finishedAt: { type: 'instant' },
    fetchedCount: { type: 'integer', required: true },
    failedCount: { type: 'integer', required: true },
    errors: { type: 'json', required: true },
    runner: { type: 'text', required: true, hidden: true },
    pid: { type: 'integer', required: true, hidden: true },
    host: { type: 'text', required: true, hidden: true },
    heartbeat: { type: 'integer', required: true, hidden: true },
  },
  scope: ({ scope }, context) => taskScope(scope, context),
  order: [['startedAt', 'DESC']],
  indexes: { status: ['status', 'input'] },
})
