/** The requests under way, and whether new ones are still taken. */
export interface Traffic {
  readonly draining: boolean
  /** Counts a request until `end` is called; its signal aborts with `end` or when draining has taken too long. */
  begin(): { readonly signal: AbortSignal; end(): void }
  /** Resolves when no request runs any more; those that still do after the deadline are aborted. */
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
          // Whoever still reads for this request reads for nobody.
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
