import type { WebSocket } from '@fastify/websocket'
import type { FastifyRequest } from 'fastify'
import { CloseCode, MessageType, type Server } from 'graphql-ws'
import type { Logger } from 'pino'
import { describeFault } from '../errors.ts'

/** Who is connected, for the hooks of the server. */
export interface Extra {
  readonly socket: WebSocket
  readonly request: FastifyRequest
}

/** A client that does not answer a ping until the next one is gone. */
const PING_MS = 12_000
/** Pings of a client until the next one of the gateway. */
const MOST_PINGS = 24
/** Of messages that a client has not read. One that reads none of them is cut. */
const MOST_UNREAD_BYTES = 4_000_000
/** Close code for clients that ask for too much. */
export const TOO_MANY = 4429

/**
 * Connects a WebSocket to the protocol's server. The package's own adapter for Fastify writes what clients do wrong to the
 * console, with their text.
 */
export function connectSocket(server: Server<Extra>, { socket, request }: Extra, logger: Logger): void {
  const { protocol } = socket
  let pinged = 0
  function countPing(): void {
    if (++pinged > MOST_PINGS) socket.close(TOO_MANY, 'Too many pings')
  }
  socket.on('ping', countPing)
  const closed = server.opened(
    {
      protocol,
      send: text =>
        new Promise(resolve => {
          if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate()
          // What does not reach a client that has left is no fault of the gateway.
          if (socket.readyState === socket.OPEN) socket.send(text, () => resolve())
          else resolve()
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage(receive) {
        oneInATurn(socket, async text => {
          const type = typeOf(text)
          if (!OF_CLIENT.has(type)) return socket.close(CloseCode.BadRequest, 'Invalid message received')
          if (type === MessageType.Ping) countPing()
          try {
            await receive(text)
          } catch (error) {
            logger.error({ fault: describeFault(error) }, 'a message of a WebSocket cannot be handled')
            socket.close(CloseCode.InternalServerError, 'Internal server error')
          }
        })
      },
    },
    { socket, request },
  )
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  const pings = setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    pinged = 0
    socket.ping()
  }, PING_MS)
  socket.once('close', (code, reason) => {
    clearInterval(pings)
    closed(code, String(reason))
  })
}

/** Takes the messages of a client each in a turn of the event loop of its own, and reads no more of them meanwhile. */
function oneInATurn(socket: WebSocket, take: (text: string) => void): void {
  const waiting: string[] = []
  function takeNext(): void {
    const text = waiting.shift()
    if (text === undefined) {
      socket.resume()
      return
    }
    take(text)
    setImmediate(takeNext)
  }
  socket.on('message', data => {
    if (waiting.push(String(data)) > 1 || socket.isPaused) return
    socket.pause()
    setImmediate(takeNext)
  })
}

/** The type of a message. The server takes those that clients do not send for faults of its own. */
function typeOf(text: string): unknown {
  try {
    const message: unknown = JSON.parse(text)
    return typeof message === 'object' && message !== null && 'type' in message ? message.type : undefined
  } catch {
    return undefined
  }
}

const OF_CLIENT: ReadonlySet<unknown> = new Set([
  MessageType.ConnectionInit,
  MessageType.Ping,
  MessageType.Pong,
  MessageType.Subscribe,
  MessageType.Complete,
])
