import { describeFault, type ErrorCode, SlicegraphError } from '../errors.ts'
import type { ExportTaskError, TaskStatus } from '../model/index.ts'
import { createTaskEvents } from './task-events.ts'

/* Tasks that this process runs: their heartbeats, their ends, and those who follow them. */

interface TaskState {
  readonly status: TaskStatus
}

interface TaskFailure extends TaskState {
  readonly status: 'FAILED'
  readonly errors: readonly ExportTaskError[]
  readonly finishedAt: number
}

interface TaskRunsOptions<Task extends TaskState, Running, Change> {
  /** The task as it is stored. */
  readonly read: (id: string) => Promise<Task | null>
  /** @returns false when another process has taken the task over. */
  readonly update: (id: string, change: Change | TaskFailure | Record<never, never>) => Promise<boolean>
  /**
   * Works on a task to its end.
   * @throws SlicegraphError if it fails; the signal's reason if it is aborted
   */
  readonly perform: (task: Running, run: TaskRun<Change>) => Promise<void>
  /** In place of codes that clients are not shown. */
  readonly internalCode: ErrorCode
  /** Called with unexpected errors. */
  readonly onFault?: ((error: unknown) => void) | undefined
  /** Time between heartbeats of a running task. Default 10 s: after a minute without one it counts as dead. */
  readonly beatMs?: number | undefined
}

interface TaskRun<Change> {
  /** Stores a change and notifies the task's followers. @throws if another process has taken the task over */
  readonly note: (change: Change) => Promise<void>
  readonly signal: AbortSignal
}

const BEAT_MS = 10_000

export function createTaskRuns<Task extends TaskState, Running extends { readonly id: string }, Change extends object>({
  beatMs = BEAT_MS,
  onFault,
  ...options
}: TaskRunsOptions<Task, Running, Change>) {
  const closing = new AbortController()
  const running = new Set<Promise<void>>()
  const events = createTaskEvents()
  /** Failures that could not be stored, for example on a full disk. The next start tries again. */
  const unrecorded = new Map<string, TaskFailure>()

  async function read(id: string): Promise<Task | null> {
    const task = await options.read(id)
    return task ? { ...task, ...unrecorded.get(id) } : null
  }

  async function fail(id: string, failure: TaskFailure): Promise<void> {
    try {
      await options.update(id, failure)
      unrecorded.delete(id)
    } catch (error) {
      unrecorded.set(id, failure)
      onFault?.(error)
    }
  }

  async function runToItsEnd(task: Running): Promise<void> {
    const ended = new AbortController()
    const signal = AbortSignal.any([closing.signal, ended.signal])
    async function note(change: Change | Record<never, never>): Promise<void> {
      // Another process took the task over: this one was inactive for too long.
      if (!(await options.update(task.id, change))) ended.abort()
      events.notify(task.id)
      signal.throwIfAborted()
    }
    // In an outage, or while Labelbox prepares the export, there may be nothing else to store for minutes.
    const beat = setInterval(() => void note({}).catch(() => {}), beatMs)
    try {
      await options.perform(task, { note, signal })
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
      return { message: `${error.traits.internal ? options.internalCode : error.code}: ${error.message}`, raw: null }
    }
    onFault?.(error)
    return {
      message: `INTERNAL_SERVER_ERROR: something unexpected went wrong (${describeFault(error).name}).`,
      raw: null,
    }
  }

  return {
    read,
    /** @param onEnd called when this process no longer runs it */
    run(task: Running, onEnd: () => void): void {
      const work = runToItsEnd(task).finally(() => {
        running.delete(work)
        onEnd()
      })
      running.add(work)
    },
    async recordFailures(): Promise<void> {
      for (const [id, failure] of unrecorded) await fail(id, failure)
    },
    /** Yields the task now and after every change, until it has ended; yields nothing for an unknown id. */
    async *follow(taskId: string, signal?: AbortSignal): AsyncGenerator<Task, void, undefined> {
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
    async close(): Promise<void> {
      closing.abort()
      await Promise.all(running)
    },
  }
}
