import { type Call, openCall } from './call.ts'
import { exchange, type UpstreamAnswer } from './exchange.ts'
import { followRedirects } from './follow-redirects.ts'
import type { OriginTraffic } from './lane.ts'
import { createLanes } from './lanes.ts'
import { openPools } from './pools.ts'
import { isPublicAddress } from './public-address.ts'
import { withRetries } from './retry.ts'
import { firstTarget } from './target.ts'
import { UpstreamFault } from './upstream-fault.ts'
import { DEFAULT_LIMITS, type UpstreamSettings } from './upstream-settings.ts'

export interface GetOptions {
  /** The Accept header. */
  readonly accept: string
  readonly signal?: AbortSignal
  /** A decoded body may have so many bytes at most, where that is less than the limit. */
  readonly maxBytes?: number
}

/** Fetches what exports name. */
export interface Upstream {
  /**
   * One GET, with its redirects and retries. The body is whole, decoded and not empty, unless the status is 204.
   * @throws SlicegraphError with a code of `UpstreamCode`; the signal's reason when the caller aborts
   */
  get(url: string, options: GetOptions): Promise<UpstreamAnswer>
  /** How the configured origins are doing. */
  traffic(): readonly OriginTraffic[]
  /** Ends what is under way with UPSTREAM_UNAVAILABLE, and every connection. */
  close(): Promise<void>
}

/** What tests put in the place of the real internet. */
export interface UpstreamWorld {
  readonly isPublic: (address: string) => boolean
}

export function openUpstream(
  settings: UpstreamSettings,
  world: UpstreamWorld = { isPublic: isPublicAddress },
): Upstream {
  const { key } = settings
  const limits = { ...DEFAULT_LIMITS, ...settings.limits }
  const origins = new Set(settings.origins.map(origin => new URL(origin).origin))
  const lanes = createLanes(origins, limits)
  const pools = openPools(origins, { ...settings, limits, isPublic: world.isPublic })
  const calls = new Set<Call>()
  let closed = false

  return {
    async get(url, { accept, signal, maxBytes = Number.POSITIVE_INFINITY }) {
      signal?.throwIfAborted()
      if (closed) throw closing()
      const first = firstTarget(url, origins)
      const call = openCall(limits.totalMs, signal)
      const question = {
        accept,
        key,
        signal: call.signal,
        compressedBytes: limits.compressedBytes,
        decodedBytes: Math.min(limits.decodedBytes, maxBytes),
      }
      calls.add(call)
      try {
        return await withRetries(lanes.of(first), call, limits, () =>
          followRedirects(first, origins, limits.redirects, target =>
            lanes.of(target).run(call, () => exchange(pools.for(target), target, question)),
          ),
        )
      } catch (error) {
        throw call.explain(error)
      } finally {
        calls.delete(call)
        call.end()
      }
    },
    traffic: () => lanes.traffic(),
    async close() {
      closed = true
      for (const call of calls) call.abort(closing())
      await pools.close()
    },
  }
}

function closing(): UpstreamFault {
  return new UpstreamFault('UPSTREAM_UNAVAILABLE', 'the gateway is stopping; ask again once it runs.')
}
