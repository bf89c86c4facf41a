/** Running requests, and whether new ones are accepted. */
export interface Traffic {
  readonly draining: boolean
  /** Counts a request until `end` is called. Its signal aborts at `end` or at the drain deadline. */
  begin(): { readonly signal: AbortSignal; end(): void }
  /** Resolves when no request is running. Requests are aborted at the deadline. */
  drain(): Promise<void>
}

const DRAIN_DEADLINE_MS = 10_000

export function createTraffic(deadlineMs: number = DRAIN_DEADLINE_MS): Traffic {
  const running = new Set<AbortController>()
  let draining = false
  let whenIdle: (() => void) | null = null

  return {
    get draining() {
      return draining
    },
    begin() {
      const controller = new AbortController()
      running.add(controller)
      return {
        signal: controller.signal,
        end() {
          if (!running.delete(controller)) return
          // Reads that are still running are useless now.
          controller.abort()
          if (running.size === 0) whenIdle?.()
        },
      }
    },
    async drain() {
      draining = true
      if (running.size === 0) return
      const deadline = setTimeout(() => {
        for (const controller of running) controller.abort()
        whenIdle?.()
      }, deadlineMs)
      await new Promise<void>(resolve => {
        whenIdle = resolve
      })
      clearTimeout(deadline)
    },
  }
}
