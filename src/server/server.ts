import type { Logger } from 'pino'
import type { AuditLog } from '../audit/index.ts'
import { createExecute, loadCompiler } from '../execution/index.ts'
import { loadDecoders } from '../loaders/index.ts'
import { explainListenError, listenedHost } from './address.ts'
import { createApollo } from './apollo.ts'
import { createAudit } from './audit.ts'
import { type Authentication, authenticateBy, NO_AUTHENTICATION } from './auth/authenticate.ts'
import { createHostCheck } from './auth/host-check.ts'
import type { JwtSettings } from './auth/jwt-settings.ts'
import { createSignedUrls } from './auth/signed-urls.ts'
import { principalWithId, tokensOf } from './auth/tokens.ts'
import { createAddressOf } from './client-address.ts'
import type { Gateway, Sources } from './context.ts'
import { createDrain, type DrainTimes } from './drain.ts'
import { createFollowLoads } from './follow-loads.ts'
import { createErrorFormatter } from './format-error.ts'
import { createHttp } from './http.ts'
import { createKnownDocuments } from './known-documents.ts'
import { createRateLimit, type Rate } from './rate-limit.ts'
import { createSchema, readSdl } from './schema.ts'

export interface ServerConfig extends Pick<Gateway, 'cors' | 'publicUrl' | 'maxCost' | 'queryTimeout'>, JwtSettings {
  /** At one moment, of this process. Node closes further ones at once. */
  readonly maxConnections: number
  /** Host names to answer to beside the gateway's own; `*` is all. */
  readonly allowedHosts: readonly string[] | null
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  readonly nodeEnv: string
  /** Null: the default, which is none without authentication. */
  readonly rateLimit: Rate | 'off' | null
  /** Addresses and ranges whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  /** File of the audit log. Null: there is none. */
  readonly audit: string | null
  readonly auditKeyFile: string | null
  /** Credentials that requests need: a token of the store, a JWT, or either. */
  readonly auth: 'none' | 'tokens' | 'jwt' | 'tokens,jwt'
}

/** The caller closes the store, after the server. */
interface ServerOptions extends Omit<Sources, 'publicUrl'> {
  readonly config: ServerConfig
  readonly logger: Logger
  /** Whether the store holds the sample export, for `/readyz`. */
  readonly demo?: boolean
  /** Memory for answers that are kept. 0 keeps none. */
  readonly keptBytes?: number
  /** How long rows may get no further. */
  readonly rowsProgressMs?: number
}

interface RunningServer {
  /** `http://HOST:PORT` with the actual port. */
  readonly url: string
  /** `/readyz` is 503 at once, the port closes after the grace period, and running requests have ten seconds more. */
  close(times?: DrainTimes): Promise<void>
}

const KEPT_BYTES = 16_000_000
/** Of each principal: about ten seconds of one core in a minute. */
const DEFAULT_RATE: Rate = { cost: 1_000_000, milliseconds: 60_000 }

/**
 * Starts the gateway. It is listening when the promise resolves.
 * @throws UsageError if the address cannot be listened on.
 */
export async function createServer({
  config,
  demo = false,
  keptBytes = KEPT_BYTES,
  ...options
}: ServerOptions): Promise<RunningServer> {
  const { host, port, cors, publicUrl, maxCost, queryTimeout, nodeEnv } = config
  const { store, logger } = options
  const isOpen = config.auth === 'none'
  const authentication = await openAuthentication(config, store, logger)
  const addressOf = createAddressOf(config.trustedProxies)
  const rate = config.rateLimit ?? (isOpen ? 'off' : DEFAULT_RATE)
  const rateLimit = createRateLimit(rate === 'off' ? null : rate, request =>
    isOpen ? addressOf(request) : authentication.principalOf(request).id,
  )
  const drain = createDrain()
  const sdl = readSdl()
  const schema = createSchema(sdl)
  let damaged = false
  const isDamaged = () => damaged || store.damage !== null
  const formatError = createErrorFormatter(logger, schema, () => {
    damaged = true
  })
  const log = config.audit === null ? null : await openLog(config.audit)
  const audit = createAudit(log)
  const execute = audit.around(createExecute({ schema, timeout: queryTimeout }))
  const documents = createKnownDocuments()
  const apollo = createApollo({ schema, rateLimit, execute, documents, logger, formatError, nodeEnv, maxCost })
  await apollo.start()
  const http = await createHttp({
    ...options,
    schema,
    sdl,
    apollo,
    execute,
    documents,
    formatError,
    drain,
    followLoads: createFollowLoads(store),
    rateLimit,
    addressOf,
    audit,
    cors,
    publicUrl,
    maxCost,
    queryTimeout,
    isDamaged,
    authentication,
    signedUrls: isOpen ? null : await openSignedUrls(config, store),
    // With authentication, a page under another name has no token. The check then runs where names are given.
    checkHost: createHostCheck(isOpen ? config : { ...config, allowedHosts: config.allowedHosts ?? ['*'] }),
    demo,
    keptBytes,
  })
  http.server.maxConnections = config.maxConnections
  let closing: Promise<void> | null = null
  const close = (times?: DrainTimes) => {
    closing ??= drainAndClose(times)
    return closing
  }
  try {
    const url = await http.listen({ host: listenedHost(host), port })
    setImmediate(loadRest)
    return { url: nameOf(host, url), close }
  } catch (error) {
    await close()
    throw explainListenError(error, config)
  }

  async function openLog(file: string): Promise<AuditLog> {
    // Most gateways have none.
    const { openAuditLog } = await import('../audit/index.ts')
    return openAuditLog({ file, keyFile: config.auditKeyFile, heads: store.audits, logger })
  }

  async function drainAndClose(times?: DrainTimes): Promise<void> {
    // Also closes connections without a request.
    await drain.finish(times, () => http.server.close())
    await http.close()
    await apollo.stop()
    await log?.close()
  }
}

async function openAuthentication(
  config: ServerConfig,
  { tokens }: Pick<Sources['store'], 'tokens'>,
  logger: Logger,
): Promise<Authentication> {
  const { auth } = config
  if (auth === 'none') return NO_AUTHENTICATION
  // Imported only here: other starts do not load the package of JWTs.
  const jwt = auth.includes('jwt') ? await (await import('./auth/jwt.ts')).openJwt(config, logger) : null
  return authenticateBy({ tokens: auth.includes('tokens') ? tokensOf(tokens) : null, jwt })
}

async function openSignedUrls({ auth }: ServerConfig, { tokens }: Pick<Sources['store'], 'tokens'>) {
  const find = auth.includes('tokens') ? (id: string) => principalWithId(tokens, id) : null
  return createSignedUrls(await tokens.urlKey(), find, auth.includes('jwt'))
}

/** Loads what requests need and a start does not. One that comes before loads it by itself, and meets what fails here. */
function loadRest(): void {
  Promise.all([loadDecoders(), loadCompiler()]).catch(() => {})
}

/** URL with the host name that the user gave. Fastify returns the resolved address. */
function nameOf(host: string, url: string): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${new URL(url).port || 80}`
}
