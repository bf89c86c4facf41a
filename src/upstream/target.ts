import { blocked, type UpstreamError } from './upstream-error.ts'

/** An address that may be asked, as far as its text tells. */
export interface Target {
  readonly url: URL
  /** On a configured origin: it gets the key, and may be anywhere. Otherwise the connector takes public addresses only. */
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

/**
 * The target of a redirect: on a configured origin, or elsewhere by https.
 * @throws UpstreamError UPSTREAM_BLOCKED
 */
export function redirectTarget(from: Target, location: string, origins: ReadonlySet<string>): Target {
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

/** A name of a host is no longer than this; a URL may be. */
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
