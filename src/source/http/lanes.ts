import { createLane, type Lane, type OriginTraffic } from './lane.ts'
import type { Target } from './target.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

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
