import type { WebSocket } from '@fastify/websocket'
import { OPEN, type Principal } from '../loaders/index.ts'
import type { Gateway } from './context.ts'
import { isAllowedOrigin } from './cors.ts'
import { type Extra, TOO_MANY } from './web-socket.ts'

/** Of one principal, or without authentication of one address, at one moment. */
const MOST_SOCKETS = 200
/** How often the token of an open WebSocket is looked up again. */
const LOOK_AGAIN_MS = 500
const FORBIDDEN = 4403

/** The caller who has opened a WebSocket, until it closes. */
export interface Client {
  /** Its principal or address. */
  readonly name: string
  readonly principal: Principal
  readonly signal: AbortSignal
}

/** The clients of open WebSockets. */
export function createSocketClients(gateway: Gateway) {
  const clients = new WeakMap<WebSocket, Client>()
  /** Open WebSockets by client. */
  const counts = new Map<string, number>()

  /** Counts a WebSocket until it closes. False: its client has too many. */
  function count(name: string, socket: WebSocket): boolean {
    const before = counts.get(name) ?? 0
    if (before >= MOST_SOCKETS) return false
    counts.set(name, before + 1)
    socket.once('close', () => {
      const left = (counts.get(name) ?? 1) - 1
      if (left === 0) counts.delete(name)
      else counts.set(name, left)
    })
    return true
  }

  /** Null also if the store or the keys cannot be read: a WebSocket has no other answer than to be closed. */
  async function identify(authorization: unknown): Promise<Principal | null> {
    try {
      return await gateway.authentication.identify(authorization)
    } catch (error) {
      gateway.formatError({ message: '' }, error)
      return null
    }
  }

  return {
    /** The client of a WebSocket that was accepted. */
    of: (socket: WebSocket) => clients.get(socket),

    /** Whether a WebSocket may stay open. It is closed when its token is revoked or expires. */
    async accept({ socket, request }: Extra, authorization: unknown): Promise<boolean> {
      // Browsers send no preflight for WebSockets, so the origin is checked here.
      const { headers } = request
      if (headers.origin !== undefined && !isAllowedOrigin(headers, gateway)) return false
      const principal = await identify(authorization)
      if (!principal || socket.readyState !== socket.OPEN) return false
      const controller = new AbortController()
      const name = principal === OPEN ? gateway.addressOf(request.raw) : principal.id
      if (!count(name, socket)) {
        socket.close(TOO_MANY, 'Too many connections')
        return false
      }
      clients.set(socket, { name, principal, signal: controller.signal })
      socket.once('close', () => controller.abort())
      if (principal !== OPEN) closeWhenRefused(socket, async () => (await identify(authorization)) !== null)
      return true
    },
  }
}

/** @param isAccepted never rejects */
function closeWhenRefused(socket: WebSocket, isAccepted: () => Promise<boolean>): void {
  const timer = setInterval(async () => {
    if (!(await isAccepted())) socket.close(FORBIDDEN, 'Forbidden')
  }, LOOK_AGAIN_MS)
  socket.once('close', () => clearInterval(timer))
}
