import { type Breaker, createBreaker } from './breaker.ts'
import type { Call } from './deadline.ts'
import { createRetryBudget, type RetryBudget } from './retry-budget.ts'
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
export interface Lane {
  readonly breaker: Breaker
  readonly budget: RetryBudget
  /** Does one request within the cap, and tells the breaker how it went. @throws what `request` does, or the breaker. */
  run<T>(call: Call, request: () => Promise<T>): Promise<T>
  traffic(): OriginTraffic
}

export interface Lanes {
  of(target: Target): Lane
  /** Of the configured origins. */
  traffic(): readonly OriginTraffic[]
}

/** Upstreams choose whom they redirect to, so what is remembered of those has to be bounded. */
const MOST_OTHERS = 64

/** A lane per origin: for good when it is configured, else while it is among the ones used last. */
export function createLanes(origins: ReadonlySet<string>, limits: UpstreamLimits): Lanes {
  const configured = new Map([...origins].map(origin => [origin, createLane(origin, limits)]))
  const others = new Map<string, Lane>()

  function other(origin: string): Lane {
    const lane = others.get(origin) ?? createLane(origin, limits)
    others.delete(origin)
    others.set(origin, lane)
    const [oldest] = others.keys()
    if (others.size > MOST_OTHERS && oldest !== undefined) others.delete(oldest)
    return lane
  }

  return {
    of: ({ url }) => configured.get(url.origin) ?? other(url.origin),
    traffic: () => [...configured.values()].map(lane => lane.traffic()),
  }
}

function createLane(origin: string, limits: UpstreamLimits): Lane {
  const slots = createSlots(limits.concurrency)
  const breaker = createBreaker(origin, limits)
  const budget = createRetryBudget(limits.retryReserve)
  let requests = 0

  return {
    breaker,
    budget,
    async run(call, request) {
      // Before the line, so that nobody waits to be refused, and after it: the breaker may have opened meanwhile.
      const isProbe = breaker.admit()
      const give = await slots.take(call.signal, call.hasBegun())
      try {
        if (!isProbe) breaker.admit()
        call.begin()
        requests += 1
        return await recorded(breaker, call, request)
      } finally {
        give()
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

async function recorded<T>(breaker: Breaker, call: Call, request: () => Promise<T>): Promise<T> {
  try {
    const result = await request()
    breaker.record(false)
    return result
  } catch (error) {
    const failure = call.explain(error)
    // A caller who gave up says nothing of the origin.
    if (failure instanceof UpstreamError) breaker.record(failure.originFailed)
    throw failure
  }
}
