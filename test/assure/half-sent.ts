import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../bench/figure.ts'
import { serveCli } from '../cli/spawn-cli.ts'
import type { AssureSetting } from './section.ts'

const COUNT = 3000
const AT_ONCE = 100
const MOST_SECONDS = 15
const MOST_LINES = 20
const PATIENCE_MS = 120_000

const POST = 'POST /graphql HTTP/1.1\r\nhost: localhost\r\n'
const JSON_TYPE = 'content-type: application/json\r\n'

/** Requests that stop before their end: nothing, a part of a line, of the headers, of a body, of a chunk. */
const HALVES: readonly string[] = [
  '',
  'GET /graphql?query=',
  POST,
  `${POST}${JSON_TYPE}content-length: 100\r\n\r\n{"que`,
  `${POST}${JSON_TYPE}transfer-encoding: chunked\r\n\r\n5\r\n{"que\r\n`,
  'POST /nope HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nabc',
]

/** Clients that send a part of a request and wait. */
export async function assureHalfSent({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  progress(`${COUNT} half-sent requests`)
  await using gateway = await serveCli(['demo', '--port', '0', '--quiet'], { folder })
  const linesBefore = gateway.log().length
  const { longestSeconds, open } = await waitForClose(new URL(gateway.url), COUNT)
  const lines = gateway.log().length - linesBefore
  return [
    {
      name: `${COUNT} half-sent requests, the last is closed after`,
      measured: longestSeconds,
      unit: 's',
      target: MOST_SECONDS,
      better: 'less',
      ...(!quick && { anchor: `${(await secondsOfNode(progress)).toFixed(0)} s by Node's own settings` }),
      note: `${open} stayed open`,
    },
    {
      name: `${COUNT} half-sent requests, log lines`,
      measured: lines,
      unit: '',
      target: MOST_LINES,
      better: 'less',
      note: '',
    },
  ]
}

/** Counts from the moment that each client has sent its part. */
async function waitForClose({ hostname, port }: { hostname: string; port: string }, count: number) {
  let [longestMs, open] = [0, 0]
  const closed: Promise<unknown>[] = []
  for (let i = 0; i < count; i++) {
    // Not faster than the system accepts connections.
    if (i % AT_ONCE === 0) await pause(50)
    const socket = connect(Number(port), hostname)
    socket.on('error', () => {}).resume()
    open++
    let sentAt = performance.now()
    socket.once('connect', () => {
      sentAt = performance.now()
      socket.write(HALVES[i % HALVES.length] ?? '')
    })
    const patience = setTimeout(() => socket.destroy(), PATIENCE_MS)
    closed.push(
      once(socket, 'close').then(() => {
        clearTimeout(patience)
        const ms = performance.now() - sentAt
        longestMs = Math.max(longestMs, ms)
        if (ms < PATIENCE_MS) open--
      }),
    )
  }
  await Promise.all(closed)
  return { longestSeconds: longestMs / 1000, open }
}

/** Of a server of Node without settings, until it closes the same parts. Only the headers have a time limit of a minute. */
async function secondsOfNode(progress: AssureSetting['progress']): Promise<number> {
  progress("the same with Node's own settings")
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const { longestSeconds } = await waitForClose({ hostname: '127.0.0.1', port: String(port) }, HALVES.length)
  server.closeAllConnections()
  server.close()
  return longestSeconds
}
