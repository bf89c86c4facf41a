import { errors } from 'undici'
import { badResponse, timedOut, tooLarge, UpstreamError, unavailable } from './upstream-error.ts'

/** Ways to lose a connection that the next one need not share, in words. */
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

/** Of these, and of the timeouts: there was no connection yet. */
const UNSENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'could not be reached in time',
  ETIMEDOUT: 'could not be reached in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'stopped in the middle of its answer',
}

/** The upstream error that an error of undici, of a socket or of TLS stands for. Its own text is not passed on. */
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
    return unavailable(
      `the DNS did not answer for the host name ${hostname}; check the network, or try again later.`,
      traits,
    )
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

/** The end of the connection within a chunked body. undici leaves the code of a parser's error undefined. */
function isCutShort(error: unknown): boolean {
  return error instanceof errors.HTTPParserError && error.message.includes('Invalid EOF state')
}
