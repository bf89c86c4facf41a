import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { SETTINGS } from '../../src/config/index.ts'
import { writeDemoExport } from '../../src/demo/index.ts'
import { ingestExports } from '../../src/ingest/index.ts'
import { createServer, type ServerConfig } from '../../src/server/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import type { UpstreamSettings } from '../../src/upstream/index.ts'
import { NO_UPSTREAM, openLazy } from '../support/lazy.ts'

export const DEFAULT_MAX_COST = SETTINGS.maxCost.fallback

export const NO_JWT = {
  jwks: null,
  jwtIssuer: null,
  jwtAudience: null,
  jwtRoleClaim: SETTINGS.jwtRoleClaim.fallback,
  jwtProjectsClaim: SETTINGS.jwtProjectsClaim.fallback,
  jwtHideClaim: SETTINGS.jwtHideClaim.fallback,
}

export interface Gateway {
  readonly url: string
  readonly store: Store
  /** Cache folder of mask images. */
  readonly mediaFolder: string
  /** Log lines so far, parsed. */
  readonly log: readonly Record<string, unknown>[]
  /** Stops the server and leaves the store open. */
  stop: Awaited<ReturnType<typeof createServer>>['close']
  close(): Promise<void>
}

export interface GatewayOptions extends Partial<ServerConfig> {
  /** Leaves the store without data. */
  readonly empty?: boolean
  readonly upstream?: UpstreamSettings
  /** Origin of the demo's frames and masks. Defaults to Labelbox's. */
  readonly demoOrigin?: string
  /** Wraps the store that the server gets. */
  readonly wrap?: (store: Store) => Store
  /** Memory for answers. */
  readonly keptBytes?: number
  /** How long rows may get no further. */
  readonly rowsProgressMs?: number
}

/** The store, except for how snapshots are opened. */
export function withSnapshots(store: Store, openSnapshot: Store['openSnapshot']): Store {
  return {
    url: store.url,
    openSnapshot,
    version: () => store.version(),
    dataVersion: () => store.dataVersion(),
    putFrames: frames => store.putFrames(frames),
    putMasks: masks => store.putMasks(masks),
    putComposites: composites => store.putComposites(composites),
    tasks: store.tasks,
    pulls: store.pulls,
    tokens: store.tokens,
    audits: store.audits,
    damage: store.damage,
    opening: store.opening,
    check: (...options) => store.check(...options),
    openLoad: options => store.openLoad(options),
    loadedExports: () => store.loadedExports(),
    close: () => store.close(),
  }
}

/** A real gateway on a free port, over the demo export in its own store. */
export async function startGateway({
  empty = false,
  wrap = store => store,
  upstream = NO_UPSTREAM,
  demoOrigin,
  keptBytes,
  rowsProgressMs,
  ...config
}: GatewayOptions = {}): Promise<Gateway> {
  const folder = await mkdtemp(join(tmpdir(), 'slicegraph-server-'))
  const store = await openStore(`sqlite:${join(folder, 'test.db')}`)
  const mediaFolder = join(folder, 'media')
  const { lazy, runs, pulls, close: closeLazy } = await openLazy(store, mediaFolder, upstream)
  const clear = async () => {
    await closeLazy()
    await store.close()
    await rm(folder, { recursive: true })
  }
  try {
    const demo = demoOrigin === undefined ? {} : { origin: demoOrigin }
    if (!empty) await ingestExports({ store, files: await listExports(await writeDemoExport(folder, demo)) })
    const log: Record<string, unknown>[] = []
    const logger = pino({ level: 'debug' }, { write: line => log.push(JSON.parse(line)) })
    const defaults = {
      host: '127.0.0.1',
      port: 0,
      cors: [],
      publicUrl: null,
      auth: 'none' as const,
      ...NO_JWT,
      allowedHosts: null,
      maxCost: DEFAULT_MAX_COST,
      queryTimeout: null,
      rateLimit: null,
      trustedProxies: [],
      maxConnections: 10_000,
      nodeEnv: 'production',
      audit: null,
      auditKeyFile: null,
    }
    const server = await createServer({
      store: wrap(store),
      lazy,
      runs,
      pulls,
      logger,
      config: { ...defaults, ...config },
      ...(keptBytes !== undefined && { keptBytes }),
      ...(rowsProgressMs !== undefined && { rowsProgressMs }),
    })
    const close = () => server.close().then(clear)
    return { url: server.url, store, mediaFolder, log, stop: server.close, close }
  } catch (error) {
    await clear()
    throw error
  }
}

export interface GraphqlAnswer {
  readonly status: number
  readonly data: unknown
  readonly errors: readonly { message: string; path?: unknown; extensions: Record<string, unknown> }[]
}

export async function ask(
  gateway: Gateway,
  query: string,
  variables?: Record<string, unknown>,
): Promise<GraphqlAnswer> {
  const response = await post(gateway, JSON.stringify({ query, variables }))
  const { data = null, errors = [] } = (await response.json()) as Partial<GraphqlAnswer>
  return { status: response.status, data, errors }
}

export function post(gateway: Gateway, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
}
