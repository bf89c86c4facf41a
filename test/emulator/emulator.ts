import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { UpstreamContent } from '../../src/demo/index.ts'
import { DEMO_KEY, KEEP_ALIVE_MS } from '../../src/demo/upstream/open-demo-upstream.ts'
import { type Reply, refusal } from '../../src/demo/upstream/reply.ts'
import { answer } from '../../src/demo/upstream/routes.ts'
import { type Exchange, send } from './exchange.ts'
import { type ExportControls, type OpenExports, openExports } from './exports/open-exports.ts'
import type { EmulatedExports, ExportSettings } from './exports/settings.ts'
import { MOVED } from './fault-redirects.ts'
import { type Fault, faultKind } from './faults.ts'
import { createRequestLog, type RequestLog } from './requests.ts'

export interface EmulatorOptions {
  /** The content that it serves, or a function that makes it once the origin is known. */
  readonly content: UpstreamContent | ((origin: string) => UpstreamContent)
  /** The API key that it demands: default the demo's. */
  readonly key?: string
  /** How long every answer waits: default 0. */
  readonly delayMs?: number
  /** Default 0: any that is free. */
  readonly port?: number
  /** The account whose data is exported at `POST /graphql`: by default that is not answered. */
  readonly exports?: EmulatedExports | ((origin: string) => EmulatedExports)
  readonly exportSettings?: Partial<ExportSettings>
  /** The time, in milliseconds since 1970: default the machine's. Exports look at it. */
  readonly now?: () => number
}

/** The demo's upstream for any content and account, with faults and a log of its requests. */
export interface Emulator extends Pick<RequestLog, 'requests' | 'counts' | 'mostAtOnce'> {
  readonly origin: string
  readonly key: string
  /** How many connections were ever opened. */
  readonly connections: number
  /** Forgets the requests, their counts, the most at once and the connections. */
  clearRequests(): void
  /** Resolves when nobody is connected: what a killed client had sent has arrived by then. */
  disconnected(): Promise<void>
  setDelay(ms: number): void
  /**
   * From now on requests get this fault, before anything else is looked at; of several that fit, the newest.
   * @param fault null: all behave again.
   * @param on `path`: only where it matches the path with its query; `times`: only the first so many.
   */
  misbehave(fault: Fault | null, on?: { readonly path?: RegExp; readonly times?: number }): void
  /** Ends what is open, too. */
  close(): Promise<void>
}

const GRAPHQL = '/graphql'

/** An emulator that runs exports, too. */
export interface ExportingEmulator extends Emulator {
  readonly exports: ExportControls
}

interface Trouble {
  readonly fault: Fault
  readonly path: RegExp | null
  times: number
}

/** @throws the listening socket's error where the port cannot be had. */
export function openEmulator(
  options: EmulatorOptions & Required<Pick<EmulatorOptions, 'exports'>>,
): Promise<ExportingEmulator>
export function openEmulator(options: EmulatorOptions): Promise<Emulator>
export async function openEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { key = DEMO_KEY, port = 0 } = options
  const log = createRequestLog(key)
  let delay = options.delayMs ?? 0
  let connections = 0
  let troubles: Trouble[] = []

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    log.add(request, response)
    // A client that goes in the middle of an answer is no news.
    response.on('error', () => {})
    if (delay === 0) return handle(request, response)
    const timer = setTimeout(handle, delay, request, response)
    response.once('close', () => clearTimeout(timer))
  })
  server.on('connection', () => {
    connections += 1
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const content = typeof options.content === 'function' ? options.content(origin) : options.content
  // Who knows the port may ask before the exports are open.
  const opening = openExportsOf(options, { origin, key, delayMs: () => delay })
  const exports = await opening

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const trouble = troubleOf(request.url ?? '/')
    if (options.exports && request.method === 'POST' && request.url === GRAPHQL) {
      opening.then(open => open?.answer(request, response, trouble?.fault ?? null))
      return
    }
    const good = goodReply(request)
    const exchange: Exchange = { request, response, good, options: trouble?.fault ?? {} }
    if (trouble) faultKind(trouble.fault.name).answer(exchange)
    else send(exchange, good)
  }

  function goodReply({ method, url = '/', headers }: IncomingMessage): Reply {
    if (method !== 'GET') return refusal(405, 'Only GET is answered here.')
    const path = url.startsWith(`${MOVED}/`) ? url.slice(MOVED.length) : url
    return answer(content, path, headers.authorization === `Bearer ${key}`)
  }

  function troubleOf(path: string): Trouble | null {
    if (path.startsWith(`${MOVED}/`)) return null
    const resource = path.startsWith('/v1/frames/') ? 'frames' : path === GRAPHQL ? 'exports' : 'masks'
    const trouble = troubles.findLast(each => {
      const { spoils } = faultKind(each.fault.name)
      return (
        each.times > 0 &&
        (each.path === null || path.search(each.path) >= 0) &&
        ['everything', resource].includes(spoils)
      )
    })
    if (trouble) trouble.times -= 1
    return trouble ?? null
  }

  return {
    origin,
    key,
    requests: log.requests,
    counts: log.counts,
    get mostAtOnce() {
      return log.mostAtOnce
    },
    get connections() {
      return connections
    },
    clearRequests() {
      log.clear()
      connections = 0
    },
    async disconnected() {
      while ((await promisify(server.getConnections).call(server)) > 0) await turn()
    },
    setDelay(ms) {
      delay = ms
    },
    misbehave(fault, { path = null, times = Number.POSITIVE_INFINITY } = {}) {
      if (fault) troubles.push({ fault, path, times })
      else troubles = []
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
      await exports?.close()
    },
    ...(exports && { exports }),
  }
}

async function openExportsOf(
  { exports, exportSettings = {}, now = Date.now }: EmulatorOptions,
  { origin, ...rest }: { readonly origin: string; readonly key: string; delayMs(): number },
): Promise<OpenExports | null> {
  if (!exports) return null
  const account = typeof exports === 'function' ? exports(origin) : exports
  return openExports({ account, settings: exportSettings, now, ...rest })
}
