import { EventEmitter, once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'

/** Notifies subscribers when a task changes. */
interface TaskEvents {
  notify(taskId: string): void
  /** Resolves with the next change, on abort, or after two seconds: another process may run the task. */
  next(taskId: string, signal?: AbortSignal): Promise<void>
}

const LOOK_EVERY_MS = 2_000

export function createTaskEvents(): TaskEvents {
  const changes = new EventEmitter().setMaxListeners(0)
  return {
    notify: taskId => void changes.emit(taskId),
    async next(taskId, caller) {
      const done = new AbortController()
      const signal = caller ? AbortSignal.any([caller, done.signal]) : done.signal
      const outcomes = [once(changes, taskId, { signal }), pause(LOOK_EVERY_MS, undefined, { signal })]
      await Promise.race(outcomes).catch(() => {})
      done.abort()
    },
  }
}
