import { connect, type Socket } from 'node:net'

/** Results of some seconds of requests. */
export interface Traffic {
  readonly requestsPerSecond: number
  /** Of each request, in milliseconds, ascending. */
  readonly latencies: Float64Array
  /** Processor time of this process, as a share of one core: near 1, the client is what is measured. */
  readonly clientShare: number
}

export interface TrafficOptions {
  readonly url: string
  /** Body of the nth request, from 0. */
  readonly body: (n: number) => string
  readonly connections: number
  readonly seconds: number
  /** Goes on beyond the time until so many are answered. */
  readonly atLeast?: number
}

/**
 * Asks over kept connections, on each the next request when the last is answered. Plain sockets: a real HTTP client
 * would take more of the machine than the server that is to be measured.
 */
export async function sendTraffic({ url, body, connections, seconds, atLeast = 0 }: TrafficOptions): Promise<Traffic> {
  const toRequest = createRequests(new URL(url))
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(new URL(url))))
  const latencies: number[] = []
  let next = 0
  const started = performance.now()
  const used = process.cpuUsage()
  const until = started + seconds * 1000
  const goesOn = () => performance.now() < until || latencies.length < atLeast
  await Promise.all(
    sockets.map(socket =>
      askInTurn(socket, goesOn, latencies, () => toRequest(body(next++))).finally(() => socket.destroy()),
    ),
  )
  const took = performance.now() - started
  const { user, system } = process.cpuUsage(used)
  return {
    requestsPerSecond: latencies.length / (took / 1000),
    latencies: Float64Array.from(latencies).sort(),
    clientShare: (user + system) / 1000 / took,
  }
}

export const percentile = (ascending: ArrayLike<number>, fraction: number) =>
  ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * fraction))] ?? Number.NaN

function createRequests({ pathname, host }: URL): (body: string) => string {
  const head = [`POST ${pathname} HTTP/1.1`, `host: ${host}`, 'content-type: application/json', 'content-length: ']
  const start = head.join('\r\n')
  return body => `${start}${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function openSocket({ hostname, port }: URL): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Asks one request after the other. @throws Error for any other status than 200. */
function askInTurn(
  socket: Socket,
  goesOn: () => boolean,
  latencies: number[],
  nextRequest: () => string,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0
    const ask = () => {
      sent = performance.now()
      socket.write(nextRequest())
    }
    const takeAnswer = createAnswerReader(() => {
      latencies.push(performance.now() - sent)
      if (goesOn()) ask()
      else resolve()
    })
    socket.on('data', (chunk: Buffer) => {
      try {
        takeAnswer(chunk)
      } catch (error) {
        reject(error)
      }
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('The connection was closed.')))
    ask()
  })
}

/** Reads one answer after the other from the chunks of a connection. */
function createAnswerReader(answered: () => void): (chunk: Buffer) => void {
  let missing = -1
  let head = ''
  return chunk => {
    if (missing < 0) {
      // Latin-1: a byte is a character, so that places in the text are places in the bytes.
      head += chunk.toString('latin1')
      const end = head.indexOf('\r\n\r\n')
      if (end < 0) return
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(`Answered with ${head.slice(0, head.indexOf('\r\n'))}`)
      const length = /\r\ncontent-length: (\d+)/i.exec(head.slice(0, end))?.[1]
      if (length === undefined) throw new Error('Answered without its length.')
      missing = Number(length) - (head.length - end - 4)
      head = ''
    } else {
      missing -= chunk.length
    }
    if (missing > 0) return
    missing = -1
    answered()
  }
}
