import type { Logger } from 'pino'
import type { ExportRuns, LazyReads } from '../ingest/index.ts'
import type { Store } from '../store/index.ts'
import { explainListenError } from './address.ts'
import { createApollo } from './apollo.ts'
import { createTraffic } from './drain.ts'
import { createErrorFormatter } from './format-error.ts'
import { createHttp } from './http.ts'
import { createSchema, readSdl } from './schema.ts'

export interface ServerConfig {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  /** Origins of pages that may send requests; `studio` is Apollo Studio. */
  readonly cors: readonly string[]
  /** Public base URL without a trailing slash. Null: links are paths. */
  readonly publicUrl: string | null
  readonly nodeEnv: string
}

interface ServerOptions {
  /** Stays the caller's to close, after the server. */
  readonly store: Store
  /** Fetches frames and masks that the store lacks. */
  readonly lazy: LazyReads
  /** Export tasks. */
  readonly runs: ExportRuns
  readonly config: ServerConfig
  readonly logger: Logger
  /** `/readyz` says so. */
  readonly demo?: boolean
}

interface RunningServer {
  /** `http://HOST:PORT` with the actual port. */
  readonly url: string
  /** Lets running requests finish for up to ten seconds. Meanwhile `/readyz` is 503 and new requests are refused. */
  close(): Promise<void>
}

/**
 * Starts the gateway. It is listening when the promise resolves.
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

/** URL with the host name that the user gave. Fastify returns the resolved address. */
function nameOf(host: string, url: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${new URL(url).port || 80}`
}
