import type { Call } from './deadline.ts'
import { type Download, openDownload, type Part } from './download.ts'
import type { OriginGuards } from './origin-guard.ts'
import type { Pools } from './pools.ts'
import { followRedirects, type Redirect, type Target } from './target.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

interface StreamWays {
  readonly origins: ReadonlySet<string>
  readonly guards: OriginGuards
  readonly pools: Pools
  readonly limits: UpstreamLimits
}

/** The bytes of a storage link as they arrive; asked once. @throws UpstreamError */
export async function* streamFrom(
  first: Target,
  part: Part,
  call: Call,
  { origins, guards, pools, limits }: StreamWays,
): AsyncGenerator<Uint8Array> {
  /** Keeps the slot of the origin: a body takes longer than its head. */
  async function ask(target: Target): Promise<Redirect | { download: Download; leave(error?: unknown): void }> {
    const leave = await guards.of(target).enter(call)
    try {
      const reply = await openDownload(pools.for(target), target, part, call, limits.bodyMs)
      if (!('location' in reply)) return { download: reply, leave }
      leave()
      return reply
    } catch (error) {
      leave(call.explain(error))
      throw error
    }
  }

  const { download, leave } = await followRedirects(first, origins, limits.redirects, ask)
  let hasBytes = false
  try {
    for await (const piece of download.pieces()) {
      hasBytes = true
      yield piece
    }
  } catch (error) {
    // An origin that sent something is not down: a reader resumes where it was cut.
    leave(hasBytes ? undefined : call.explain(error))
    throw error
  } finally {
    leave()
    download.close()
  }
}
