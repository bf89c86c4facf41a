import { connect, type Socket } from 'node:net'

/** Results of some seconds of requests. */
export interface Traffic {
  readonly requestsPerSecond: number
  /** Of each request, in milliseconds, ascending. */
  readonly latencies: readonly number[]
}

export interface TrafficOptions {
  readonly url: string
  /** Asked in turn. */
  readonly bodies: readonly string[]
  readonly connections: number
  readonly seconds: number
}

/**
 * Asks over kept connections, on each the next request when the last is answered. Plain sockets: a real HTTP client
 * would take more of the machine than the server that is to be measured.
 */
export async function sendTraffic({ url, bodies, connections, seconds }: TrafficOptions): Promise<Traffic> {
  const requests = bodies.map(body => toRequest(new URL(url), body))
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(new URL(url))))
  const started = performance.now()
  const until = started + seconds * 1000
  const latencies: number[] = []
  let next = 0
  const askInTurn = async (socket: Socket) => {
    const ask = createAsker(socket)
    while (performance.now() < until) {
      const sent = performance.now()
      await ask(requests[next++ % requests.length] as Buffer)
      latencies.push(performance.now() - sent)
    }
    socket.destroy()
  }
  await Promise.all(sockets.map(askInTurn))
  const took = (performance.now() - started) / 1000
  return { requestsPerSecond: latencies.length / took, latencies: latencies.sort((a, b) => a - b) }
}

export const percentile = (ascending: readonly number[], fraction: number) =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * fraction))] ?? Number.NaN

function toRequest({ pathname, host }: URL, body: string): Buffer {
  const head = [`POST ${pathname} HTTP/1.1`, `host: ${host}`, 'content-type: application/json']
  return Buffer.from(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

function openSocket({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Sends a request and resolves when all of its answer is here. @throws Error for any other status than 200. */
function createAsker(socket: Socket): (request: Buffer) => Promise<void> {
  let missing = -1
  let head = ''
  let answered: PromiseWithResolvers<void> | null = null

  function take(chunk: Buffer): void {
    if (missing < 0) {
      // Latin-1: a byte is a character, so that places in the text are places in the bytes.
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(`Answered with ${head.slice(0, head.indexOf('\r\n'))}`)
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
      if (length === undefined) throw new Error('Answered without its length.')
      missing = Number(length) - (head.length - end - 4)
    } else {
      missing -= chunk.length
    }
    if (missing > 0) return
    missing = -1
    head = ''
    answered?.resolve()
  }

  socket.on('data', (chunk: Buffer) => {
    try {
      take(chunk)
    } catch (error) {
      answered?.reject(error)
    }
  })
  socket.once('close', () => answered?.reject(new Error('The connection was closed.')))
  return request => {
    answered = Promise.withResolvers<void>()
    socket.write(request)
    return answered.promise
  }
}
