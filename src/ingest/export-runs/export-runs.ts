import { randomUUID } from 'node:crypto'
import { describeFault, SlicegraphError } from '../../errors.ts'
import { checkRequest, type ExportClient } from '../../labelbox/api/index.ts'
import { type ExportInput, type ExportTask, type ExportTaskError, formatId, type Instant } from '../../model/index.ts'
import { EVERYTHING, type RunningTask, type Store, type TaskChange } from '../../store/index.ts'
import { runExport } from './run-export.ts'
import { createTaskEvents } from './task-events.ts'
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

const BEAT_MS = 10_000
/** Tasks of this process at one moment. Each is a search at Labelbox, a download and a load. */
const MOST_RUNNING = 8

type TaskFailure = Pick<ExportTask, 'status' | 'errors'> & { readonly finishedAt: number }

export function createExportRuns(options: ExportRunsOptions): ExportRuns {
  const { store, client, hasKey = true, onFault, beatMs = BEAT_MS } = options
  const closing = new AbortController()
  const running = new Set<Promise<void>>()
  /** Scopes of tasks that run or are about to. */
  const scopes = new Set<string>()
  const events = createTaskEvents()
  /** Failures that could not be stored, for example on a full disk. The next start tries again. */
  const unrecorded = new Map<string, TaskFailure>()

  async function read(id: string): Promise<ExportTask | null> {
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const [task] = await reader.nodes('exportTask', [id])
    return task ? { ...task, ...unrecorded.get(id) } : null
  }

  async function fail(id: string, failure: TaskFailure): Promise<void> {
    try {
      await store.tasks.update(id, failure)
      unrecorded.delete(id)
    } catch (error) {
      unrecorded.set(id, failure)
      onFault?.(error)
    }
  }

  function run(task: RunningTask): void {
    const scope = scopeKey(task.input.scope)
    scopes.add(scope)
    const work = runToItsEnd(task).finally(() => {
      running.delete(work)
      scopes.delete(scope)
    })
    running.add(work)
  }

  async function runToItsEnd(task: RunningTask): Promise<void> {
    const ended = new AbortController()
    const signal = AbortSignal.any([closing.signal, ended.signal])
    async function note(change: TaskChange): Promise<void> {
      // Another process took the task over: this one was inactive for too long.
      if (!(await store.tasks.update(task.id, change))) ended.abort()
      events.notify(task.id)
      signal.throwIfAborted()
    }
    // In an outage, or while Labelbox prepares the export, there may be nothing else to store for minutes.
    const beat = setInterval(() => void note({}).catch(() => {}), beatMs)
    try {
      await runExport(task, { store, client, note, signal })
    } catch (error) {
      if (signal.aborted) return
      const errors = [explain(error)]
      await fail(task.id, { status: 'FAILED', finishedAt: Date.now() * 1000, errors })
    } finally {
      clearInterval(beat)
      events.notify(task.id)
    }
  }

  function explain(error: unknown): ExportTaskError {
    if (error instanceof SlicegraphError) {
      return { message: `${error.traits.internal ? 'EXPORT_FAILED' : error.code}: ${error.message}`, raw: null }
    }
    onFault?.(error)
    return {
      message: `INTERNAL_SERVER_ERROR: something unexpected went wrong (${describeFault(error).name}).`,
      raw: null,
    }
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
      for (const [id, failure] of unrecorded) await fail(id, failure)
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
      const task = await read(begun.task.id)
      if (!task) throw new SlicegraphError('NOT_FOUND', 'The task no longer exists.')
      return task
    },

    lastFull: ({ scope, filters }) => store.tasks.lastFull(scopeKey(scope), filters),

    async *follow(taskId, signal) {
      let told = ''
      for (;;) {
        // Subscribes before it reads, so that no change in between is missed.
        const next = events.next(taskId, signal)
        const task = await read(taskId)
        if (!task) return
        const text = JSON.stringify(task)
        if (text !== told) yield task
        told = text
        if (task.status !== 'IN_PROGRESS') return
        await next
        signal?.throwIfAborted()
      }
    },

    async resume() {
      // Without a key the tasks are left to a process that has one.
      if (hasKey) for (const task of await store.tasks.takeOver()) run(task)
    },

    async close() {
      closing.abort()
      await Promise.all(running)
    },
  }
}
