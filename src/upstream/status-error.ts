import type { Dispatcher } from 'undici'
import { badResponse, tooLarge, UpstreamError } from './upstream-error.ts'

/** The credentials that a request carried: they decide what to advise when it is refused. */
export type Credentials = 'key' | 'no key set' | 'redirected' | 'storage link'

/** The error that a status stands for, of any answer but the one that was asked for. */
export function errorOfStatus(
  origin: string,
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  credentials: Credentials,
): UpstreamError {
  const answered = `${origin} answered ${status}`
  const retryAfterMs = parseRetryAfter(headers['retry-after'])
  if (status === 401 || status === 403) {
    const message = `${origin} refused access (${status}): ${REFUSALS[credentials]}`
    const keyRefused = credentials === 'key' || credentials === 'no key set'
    return new UpstreamError('UPSTREAM_FORBIDDEN', message, { keyRefused })
  }
  if (status === 404 || status === 410) {
    return new UpstreamError('UPSTREAM_NOT_FOUND', `${answered}: it does not have this, or no longer has it.`)
  }
  if (status === 408) {
    return new UpstreamError('UPSTREAM_TIMEOUT', `${answered}; try again later.`, { retryable: true, retryAfterMs })
  }
  if (status === 413) return tooLarge(`${answered}: the content is too large to send.`)
  if (status === 429) {
    const message = `${answered}: too many requests; try again later.`
    return new UpstreamError('UPSTREAM_RATE_LIMITED', message, { retryable: true, retryAfterMs })
  }
  if (status >= 500) {
    const message = `${answered}; try again later.`
    return new UpstreamError('UPSTREAM_UNAVAILABLE', message, { retryable: true, originFailed: true, retryAfterMs })
  }
  return badResponse(`${answered}, which holds no data.`)
}

const REFUSALS: Readonly<Record<Credentials, string>> = {
  key: 'check LABELBOX_API_KEY.',
  'no key set': 'no API key is set; set LABELBOX_API_KEY.',
  'storage link': 'the link that Labelbox gave out may have expired; try again later.',
  redirected: 'the link that Labelbox redirected to may have expired; try again later.',
}

/**
 * Milliseconds from now that a Retry-After header asks for, in either of its forms (RFC 9110 §10.2.3: seconds, or an
 * HTTP date); null when there is none or it is neither.
 */
function parseRetryAfter(header: string | readonly string[] | undefined, now = Date.now()): number | null {
  if (typeof header !== 'string') return null
  const text = header.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1_000
  // All three forms of an HTTP date begin with the day of the week; `Date.parse` alone takes nearly anything.
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
