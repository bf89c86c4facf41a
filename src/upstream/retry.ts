import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from './deadline.ts'
import type { Lane } from './origin-guard.ts'
import { UpstreamError } from './upstream-error.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

/**
 * Does `attempt` again where that may help and the origin can bear it. With a Retry-After the wait is at least that;
 * one that is longer than the bound, or than the time the call has left, ends the call at once.
 */
export async function withRetries<T>(
  lane: Lane,
  call: Call,
  limits: UpstreamLimits,
  attempt: () => Promise<T>,
  mayRepeat: (failure: UpstreamError) => boolean = () => true,
): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      const answer = await attempt()
      lane.budget.earn()
      return answer
    } catch (error) {
      const failure = call.explain(error)
      if (call.signal.aborted || !(failure instanceof UpstreamError) || !failure.retryable || !mayRepeat(failure))
        throw failure
      const pauseMs = pauseBefore(failure, retries, limits)
      if (retries >= limits.retries || pauseMs >= call.remainingMs()) throw failure
      if ((failure.retryAfterMs ?? 0) > limits.retryAfterMs) throw failure
      if (lane.breaker.isOpen() || !lane.budget.spend()) throw failure
      await sleep(pauseMs, undefined, { signal: call.signal })
    }
  }
}

/** Full jitter: callers that failed together do not come back together. */
function pauseBefore({ retryAfterMs }: UpstreamError, retries: number, { backoffMs }: UpstreamLimits): number {
  return (retryAfterMs ?? 0) + Math.random() * backoffMs * 2 ** retries
}
