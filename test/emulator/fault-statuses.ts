import { refusal, replyWith } from '../../src/demo/upstream/reply.ts'
import { type Exchange, send } from './exchange.ts'
import { everything, type FaultKind, type FaultOptions, type FaultTable } from './fault.ts'

const GATEWAY_PAGE = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>'

const seconds = ({ retryAfterSeconds = 1 }: FaultOptions) => String(retryAfterSeconds)

/** HTTP dates are of whole seconds: never earlier than asked for. */
const date = ({ retryAfterSeconds = 1 }: FaultOptions) =>
  new Date(Math.ceil(Date.now() / 1000 + retryAfterSeconds) * 1000).toUTCString()

export const STATUS_FAULTS = {
  'status 401': status(401, 'The API key is not valid.'),
  'status 403': status(403, 'Not allowed.'),
  'status 404': status(404, 'Not found.'),
  'status 408': status(408, 'Request timeout.'),
  'status 410': status(410, 'The task has expired.'),
  'status 413': status(413, 'Too large.'),
  'status 429': status(429, 'You have exceeded the rate limit.'),
  'status 429, Retry-After in seconds': status(429, 'You have exceeded the rate limit.', seconds),
  'status 429, Retry-After as a date': status(429, 'You have exceeded the rate limit.', date),
  'status 500': status(500, 'upstream connect error or disconnect/reset before headers'),
  'status 502 with HTML': everything(exchange => send(exchange, replyWith(502, 'text/html', GATEWAY_PAGE))),
  'status 503 with Retry-After': status(503, 'Service unavailable.', seconds),
} satisfies FaultTable

function status(code: number, message: string, retryAfter?: (options: FaultOptions) => string): FaultKind {
  return everything((exchange: Exchange) => {
    const reply = refusal(code, message)
    const headers = retryAfter ? { ...reply.headers, 'retry-after': retryAfter(exchange.options) } : reply.headers
    send(exchange, { ...reply, headers })
  })
}
