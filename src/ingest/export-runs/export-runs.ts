import { randomUUID } from 'node:crypto'
import { SlicegraphError } from '../../errors.ts'
import { checkRequest, type ExportClient } from '../../labelbox/api/index.ts'
import { type ExportInput, type ExportTask, formatId, type Instant } from '../../model/index.ts'
import { EVERYTHING, type RunningTask, type Store, type TaskChange } from '../../store/index.ts'
import { createTaskRuns } from '../task-runs.ts'
import { runExport } from './run-export.ts'
import { scopeKey } from './task-input.ts'

/** Exports that this process runs at Labelbox. */
export interface ExportRuns {
  /**
   * Starts a task and returns it at once, or returns the task that already runs with the same input.
   * @throws SlicegraphError BAD_USER_INPUT for invalid input, and if another task runs in the scope; EXPORT_UNSUPPORTED;
   * EXPORT_FAILED without an API key; RATE_LIMITED when as many tasks run as may
   */
  start(input: ExportInput): Promise<ExportTask>
  /** When the last full export with this scope and these filters began that ended COMPLETE, in any process. */
  lastFull(input: ExportInput): Promise<Instant | null>
  /** Yields the task now and after every change, until it has ended; yields nothing for an unknown id. */
  follow(taskId: string, signal?: AbortSignal): AsyncGenerator<ExportTask, void, undefined>
  /** Continues the tasks of processes that died. */
  resume(): Promise<void>
  /** Stops the tasks of this process; the next process that resumes continues them. */
  close(): Promise<void>
}

interface ExportRunsOptions {
  readonly store: Store
  readonly client: ExportClient
  /** Default true. Without a key nothing is started or resumed. */
  readonly hasKey?: boolean
  /** Called with unexpected errors. */
  readonly onFault?: (error: unknown) => void
  /** Time between heartbeats of a running task. Default 10 s: after a minute without one it counts as dead. */
  readonly beatMs?: number
}

/** Tasks of this process at one moment. Each is a search at Labelbox, a download and a load. */
const MOST_RUNNING = 8

export function createExportRuns(options: ExportRunsOptions): ExportRuns {
  const { store, client, hasKey = true, onFault, beatMs } = options
  /** Scopes of tasks that run or are about to. */
  const scopes = new Set<string>()
  const tasks = createTaskRuns<ExportTask, RunningTask, TaskChange>({
    async read(id) {
      const reader = await store.openSnapshot({ scope: EVERYTHING })
      return (await reader.nodes('exportTask', [id]))[0] ?? null
    },
    update: (id, change) => store.tasks.update(id, change),
    perform: (task, { note, signal }) => runExport(task, { store, client, note, signal }),
    internalCode: 'EXPORT_FAILED',
    onFault,
    beatMs,
  })

  function run(task: RunningTask): void {
    const scope = scopeKey(task.input.scope)
    scopes.add(scope)
    tasks.run(task, () => scopes.delete(scope))
  }

  return {
    async start(input) {
      checkRequest(input)
      if (!hasKey) {
        throw new SlicegraphError(
          'EXPORT_FAILED',
          'Exports at Labelbox need an API key. Set LABELBOX_API_KEY or LABELBOX_API_KEY_FILE and restart the gateway.',
        )
      }
      await tasks.recordFailures()
      const id = formatId('task', randomUUID())
      const scope = scopeKey(input.scope)
      const isFirst = !scopes.has(scope)
      if (isFirst && scopes.size >= MOST_RUNNING)
        throw new SlicegraphError(
          'RATE_LIMITED',
          `${MOST_RUNNING} exports are running, which is the limit. Wait until one has ended.`,
        )
      scopes.add(scope)
      const begun = await store.tasks
        .begin({ id, scope, input, startedAt: Date.now() * 1000 })
        .finally(() => isFirst && scopes.delete(scope))
      if (begun.isNew) run(begun.task)
      else if (!begun.isSame) {
        throw new SlicegraphError(
          'BAD_USER_INPUT',
          `Another export of this scope is running, ${begun.task.id}: wait until it has ended.`,
        )
      }
      const task = await tasks.read(begun.task.id)
      if (!task) throw new SlicegraphError('NOT_FOUND', 'The task no longer exists.')
      return task
    },

    lastFull: ({ scope, filters }) => store.tasks.lastFull(scopeKey(scope), filters),

    follow: tasks.follow,

    async resume() {
      // Without a key the tasks are left to a process that has one.
      if (hasKey) for (const task of await store.tasks.takeOver()) run(task)
    },

    close: tasks.close,
  }
}
