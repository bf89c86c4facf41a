import { createBreaker } from './breaker.ts'
import type { Deadline } from './deadline.ts'
import { createSemaphore } from './semaphore.ts'
import type { Target } from './target.ts'
import { UpstreamError } from './upstream-error.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

/** Per-origin concurrency cap, circuit breaker and retry budget. */
export interface OriginGuard {
  /**
   * Waits for a slot. Returns a function that gives it back and tells the breaker how the request went; only its first
   * call counts. @throws UpstreamError UPSTREAM_CIRCUIT_OPEN; the signal's reason
   */
  enter(call: Deadline): Promise<(error?: unknown) => void>
  /** Does one request within the cap. @throws what `request` and `enter` do */
  run<T>(call: Deadline, request: () => Promise<T>): Promise<T>
  /** Earns a tenth of a retry, up to the reserve that the budget starts with. To be called for each success. */
  earnRetry(): void
  /**
   * Takes a retry from the budget; false while the breaker is open or if none is left. In an outage nothing is earned, so
   * that retries come to no more than the reserve, however many calls there are.
   */
  takeRetry(): boolean
}

/** Limit on remembered origins that are not configured: upstreams choose where they redirect to. */
const MOST_OTHERS = 64
/** The budget is counted in tenths of a retry, since ten times 0.1 is not 1 in floating point. */
const TENTHS = 10

/** Creates a guard per origin. Those of configured origins stay; of others only the ones used last. */
export function createGuards(origins: ReadonlySet<string>, limits: UpstreamLimits): (target: Target) => OriginGuard {
  const configured = new Map([...origins].map(origin => [origin, createGuard(origin, limits)]))
  const others = new Map<string, OriginGuard>()

  function other(origin: string): OriginGuard {
    const guard = others.get(origin) ?? createGuard(origin, limits)
    others.delete(origin)
    others.set(origin, guard)
    const [oldest] = others.keys()
    if (others.size > MOST_OTHERS && oldest !== undefined) others.delete(oldest)
    return guard
  }

  return ({ url }) => configured.get(url.origin) ?? other(url.origin)
}

function createGuard(origin: string, limits: UpstreamLimits): OriginGuard {
  const takeSlot = createSemaphore(limits.concurrency)
  const breaker = createBreaker(origin, limits)
  const reserve = limits.retryReserve * TENTHS
  let budget = reserve

  async function enter(call: Deadline): Promise<(error?: unknown) => void> {
    // Before waiting, so that no call waits only to fail, and after it: the breaker may have opened meanwhile.
    const isProbe = breaker.admit()
    const give = await takeSlot(call.signal, call.hasBegun())
    try {
      if (!isProbe) breaker.admit()
    } catch (error) {
      give()
      throw error
    }
    call.begin()
    let left = false
    return error => {
      if (left) return
      left = true
      // A caller who gave up says nothing about the origin.
      if (error === undefined || error instanceof UpstreamError) breaker.record(error?.originFailed ?? false)
      give()
    }
  }

  return {
    enter,
    async run(call, request) {
      const leave = await enter(call)
      try {
        const result = await request()
        leave()
        return result
      } catch (error) {
        leave(call.explain(error))
        throw error
      }
    },
    earnRetry() {
      budget = Math.min(reserve, budget + 1)
    },
    takeRetry() {
      if (breaker.isOpen() || budget < TENTHS) return false
      budget -= TENTHS
      return true
    },
  }
}
