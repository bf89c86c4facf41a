import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

interface ConnectionLimits {
  /** A client that reads nothing of an answer for so long is cut. */
  readonly stalledMs?: number
  /** Requests that one connection sends ahead of their answers. Browsers and proxies send one. */
  readonly mostUnanswered?: number
}

const STALLED_MS = 30_000
const MOST_UNANSWERED = 16
/** Of the most connections. From there on, those without a request make room for new ones. */
const NEARLY_ALL = 0.9
const CLOSING_EVERY_MS = 1_000

const UNANSWERED = Symbol('unanswered')

/** Requests whose answers are not sent. A property: the socket has each request in a turn of its own. */
interface Counted extends Socket {
  [UNANSWERED]?: number
}

/**
 * Limits what the connections of clients hold that send and do not read, or open connections and do not send. A WebSocket
 * is none of them once it is open.
 */
export function limitConnections(server: Server, limits: ConnectionLimits = {}): void {
  const { stalledMs = STALLED_MS, mostUnanswered = MOST_UNANSWERED } = limits
  server.setTimeout(stalledMs)
  // Node closes idle connections by the same event, unless something listens to it.
  server.on('timeout', (socket: Counted) => {
    const isWorkedOn = (socket[UNANSWERED] ?? 0) > 0 && socket.writableLength === 0
    if (isWorkedOn) socket.setTimeout(stalledMs)
    else socket.destroy()
  })
  // Before the listener that answers.
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) =>
    count(socket, response, mostUnanswered),
  )

  let open = 0
  let closedAt = Number.NEGATIVE_INFINITY
  server.on('connection', socket => {
    open++
    socket.once('close', () => open--)
    const now = performance.now()
    if (open < server.maxConnections * NEARLY_ALL || now < closedAt + CLOSING_EVERY_MS) return
    closedAt = now
    server.closeIdleConnections()
  })
}

function count(socket: Counted, response: ServerResponse, most: number): void {
  socket[UNANSWERED] = (socket[UNANSWERED] ?? 0) + 1
  response.once('close', () => {
    socket[UNANSWERED] = (socket[UNANSWERED] ?? 1) - 1
  })
  if (socket[UNANSWERED] <= most) return
  // The parser goes on with what has arrived: who answers sees that nobody reads it.
  response.destroy()
  socket.destroy()
}
