import { type Dispatcher, errors } from 'undici'
import { badResponse, timedOut, tooLarge, UpstreamError, unavailable } from './upstream-error.ts'

export type Response = Dispatcher.ResponseData
export type Headers = Response['headers']

/** The credentials that a request carried: they decide what to advise when it is refused. */
export type Credentials = 'key' | 'no key set' | 'redirected' | 'storage link'

/** The error that an unwanted status stands for. */
export function errorOfStatus(
  origin: string,
  { statusCode: status, headers }: Response,
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
  if (status >= 500) return unavailable(`${answered}; try again later.`, { retryable: true, retryAfterMs })
  return badResponse(`${answered}, which holds no data.`)
}

/** The upstream error for an error of undici, of a socket or of TLS, whose own text is not passed on. */
export function errorOfNetwork(error: unknown, { origin, hostname }: URL): UpstreamError {
  if (error instanceof UpstreamError) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const unsent = UNSENT.has(code)
  const traits = { retryable: true, unsent }
  const timeout = TIMEOUTS[code]
  if (timeout !== undefined) return timedOut(`${origin} ${timeout}; try again later.`, unsent)
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return tooLarge(`the answer of ${origin} has headers that are too large.`)
  const loss = PASSING[code] ?? (isCutShort(error) ? 'closed in the middle of an answer' : undefined)
  if (loss !== undefined) return unavailable(`the connection to ${origin} was ${loss}; try again later.`, traits)
  if (code === 'EAI_AGAIN') {
    const message = `the DNS did not answer for the host name ${hostname}; check the network, or try again later.`
    return unavailable(message, traits)
  }
  if (error instanceof errors.HTTPParserError) {
    return badResponse(`the answer of ${origin} is not HTTP; check SLICEGRAPH_UPSTREAM_ORIGINS.`)
  }
  if (code === 'ENOTFOUND') {
    return unavailable(`the host name ${hostname} cannot be resolved; check its spelling and the network.`, {})
  }
  if (/CERT|TLS|SSL|EPROTO|UNABLE_TO|SELF_SIGNED/.test(code)) {
    return unavailable(`no secure connection to ${origin} could be made; check its certificate.`, {})
  }
  return unavailable(`the request to ${origin} failed; try again later.`, {})
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
function parseRetryAfter(header: Headers[string]): number | null {
  if (typeof header !== 'string') return null
  const text = header.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1_000
  // All three forms of an HTTP date begin with the day of the week; `Date.parse` alone takes nearly anything.
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now())
}

/** Ways to lose a connection that another try may not meet, in words. */
const PASSING: Readonly<Record<string, string>> = {
  UND_ERR_SOCKET: 'closed',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed in the middle of an answer',
  ECONNRESET: 'reset',
  ECONNREFUSED: 'refused',
  ECONNABORTED: 'aborted',
  EPIPE: 'reset',
  EHOSTUNREACH: 'not possible: no route to the host',
  ENETUNREACH: 'not possible: the network is unreachable',
}

/** Errors before there was a connection. */
const UNSENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'could not be reached in time',
  ETIMEDOUT: 'could not be reached in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'stopped in the middle of its answer',
}

/** The end of the connection within a chunked body. undici leaves the code of a parser's error undefined. */
function isCutShort(error: unknown): boolean {
  return error instanceof errors.HTTPParserError && error.message.includes('Invalid EOF state')
}
