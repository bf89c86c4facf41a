import { setTimeout as sleep } from 'node:timers/promises'
import type { Call } from './deadline.ts'
import type { Lane } from './origin-guard.ts'
import { UpstreamFault } from './upstream-fault.ts'
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
  mayRepeat: (fault: UpstreamFault) => boolean = () => true,
): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      const answer = await attempt()
      lane.budget.earn()
      return answer
    } catch (error) {
      const fault = call.explain(error)
      if (call.signal.aborted || !(fault instanceof UpstreamFault) || !fault.heals || !mayRepeat(fault)) throw fault
      const pauseMs = pauseBefore(fault, retries, limits)
      if (retries >= limits.retries || pauseMs >= call.remainingMs()) throw fault
      if ((fault.retryAfterMs ?? 0) > limits.retryAfterMs) throw fault
      if (lane.breaker.isOpen() || !lane.budget.spend()) throw fault
      await sleep(pauseMs, undefined, { signal: call.signal })
    }
  }
}

/** Full jitter: callers that failed together do not come back together. */
function pauseBefore({ retryAfterMs }: UpstreamFault, retries: number, { backoffMs }: UpstreamLimits): number {
  return (retryAfterMs ?? 0) + Math.random() * backoffMs * 2 ** retries
}
