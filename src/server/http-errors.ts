import type { FastifyInstance, FastifyReply } from 'fastify'
import { traitsOf } from '../errors.ts'
import type { FormatError } from './format-error.ts'

/** What goes wrong before GraphQL is reached is answered in GraphQL's shape too, never as a page. */
export function answerInJson(http: FastifyInstance, formatError: FormatError): void {
  // Bodies are JSON and nothing else; Fastify would also take plain text.
  http.removeContentTypeParser('text/plain')
  http.addHook('onRequest', async (request, reply) => {
    if (!request.headers.host) return sendRequestError(reply, 400)
    if (!isPlainUtf8(request.headers)) return sendRequestError(reply, 415)
  })
  http.addHook('onSend', async (_request, reply) => {
    // Images of masks may be kept, see media.ts; Apollo has headers of its own.
    if (reply.getHeader('cache-control') !== 'private, no-cache') reply.header('cache-control', NOT_STORED)
  })
  http.setNotFoundHandler((_request, reply) => sendRequestError(reply, 404))
  http.setErrorHandler((error: { statusCode?: number; code?: string }, _request, reply) => {
    // A Host header that is no host makes the whole address none.
    const status = error.code === 'ERR_INVALID_URL' ? 400 : (error.statusCode ?? 500)
    if (status >= 400 && status < 500) return sendRequestError(reply, status)
    return sendError(reply, error, formatError)
  })
}

export const NOT_STORED = 'private, no-store'

/** Answers with an error that is the whole answer, by the status of its code. */
export function sendError(reply: FastifyReply, error: unknown, formatError: FormatError): FastifyReply {
  const told = formatError({ message: '' }, error)
  return reply.code(traitsOf(told.extensions?.code).status).send({ errors: [told] })
}

/** Answers a request that cannot be taken: the status says why, as Fastify's own words may quote the request. */
export function sendRequestError(reply: FastifyReply, status = 400, sentence?: Sentence): FastifyReply {
  return reply.code(status).header('cache-control', NOT_STORED).send(requestError(status, sentence))
}

/** The body of an answer that refuses a request. */
export function requestError(status: number, [message, code]: Sentence = SENTENCES[status] ?? UNREADABLE) {
  return { errors: [{ message, extensions: { code } }] }
}

type Sentence = readonly [message: string, code: string]

export const CROSS_SITE: Sentence = [
  'This GET may come from a page of another origin: allow the origin with --cors, or send the query by POST.',
  'BAD_REQUEST',
]

const UNREADABLE: Sentence = [
  'The request cannot be read: send JSON of the form {"query": "…", "variables": {…}}.',
  'BAD_REQUEST',
]

const SENTENCES: Readonly<Record<number, Sentence>> = {
  404: ['Nothing is here: the graph answers at /graphql.', 'NOT_FOUND'],
  406: ['Accept has to include application/json or application/graphql-response+json.', 'BAD_REQUEST'],
  408: ['The request took too long to arrive.', 'BAD_REQUEST'],
  413: ['The request is too large: a body may have 256 KiB.', 'BAD_REQUEST'],
  414: ['The address is too long: send the query as the body of a POST.', 'BAD_REQUEST'],
  415: ['The body has to be application/json in UTF-8, without a Content-Encoding.', 'BAD_REQUEST'],
  417: ['Expect can only be 100-continue.', 'BAD_REQUEST'],
  431: ['The address and headers are too large: together they may have 16 KiB.', 'BAD_REQUEST'],
  503: ['The gateway is stopping: ask again in a moment.', 'OVERLOADED'],
  505: ['Only HTTP/1.0 and HTTP/1.1 are answered here.', 'BAD_REQUEST'],
}

function isPlainUtf8(headers: NodeJS.Dict<string | string[]>): boolean {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') return false
  const charset = /;\s*charset="?([^";\s]+)/i.exec(String(headers['content-type'] ?? ''))?.[1]
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset)
}
