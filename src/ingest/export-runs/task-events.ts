/** Wakes those who wait for news of a task. */
interface Tidings {
  tell(taskId: string): void
  /** Resolves with the next news, or after a while: the task may be run by another process. */
  next(taskId: string, signal?: AbortSignal): Promise<void>
}

const LOOK_EVERY_MS = 2_000

export function createTidings(): Tidings {
  const waiting = new Map<string, Set<() => void>>()
  return {
    tell(taskId) {
      for (const wake of waiting.get(taskId) ?? []) wake()
    },
    next: (taskId, signal) =>
      new Promise(resolve => {
        const others = waiting.get(taskId) ?? new Set()
        waiting.set(taskId, others)
        const wake = () => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', wake)
          others.delete(wake)
          if (others.size === 0) waiting.delete(taskId)
          resolve()
        }
        const timer = setTimeout(wake, LOOK_EVERY_MS)
        others.add(wake)
        signal?.addEventListener('abort', wake, { once: true })
      }),
  }
}
