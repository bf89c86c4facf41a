import { UpstreamError } from './upstream-error.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

/** Circuit breaker of one origin: while it is down, requests to it fail at once. */
interface Breaker {
  /**
   * Lets a request through. While open it lets one through as a probe per `breakerRestMs`, even if the last probe has not
   * returned: it may hang although the origin has recovered. Returns whether the request is a probe.
   * @throws UpstreamError UPSTREAM_CIRCUIT_OPEN
   */
  admit(): boolean
  /** Notes the end of a request. Any answer of a healthy origin closes the breaker. */
  record(failed: boolean): void
  isOpen(): boolean
}

const WINDOW_MS = 60_000
/** An outage is nearly total. While some requests succeed, the retry budget protects enough. */
const FAILED_SHARE = 0.9

export function createBreaker(origin: string, { breakerSample, breakerRestMs }: UpstreamLimits): Breaker {
  const now = () => performance.now()
  let open = false
  let nextProbeAt = 0
  const recent: { readonly failed: boolean; readonly at: number }[] = []

  function isOutage(): boolean {
    const [oldest] = recent
    if (oldest === undefined || recent.length < breakerSample || oldest.at < now() - WINDOW_MS) return false
    return recent.filter(({ failed }) => failed).length >= FAILED_SHARE * breakerSample
  }

  return {
    admit() {
      if (!open) return false
      if (now() < nextProbeAt) {
        throw new UpstreamError(
          'UPSTREAM_CIRCUIT_OPEN',
          `${origin} is not responding; requests to it are paused for a few seconds. Try again then.`,
        )
      }
      nextProbeAt = now() + breakerRestMs
      return true
    },
    record(failed) {
      if (open && !failed) {
        open = false
        recent.length = 0
      }
      recent.push({ failed, at: now() })
      if (recent.length > breakerSample) recent.shift()
      if (!open && isOutage()) {
        open = true
        nextProbeAt = now() + breakerRestMs
      }
    },
    isOpen: () => open,
  }
}
