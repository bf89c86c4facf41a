import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { GraphQLError } from 'graphql'
import { type ErrorCode, SlicegraphError, traitsOf } from '../errors.ts'
import type { FormatError } from './format-error.ts'

/** Answers errors that occur before GraphQL is reached in GraphQL's shape, never as HTML. */
export function answerInJson(http: FastifyInstance, formatError: FormatError): void {
  http.addHook('onRequest', (request, reply, done) => {
    const status = refusalOf(request.raw)
    if (status !== null) sendRequestError(reply, status)
    else done()
  })
  http.addHook('onSend', (_request, reply, _payload, done) => {
    // Images of masks may be cached (media.ts). Headers set by Apollo are replaced.
    if (reply.statusCode >= 400 || reply.getHeader('cache-control') !== 'private, no-cache')
      reply.header('cache-control', NOT_STORED)
    done()
  })
  // Other methods than those of its routes.
  http.setNotFoundHandler(({ url }, reply) =>
    /^\/graphql\/?(\?|$)/.test(url)
      ? sendRequestError(reply.header('allow', 'GET, POST'), 405)
      : sendRequestError(reply, 404),
  )
  http.setErrorHandler((error: { statusCode?: number; code?: string }, _request, reply) => {
    // An invalid Host header makes the URL invalid.
    const status = error.code === 'ERR_INVALID_URL' ? 400 : (error.statusCode ?? 500)
    const isBody = status === 400 && error.code !== 'ERR_INVALID_URL'
    if (status >= 400 && status < 500) return sendRequestError(reply, status, isBody ? UNREADABLE : undefined)
    return sendError(reply, formatError, error)
  })
}

export const NOT_STORED = 'private, no-store'

/** Rejects a request with a message for the status. Fastify's own messages can quote the request. */
export function sendRequestError(reply: FastifyReply, status = 400, message?: string): FastifyReply {
  if (status === 503) reply.header('retry-after', SOON)
  return reply.code(status).header('cache-control', NOT_STORED).send(requestError(status, message))
}

/** Answers with an error of another route than that of GraphQL. */
export function sendError(reply: FastifyReply, formatError: FormatError, error: unknown): FastifyReply {
  const isOwn = error instanceof GraphQLError
  const own = isOwn ? { message: error.message, extensions: error.extensions } : { message: '' }
  const { path, locations, ...formatted } = formatError(own, error)
  const { http: _, ...extensions } = formatted.extensions ?? {}
  const http = isOwn ? error.extensions.http : null
  const headers = typeof http === 'object' && http !== null && 'headers' in http ? http.headers : null
  if (headers instanceof Map) for (const [name, value] of headers) reply.header(name, value)
  return reply.code(traitsOf(extensions.code).status).send({ errors: [{ ...formatted, extensions }] })
}

/** Body of an answer that rejects a request. */
export function requestError(status: number, message = MESSAGES[status] ?? NOT_HTTP) {
  return { errors: [{ message, extensions: { code: CODES[status] ?? 'BAD_REQUEST' } }] }
}

/** A request that is refused for now. */
interface Refusal {
  readonly status: number
  readonly message: string
  /** Until the client may try again. */
  readonly seconds: number
}

/** Sends a refusal without the framework, which takes several times as long. */
export function sendRefusal(
  response: ServerResponse,
  { status, message, seconds }: Refusal,
  secured: OutgoingHttpHeaders,
): void {
  const body = JSON.stringify(requestError(status, message))
  const own = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': NOT_STORED,
    'retry-after': String(seconds),
    'content-length': Buffer.byteLength(body),
  }
  response.writeHead(status, { ...secured, ...own }).end(body)
}

/** An error that refuses an operation for now. */
export function retryLater(code: ErrorCode, message: string, seconds = SOON): GraphQLError {
  const http = { status: traitsOf(code).status, headers: new Map([['retry-after', String(seconds)]]) }
  return new GraphQLError(message, {
    originalError: new SlicegraphError(code, message),
    extensions: { code, http },
  })
}

/** Seconds until a client that was refused may try again. */
const SOON = 1
export const BUSY = 'The gateway has more to do than it can answer in time. Retry in a moment.'
export const LATER: Refusal = { status: 503, message: BUSY, seconds: SOON }
export const CROSS_SITE =
  'This GET may come from a page of another origin. Allow the origin with --cors, or send the query by POST.'
const NOT_HTTP = 'The request is not valid HTTP. Check its method, URL and headers.'
const UNREADABLE = 'The request cannot be read: send JSON of the form {"query": "…", "variables": {…}}.'

const CODES: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  421: 'HOST_NOT_ALLOWED',
  429: 'RATE_LIMITED',
  503: 'OVERLOADED',
}

const MESSAGES: Readonly<Record<number, string>> = {
  401: 'This gateway needs a token. Send it as Authorization: Bearer TOKEN; it may be unknown, revoked or expired.',
  403: 'The signature of this URL is wrong or has expired. Ask for the url of the mask again.',
  404: 'No route has this path. GraphQL is served at /graphql.',
  405: '/graphql takes GET and POST.',
  406: 'Accept must allow application/json or application/graphql-response+json.',
  408: 'The request took too long to arrive.',
  413: 'The request body exceeds the limit of 256 KiB.',
  414: 'The URL is too long. Send the query in the body of a POST.',
  415: 'The body must be application/json in UTF-8 without Content-Encoding.',
  417: 'Expect can only be 100-continue.',
  421: 'This gateway does not answer to this host name. Add the name to SLICEGRAPH_ALLOWED_HOSTS if it is yours.',
  431: 'URL and headers exceed the limit of 16 KiB.',
  501: 'Transfer-Encoding can only be chunked.',
  503: 'The gateway is shutting down. Retry in a moment.',
  505: 'Only HTTP/1.0 and HTTP/1.1 are supported.',
}

/** Status for a request that cannot be read. Null: it can. */
function refusalOf({ httpVersionMajor, headers }: IncomingMessage): number | null {
  if (httpVersionMajor !== 1) return 505
  if (!PLAIN_TRANSFER.test(headers['transfer-encoding'] ?? 'chunked')) return 501
  return isPlainUtf8(headers) ? null : 415
}

/** Node undoes chunks, and ignores codings before them. */
const PLAIN_TRANSFER = /^chunked$/i

function isPlainUtf8(headers: NodeJS.Dict<string | string[]>): boolean {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') return false
  const charset = /;\s*charset="?([^";\s]+)/i.exec(String(headers['content-type'] ?? ''))?.[1]
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset)
}
