import { redirectTarget, type Target } from './target.ts'
import { blocked } from './upstream-error.ts'

/** The thing is elsewhere. */
export interface Redirect {
  readonly location: string
}

/**
 * Asks `first`, then wherever the answers point, at most `most` times on.
 * @throws UpstreamError UPSTREAM_BLOCKED for a place that may not be asked, a loop or one redirect too many; what `ask` throws
 */
export async function followRedirects<A extends object>(
  first: Target,
  origins: ReadonlySet<string>,
  most: number,
  ask: (target: Target) => Promise<A | Redirect>,
): Promise<A> {
  const seen = new Set<string>()
  let target = first
  while (seen.size <= most) {
    seen.add(target.url.href)
    const reply = await ask(target)
    if (!('location' in reply)) return reply
    target = redirectTarget(target, reply.location, origins)
    if (seen.has(target.url.href)) throw blocked(`${target.url.origin} redirects in a circle.`)
  }
  throw blocked(`${first.url.origin} redirected more than ${most} times.`)
}
