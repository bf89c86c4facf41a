import { setTimeout as sleep } from 'node:timers/promises'
import type { Deadline } from './deadline.ts'
import type { OriginGuard } from './origin-guard.ts'
import { UpstreamError } from './upstream-error.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

/**
 * Retries one HTTP request: repeats `attempt` where that may help and the origin's retry budget allows it. The wait is at least the Retry-After; if
 * that is longer than the limit, or than the time the call has left, the call fails at once.
 * @throws what `attempt` does; the signal's reason once that has aborted
 */
export async function retryRequest<T>(
  guard: OriginGuard,
  call: Deadline,
  limits: UpstreamLimits,
  attempt: () => Promise<T>,
  mayRepeat: (failure: UpstreamError) => boolean = () => true,
): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      const answer = await attempt()
      guard.earnRetry()
      return answer
    } catch (error) {
      const failure = call.explain(error)
      if (call.signal.aborted || !(failure instanceof UpstreamError) || !failure.retryable || !mayRepeat(failure))
        throw failure
      const pauseMs = pauseBefore(failure, retries, limits)
      if (retries >= limits.retries || pauseMs >= call.remainingMs()) throw failure
      if ((failure.retryAfterMs ?? 0) > limits.retryAfterMs) throw failure
      if (!guard.takeRetry()) throw failure
      await sleep(pauseMs, undefined, { signal: call.signal }).catch(aborted => {
        throw call.explain(aborted)
      })
    }
  }
}

/** Full jitter: callers that failed together do not come back together. */
function pauseBefore({ retryAfterMs }: UpstreamError, retries: number, { backoffMs }: UpstreamLimits): number {
  return (retryAfterMs ?? 0) + Math.random() * backoffMs * 2 ** retries
}
