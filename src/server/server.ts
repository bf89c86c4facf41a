import type { Logger } from 'pino'
import type { ExportRuns, LazyReads } from '../ingest/index.ts'
import type { Store } from '../store/index.ts'
import { explainListenError } from './address.ts'
import { createApollo } from './apollo.ts'
import { createErrorFormatter } from './format-error.ts'
import { createHttp } from './http.ts'
import { createSchema, readSdl } from './schema.ts'
import { createTraffic } from './traffic.ts'

export interface ServerConfig {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  /** Origins that pages may ask from; `studio` stands for Apollo's. Empty: none. */
  readonly cors: readonly string[]
  /** Where people reach the gateway, without a slash at the end; null: links are paths. */
  readonly publicUrl: string | null
  readonly nodeEnv: string
}

interface ServerOptions {
  /** Stays the caller's to close, after the server. */
  readonly store: Store
  /** How what the store lacks is fetched. */
  readonly lazy: LazyReads
  /** Exports that are run from here. */
  readonly runs: ExportRuns
  readonly config: ServerConfig
  readonly logger: Logger
  /** `/readyz` says so. */
  readonly demo?: boolean
}

export interface RunningServer {
  /** `http://HOST:PORT`, with the port that was really opened. */
  readonly url: string
  /** Lets running requests finish, for ten seconds at most, while `/readyz` says 503 and new requests are refused. */
  close(): Promise<void>
}

/**
 * The gateway over HTTP, listening when this returns.
 * @throws UsageError when the address cannot be listened on.
 */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { config, logger, ...served } = options
  const traffic = createTraffic()
  const schema = createSchema()
  let damaged = options.store.damage !== null
  const formatError = createErrorFormatter(logger, schema, () => {
    damaged = true
  })
  const apollo = createApollo({ schema, logger, formatError, nodeEnv: config.nodeEnv })
  await apollo.start()
  const { cors, publicUrl } = config
  const http = await createHttp({
    ...served,
    ...{ apollo, schema, sdl: readSdl(), logger, formatError, traffic, cors, publicUrl },
    isDamaged: () => damaged,
  })
  let closing: Promise<void> | null = null
  const close = () => {
    closing ??= drainAndClose()
    return closing
  }
  try {
    const url = await http.listen({ host: config.host, port: config.port })
    return { url: nameOf(config.host, url), close }
  } catch (error) {
    await close()
    throw explainListenError(error, config)
  }

  async function drainAndClose(): Promise<void> {
    await traffic.drain()
    await http.close()
    await apollo.stop()
  }
}

/** The URL under the name the person gave: Fastify answers with the address that it stands for. */
function nameOf(host: string, url: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${new URL(url).port || 80}`
}
