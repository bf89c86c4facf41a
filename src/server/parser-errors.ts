import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { NOT_STORED, requestError } from './http-errors.ts'

/** Options of Node's server that let Fastify answer requests which Node would reject by itself. */
export const PARSER_OPTIONS = {
  // Node answers a request without Host with an empty body. http-errors.ts rejects it instead.
  requireHostHeader: false,
  // Anything but a WebSocket, such as the h2c of `curl --http2`, is answered as plain HTTP/1.1.
  // So is a WebSocket to another path: the package for them would write the path to the log.
  shouldUpgradeCallback: ({ headers, url = '' }: IncomingMessage) =>
    headers.upgrade?.toLowerCase() === 'websocket' && GRAPHQL.test(url),
}

/** Answers requests in GraphQL's shape that Node or ws would reject by themselves. */
export function answerForNode(
  http: FastifyInstance,
  answerParserError: ReturnType<typeof createParserErrors>,
  secured: OutgoingHttpHeaders,
): void {
  http.websocketServer.on('wsClientError', answerParserError)
  http.server.on('connect', (_request: IncomingMessage, socket: Duplex) => answerParserError(new Error(), socket))
  http.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const body = JSON.stringify(requestError(417))
    const length = Buffer.byteLength(body)
    const own = { 'content-type': JSON_TYPE, 'cache-control': NOT_STORED, 'content-length': length }
    response.writeHead(417, { ...secured, ...own })
    response.end(body)
  })
}

type ParserError = Error & { readonly code?: string; readonly reason?: string }

/** Answers a request that Node's HTTP parser rejects, in GraphQL's shape, and closes the connection. */
export function createParserErrors(secured: OutgoingHttpHeaders): (error: ParserError, socket: Duplex) => void {
  const fixed = Object.entries(secured).map(([name, value]) => `${name}: ${value}`)
  return (error, socket) => answer(error, socket, fixed)
}

function answer(error: ParserError, socket: Duplex, fixed: readonly string[]): void {
  // Node takes its own listener off the socket of a CONNECT. Without one, a client that resets the connection ends the process.
  socket.on('error', () => socket.destroy())
  const begun = '_httpMessage' in socket ? (socket._httpMessage as ServerResponse | null) : null
  if (error.code === 'ECONNRESET' || begun?.headersSent || !socket.writable) {
    socket.destroy()
    return
  }
  // Line ends that are not CRLF have the code of a wrong version.
  const isOther = error.code === 'HPE_INVALID_VERSION' && error.reason !== 'Invalid HTTP version'
  const status = isOther ? 400 : (STATUSES[error.code ?? ''] ?? 400)
  const body = JSON.stringify(requestError(status))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    ...fixed,
    `cache-control: ${NOT_STORED}`,
    `content-type: ${JSON_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

// An import of node:http takes each value of the module, and thereby loads Node's fetch, which nothing here uses.
const { STATUS_CODES } = process.getBuiltinModule('node:http')
const GRAPHQL = /^\/graphql\/?(\?|$)/i
const JSON_TYPE = 'application/json; charset=utf-8'

const STATUSES: Readonly<Record<string, number>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
  HPE_INVALID_VERSION: 505,
  HPE_PAUSED_H2_UPGRADE: 505,
}
