import { errors } from 'undici'
import { badResponse, timedOut, tooLarge, UpstreamFault } from './upstream-fault.ts'

/** Ways to lose a connection that the next one need not share. */
const PASSING: ReadonlySet<string> = new Set([
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
])

/** Of these, and of the timeouts: there was no connection yet. */
const UNSENT: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

const TIMEOUTS: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'the upstream could not be reached in time',
  ETIMEDOUT: 'the upstream could not be reached in time',
  UND_ERR_HEADERS_TIMEOUT: 'the upstream did not begin to answer in time',
  UND_ERR_BODY_TIMEOUT: 'the upstream stopped in the middle of its answer',
}

/** What an error of undici, of a socket or of TLS means. Nothing of its text is passed on: it names places. */
export function faultOfNetwork(error: unknown): UpstreamFault {
  if (error instanceof UpstreamFault) return error
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  const timeout = TIMEOUTS[code]
  if (timeout !== undefined) return timedOut(`${timeout}; try again later.`, UNSENT.has(code))
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return tooLarge('the answer of the upstream has headers that are too large.')
  if (PASSING.has(code) || isCutShort(error)) {
    return unavailable('the connection to the upstream failed; try again later.', {
      heals: true,
      unsent: UNSENT.has(code),
    })
  }
  if (error instanceof errors.HTTPParserError) {
    return badResponse('the answer of the upstream is not HTTP; check SLICEGRAPH_UPSTREAM_ORIGINS.')
  }
  if (code === 'ENOTFOUND') {
    return unavailable('the name of the upstream cannot be resolved; check its spelling and the network.')
  }
  if (/CERT|TLS|SSL|EPROTO|UNABLE_TO|SELF_SIGNED/.test(code)) {
    return unavailable('no secure connection to the upstream could be made; check its certificate.')
  }
  return unavailable('the upstream could not be asked; try again later.')
}

/** The end of the connection within a chunked body. undici leaves the code of a parser's error undefined. */
function isCutShort(error: unknown): boolean {
  return error instanceof errors.HTTPParserError && error.message.includes('Invalid EOF state')
}

function unavailable(message: string, traits: { heals?: boolean; unsent?: boolean } = {}): UpstreamFault {
  return new UpstreamFault('UPSTREAM_UNAVAILABLE', message, { ...traits, ill: true })
}
