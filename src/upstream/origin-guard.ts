import { type Breaker, createBreaker } from './breaker.ts'
import type { Call } from './deadline.ts'
import { createSlots } from './semaphore.ts'
import type { Target } from './target.ts'
import { UpstreamError } from './upstream-error.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

/** State of one origin, with counts since the start. */
export interface OriginTraffic {
  readonly origin: string
  /** Its breaker is open: it is taken to be down. */
  readonly open: boolean
  readonly inFlight: number
  readonly waiting: number
  readonly requests: number
  /** Retries among them. */
  readonly retries: number
}

/** Per-origin concurrency cap, circuit breaker and retry budget. */
export interface OriginGuard {
  readonly breaker: Breaker
  readonly budget: RetryBudget
  /**
   * Waits for a slot. Returns a function that gives it back and tells the breaker how the request went; only its first
   * call counts. @throws UpstreamError UPSTREAM_CIRCUIT_OPEN; the signal's reason
   */
  enter(call: Call): Promise<(error?: unknown) => void>
  /** Does one request within the cap. @throws what `request` and `enter` do */
  run<T>(call: Call, request: () => Promise<T>): Promise<T>
  traffic(): OriginTraffic
}

export interface OriginGuards {
  of(target: Target): OriginGuard
  /** Of the configured origins. */
  traffic(): readonly OriginTraffic[]
}

/**
 * Retries that an origin has earned: a tenth of one by each success, up to the reserve it starts with. In an outage
 * nothing is earned, so that however many calls there are, they cost no more than the reserve on top.
 */
interface RetryBudget {
  earn(): void
  /** Takes one retry; false when there is none left. */
  spend(): boolean
  /** So far. */
  spent(): number
}

/** Upstreams choose whom they redirect to, so what is remembered of those has to be bounded. */
const MOST_OTHERS = 64

/** A guard per origin: for good when it is configured, else while it is among the ones used last. */
export function createGuards(origins: ReadonlySet<string>, limits: UpstreamLimits): OriginGuards {
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

  return {
    of: ({ url }) => configured.get(url.origin) ?? other(url.origin),
    traffic: () => [...configured.values()].map(guard => guard.traffic()),
  }
}

function createGuard(origin: string, limits: UpstreamLimits): OriginGuard {
  const slots = createSlots(limits.concurrency)
  const breaker = createBreaker(origin, limits)
  const budget = createRetryBudget(limits.retryReserve)
  let requests = 0

  async function enter(call: Call): Promise<(error?: unknown) => void> {
    // Before waiting, so that no call waits only to fail, and after it: the breaker may have opened meanwhile.
    const isProbe = breaker.admit()
    const give = await slots.take(call.signal, call.hasBegun())
    try {
      if (!isProbe) breaker.admit()
    } catch (error) {
      give()
      throw error
    }
    call.begin()
    requests += 1
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
    breaker,
    budget,
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
    traffic: () => ({
      origin,
      open: breaker.isOpen(),
      inFlight: slots.taken(),
      waiting: slots.waiting(),
      requests,
      retries: budget.spent(),
    }),
  }
}

/** Of one retry, in the units counted here: whole numbers, since ten tenths do not make a one in floating point. */
const TENTHS = 10

function createRetryBudget(reserve: number): RetryBudget {
  const most = reserve * TENTHS
  let left = most
  let spent = 0
  return {
    earn() {
      left = Math.min(most, left + 1)
    },
    spend() {
      if (left < TENTHS) return false
      left -= TENTHS
      spent += 1
      return true
    },
    spent: () => spent,
  }
}
