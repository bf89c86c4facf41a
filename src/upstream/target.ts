import { blocked, type UpstreamError } from './upstream-error.ts'

/** An address that is allowed, as far as its text tells. */
export interface Target {
  readonly url: URL
  /** On a configured origin: it gets the key, and may have any IP address. Others must have public ones. */
  readonly trusted: boolean
}

/**
 * The target of an address that an export names: on a configured origin.
 * @throws UpstreamError UPSTREAM_BLOCKED
 */
export function firstTarget(text: string, origins: ReadonlySet<string>): Target {
  const url = plainUrl(text)
  if (url === null) throw blocked('its address is not an http or https URL without a user name; correct the export.')
  if (!origins.has(url.origin)) throw notAllowed('its address is on', url, origins)
  return { url, trusted: true }
}

/**
 * The target of an address that the API gave out: on a configured origin, or elsewhere by https. Requests go there
 * without the key in either case: `trusted` says only that the origin may be anywhere.
 * @throws UpstreamError UPSTREAM_BLOCKED
 */
export function storageTarget(text: string, origins: ReadonlySet<string>): Target {
  const url = plainUrl(text)
  if (url === null) throw blocked('Labelbox gave out an address that is not a plain http or https URL.')
  return openTarget('Labelbox gave out an unencrypted address on', url, origins)
}

/** An answer that names another address. */
export interface Redirect {
  readonly location: string
}

/**
 * Asks `first`, then follows up to `most` redirects.
 * @throws UpstreamError UPSTREAM_BLOCKED for an address that is not allowed, a loop or one redirect too many; what `ask` throws
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

/** The target of a redirect: on a configured origin, or elsewhere by https. */
function redirectTarget(from: Target, location: string, origins: ReadonlySet<string>): Target {
  const url = plainUrl(location, from.url.href)
  if (url === null) throw blocked(`${from.url.origin} redirected to something that is not a plain http or https URL.`)
  return openTarget(`${from.url.origin} redirected to an unencrypted address on`, url, origins)
}

function openTarget(subject: string, url: URL, origins: ReadonlySet<string>): Target {
  const trusted = origins.has(url.origin)
  if (!trusted && url.protocol !== 'https:') throw notAllowed(subject, url, origins)
  return { url, trusted }
}

function notAllowed(subject: string, { origin }: URL, origins: ReadonlySet<string>): UpstreamError {
  const setting = `SLICEGRAPH_UPSTREAM_ORIGINS=${[...origins, origin].join(',')}`
  return blocked(`${subject} ${origin}, which is not an allowed origin. Set ${setting} if you trust it.`)
}

/** Longest host name in the DNS; a URL may have a longer one. */
const MAX_HOSTNAME = 253

function plainUrl(text: string, base?: string): URL | null {
  const url = URL.parse(text, base)
  const isPlain =
    url !== null &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    `${url.username}${url.password}` === '' &&
    url.hostname.length <= MAX_HOSTNAME
  return isPlain ? url : null
}
