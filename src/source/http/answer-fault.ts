import type { Dispatcher } from 'undici'
import { parseRetryAfter } from './retry-after.ts'
import { badResponse, tooLarge, UpstreamFault } from './upstream-fault.ts'

/** What the request went with: it decides what to advise when it is refused. */
export type Credentials = 'key' | 'no key set' | 'redirected' | 'storage link'

/** What an answer's status means when it is not the thing that was asked for. */
export function faultOfStatus(
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  credentials: Credentials,
): UpstreamFault {
  const answered = `the upstream answered ${status}`
  const retryAfterMs = parseRetryAfter(headers['retry-after'])
  if (status === 401 || status === 403) return new UpstreamFault('UPSTREAM_FORBIDDEN', REFUSALS[credentials](status))
  if (status === 404 || status === 410) {
    return new UpstreamFault('UPSTREAM_NOT_FOUND', `${answered}: it does not have this, or not any more.`)
  }
  if (status === 408) {
    return new UpstreamFault('UPSTREAM_TIMEOUT', `${answered}; try again later.`, { heals: true, retryAfterMs })
  }
  if (status === 413) return tooLarge(`${answered}: it finds this too large to send.`)
  if (status === 429) {
    const message = `${answered}: too many requests; try again later.`
    return new UpstreamFault('UPSTREAM_RATE_LIMITED', message, { heals: true, retryAfterMs })
  }
  if (status >= 500) {
    const message = `${answered}; try again later.`
    return new UpstreamFault('UPSTREAM_UNAVAILABLE', message, { heals: true, ill: true, retryAfterMs })
  }
  return badResponse(`${answered}, which holds no data.`)
}

const REFUSALS: Readonly<Record<Credentials, (status: number) => string>> = {
  key: status => `the upstream refused the key (${status}): check LABELBOX_API_KEY.`,
  'no key set': status => `the upstream asks for a key (${status}) and none is set: set LABELBOX_API_KEY.`,
  'storage link': status =>
    `the storage refused access (${status}): the link that the upstream handed out may have expired; try again later.`,
  redirected: status => `the storage that the upstream redirected to refused access (${status}); try again later.`,
}
