import { randomUUID } from 'node:crypto'
import { describeFault, SlicegraphError } from '../../errors.ts'
import { checkRequest, type ExportClient } from '../../labelbox/api/index.ts'
import { type ExportInput, type ExportTask, type ExportTaskError, formatId } from '../../model/index.ts'
import { EVERYTHING, type RunningTask, type Store, type TaskChange } from '../../store/index.ts'
import { isSameInput, scopeKey } from './export-input.ts'
import { runExport } from './run-export.ts'
import { createTidings } from './task-events.ts'

/** Exports that this process runs at the vendor's. */
export interface ExportRuns {
  /**
   * Starts a task and answers it at once; the same input joins the task that runs.
   * @throws SlicegraphError BAD_USER_INPUT for what cannot be asked, and when another task runs in the scope;
   * EXPORT_UNSUPPORTED; EXPORT_FAILED without an API key
   */
  start(input: ExportInput): Promise<ExportTask>
  /** The task as it stands, then at every change; ends with the task, and at once where there is none. */
  follow(taskId: string, signal?: AbortSignal): AsyncGenerator<ExportTask, void, undefined>
  /** Takes up what a process that died was running. */
  resume(): Promise<void>
  /** Stops what runs here; it is taken up by the next process that resumes. */
  close(): Promise<void>
}

interface ExportRunsOptions {
  readonly store: Store
  readonly client: ExportClient
  /** Default true. Without a key nothing is started or resumed. */
  readonly hasKey?: boolean
  /** Told of errors that nobody foresaw. */
  readonly onFault?: (error: unknown) => void
  /** How often a running task says that it is. Default 10 s: after a minute without a word it counts as dead. */
  readonly beatMs?: number
}

const BEAT_MS = 10_000

type TaskFailure = Pick<ExportTask, 'status' | 'errors'> & { readonly finishedAt: number }

export function createExportRuns(options: ExportRunsOptions): ExportRuns {
  const { store, client, hasKey = true, onFault, beatMs = BEAT_MS } = options
  const closing = new AbortController()
  const running = new Set<Promise<void>>()
  const tidings = createTidings()
  /** Failures that the store could not take, on a full disk for one. The next start tries again. */
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
    const work = runToItsEnd(task).finally(() => running.delete(work))
    running.add(work)
  }

  async function runToItsEnd(task: RunningTask): Promise<void> {
    const ended = new AbortController()
    const signal = AbortSignal.any([closing.signal, ended.signal])
    async function note(change: TaskChange): Promise<void> {
      // Another process has it: this one has been asleep for too long.
      if (!(await store.tasks.update(task.id, change))) ended.abort()
      tidings.tell(task.id)
      signal.throwIfAborted()
    }
    // By itself: in an outage, or while the vendor makes up its mind, there may be nothing else to note for minutes.
    const beat = setInterval(() => void note({}).catch(() => {}), beatMs)
    try {
      await runExport(task, { store, client, note, signal })
    } catch (error) {
      if (signal.aborted) return
      const errors = [explain(error)]
      await fail(task.id, { status: 'FAILED', finishedAt: Date.now() * 1000, errors })
    } finally {
      clearInterval(beat)
      tidings.tell(task.id)
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
      if (!hasKey) {
        throw new SlicegraphError(
          'EXPORT_FAILED',
          'Exports at Labelbox need an API key. Set LABELBOX_API_KEY or LABELBOX_API_KEY_FILE and restart the gateway.',
        )
      }
      checkRequest(input)
      for (const [id, failure] of unrecorded) await fail(id, failure)
      const id = formatId('task', randomUUID())
      const begun = await store.tasks.begin({ id, scope: scopeKey(input.scope), input, startedAt: Date.now() * 1000 })
      if (begun.isNew) run(begun.task)
      else if (!isSameInput(begun.task.input, input)) {
        throw new SlicegraphError(
          'BAD_USER_INPUT',
          `Another export of this scope is running, ${begun.task.id}: wait until it has ended.`,
        )
      }
      const task = await read(begun.task.id)
      if (!task) throw new SlicegraphError('NOT_FOUND', 'The task is not there any more.')
      return task
    },

    async *follow(taskId, signal) {
      let told = ''
      for (;;) {
        // Before it is read: what changes in between is not missed.
        const next = tidings.next(taskId, signal)
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
      // Otherwise the task is left to a process that has a key.
      if (hasKey) for (const task of await store.tasks.takeOver()) run(task)
    },

    async close() {
      closing.abort()
      await Promise.all(running)
    },
  }
}
