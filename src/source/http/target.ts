import { blocked } from './upstream-fault.ts'

/** An address that may be asked, as far as its text tells. */
export interface Target {
  readonly url: URL
  /** On a configured origin: it gets the key, and may be anywhere. Otherwise the connector takes public addresses only. */
  readonly trusted: boolean
}

/**
 * What an export names: on a configured origin, or refused.
 * @throws UpstreamFault UPSTREAM_BLOCKED
 */
export function firstTarget(text: string, origins: ReadonlySet<string>): Target {
  const url = URL.parse(text)
  if (url === null || !isPlainHttp(url)) {
    throw blocked('its address is not an http or https URL that can be asked; it has to be mended where it was made.')
  }
  if (!origins.has(url.origin)) {
    throw blocked(
      'its address is not on an allowed origin. Add that origin to SLICEGRAPH_UPSTREAM_ORIGINS if you trust it.',
    )
  }
  return { url, trusted: true }
}

/**
 * Where the API says that bytes lie: on a configured origin, or elsewhere by https. What is asked there goes without the
 * key in either case: `trusted` says only that the origin may be anywhere.
 * @throws UpstreamFault UPSTREAM_BLOCKED
 */
export function storageTarget(text: string, origins: ReadonlySet<string>): Target {
  const url = URL.parse(text)
  if (url === null || !isPlainHttp(url)) throw blocked('the upstream handed out an address that is not a plain URL.')
  if (origins.has(url.origin)) return { url, trusted: true }
  if (url.protocol !== 'https:') {
    throw blocked(
      'the upstream handed out an unencrypted address that is not on an allowed origin. Add that origin to SLICEGRAPH_UPSTREAM_ORIGINS if you trust it.',
    )
  }
  return { url, trusted: false }
}

/**
 * Where an answer points: to a configured origin, or elsewhere by https.
 * @throws UpstreamFault UPSTREAM_BLOCKED
 */
export function redirectTarget(from: Target, location: string, origins: ReadonlySet<string>): Target {
  const url = URL.parse(location, from.url.href)
  if (url === null || !isPlainHttp(url)) throw blocked('the upstream redirected to something that is not a plain URL.')
  if (origins.has(url.origin)) return { url, trusted: true }
  if (url.protocol !== 'https:') {
    throw blocked(
      'the upstream redirected to an unencrypted address that is not on an allowed origin. Add that origin to SLICEGRAPH_UPSTREAM_ORIGINS if you trust it.',
    )
  }
  return { url, trusted: false }
}

function isPlainHttp(url: URL): boolean {
  return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' && url.password === ''
}
