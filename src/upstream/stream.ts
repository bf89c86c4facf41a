import type { Call } from './deadline.ts'
import { type Download, openDownload, type Part } from './download.ts'
import { followRedirects, type Redirect } from './follow-redirects.ts'
import type { Lane, Lanes } from './origin-guard.ts'
import type { Pools } from './pools.ts'
import type { Target } from './target.ts'
import type { UpstreamLimits } from './upstream-settings.ts'

interface StreamWays {
  readonly origins: ReadonlySet<string>
  readonly lanes: Lanes
  readonly pools: Pools
  readonly limits: UpstreamLimits
}

/** The bytes of a storage link as they arrive; asked once. @throws UpstreamError */
export async function* streamFrom(
  first: Target,
  part: Part,
  call: Call,
  { origins, lanes, pools, limits }: StreamWays,
): AsyncGenerator<Uint8Array> {
  const ask = (target: Target) =>
    held(lanes.of(target), call, () => openDownload(pools.for(target), target, part, call, limits.bodyMs))
  const { download, end } = await followRedirects(first, origins, limits.redirects, ask)
  let hasBytes = false
  try {
    for await (const piece of download.pieces()) {
      hasBytes = true
      yield piece
    }
  } catch (error) {
    // An origin that sent something is not down: a reader resumes where it was cut.
    end(hasBytes ? undefined : call.explain(error))
    throw error
  } finally {
    end()
    download.close()
  }
}

interface Held {
  readonly download: Download
  /** Gives the slot back and tells the breaker how it went; once. */
  end(failure?: unknown): void
}

/** Opens within the cap of the origin, and keeps the slot: a body takes longer than its head. */
async function held(lane: Lane, call: Call, open: () => Promise<Download | Redirect>): Promise<Held | Redirect> {
  const opened = Promise.withResolvers<Download | Redirect>()
  const over = Promise.withResolvers<void>()
  lane
    .run(call, async () => {
      const reply = await open()
      opened.resolve(reply)
      if (!('location' in reply)) await over.promise
    })
    .catch(opened.reject)
  const reply = await opened.promise
  if ('location' in reply) return reply
  return { download: reply, end: failure => (failure === undefined ? over.resolve() : over.reject(failure)) }
}
