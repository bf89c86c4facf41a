import { bodyOf, socketOf, typeOf } from './exchange.ts'
import { everything, type FaultTable } from './fault.ts'

const HALF_A_HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: ima'
/** Long for a body, short for a test. */
const DRIP_MS = 20

export const CONNECTION_FAULTS = {
  'reset before headers': everything(exchange => {
    socketOf(exchange).resetAndDestroy()
  }),
  'reset in headers': everything(exchange => {
    const socket = socketOf(exchange)
    socket.write(HALF_A_HEAD, () => socket.resetAndDestroy())
  }),
  'reset in body': everything(exchange => {
    const body = bodyOf(exchange)
    exchange.response.writeHead(200, { ...typeOf(exchange), 'content-length': body.length })
    exchange.response.write(body.subarray(0, body.length / 2), () => socketOf(exchange).resetAndDestroy())
  }),
  /** Its length is said to be larger than what comes before the connection ends. */
  'short body': everything(exchange => {
    const body = bodyOf(exchange)
    exchange.response.writeHead(200, { ...typeOf(exchange), 'content-length': body.length })
    exchange.response.write(body.subarray(0, body.length / 2), () => socketOf(exchange).end())
  }),
  /** A byte now and then, for ever. */
  'dripping body': everything(exchange => {
    const { response } = exchange
    const body = bodyOf(exchange)
    response.writeHead(200, typeOf(exchange))
    let sent = 0
    const timer = setInterval(() => {
      response.write(body.subarray(sent % body.length, (sent % body.length) + 1))
      sent += 1
    }, DRIP_MS)
    response.once('close', () => clearInterval(timer))
  }),
  hang: everything(() => {}),
} satisfies FaultTable
