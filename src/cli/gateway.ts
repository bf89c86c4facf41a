import { applyNodeEnv, cacheParts } from '../config/index.ts'
import { describeFault, EXIT, SlicegraphError, UsageError } from '../errors.ts'
import type { ExportFile } from '../source/index.ts'
import type { Store } from '../store/index.ts'
import type { Flags, Invocation } from './invocation.ts'
import { describeSummary, LOAD_REPORT } from './load-report.ts'
import { isLoopback } from './loopback.ts'
import { createOpeningCheck } from './opening-check.ts'
import { withProgress } from './progress.ts'
import type { Refresh } from './refresh.ts'
import { deferred, type UpstreamSettings } from './services.ts'
import { answer, say } from './terminal.ts'

/** The store that a gateway serves, and the exports to load into it first. */
export interface ServedData {
  readonly store: Store
  readonly storeUrl: string
  readonly upstream: UpstreamSettings
  readonly files: readonly ExportFile[]
  readonly demo: boolean
  close(): Promise<void>
}

/** Loads the new exports, serves until a stop is requested, and closes the store in any case. */
export async function runGateway(
  data: ServedData,
  { flags, settings, stop }: Invocation,
  refresh: Refresh | null = null,
): Promise<number> {
  await using opened = new AsyncDisposableStack()
  opened.defer(() => data.close())
  if (data.demo && settings.auth === 'tokens')
    throw new UsageError(
      'The demo has no tokens, so nobody could read it with --auth tokens. Leave out --auth (SLICEGRAPH_AUTH), or name an export or a store.',
    )
  applyNodeEnv(settings)
  const { checkAddress, createLogger, createServer, requireAuthSettings } = await import('../server/index.ts')
  requireAuthSettings(settings)
  if (data.files.length > 0) await checkAddress(settings)
  const logger = createLogger(settings.logLevel)
  const check = createOpeningCheck(data.store, logger)
  await check.before()
  const loaded = await load(data, flags, stop.signal)
  stop.signal.throwIfAborted()

  const services = deferred(async () =>
    (await import('./open-services.ts')).openServices(data.store, data.storeUrl, data.upstream, error =>
      logger.error({ fault: describeFault(error) }, 'a task ended unexpectedly'),
    ),
  )
  opened.defer(services.close)
  const { lazy, runs, pulls } = services
  const { store, storeUrl, demo } = data
  async function openProcesses() {
    const { openReaders } = await import('./processes/open-readers.ts')
    const shown = { ...settings, store: storeUrl, apiKey: null }
    return openReaders({ store, lazy, runs, pulls, settings: shown, demo, logger, signal: stop.signal })
  }
  const server =
    settings.processes > 1
      ? await openProcesses()
      : await createServer({
          store,
          lazy,
          runs,
          pulls,
          config: settings,
          logger,
          demo,
          keptBytes: cacheParts(settings.cache).answers,
        })
  opened.defer(() => server.close())
  const url = `${server.url}/graphql`
  answer(flags.json ? JSON.stringify({ url, store: storeUrl, demo, loaded }) : `slicegraph ready at ${url}`)
  void check.beside(stop.signal, findings => 'tell' in server && server.tell(findings))
  await runs.resume()
  await pulls.resume()
  const refreshing = refresh?.(runs, stop.signal, logger)
  await stop.requested
  await Promise.all([server.close({ graceMs: stop.isGraceful ? settings.drain : 0 }), refreshing])
  return stop.exitCode ?? EXIT.done
}

/** @throws UsageError for an address other than loopback without authentication. */
export function requireSafeAddress({ flags, settings: { host, auth }, places }: Invocation): void {
  if (auth !== 'none' || flags.insecureNoAuth || isLoopback(host)) return
  throw new UsageError(
    `The host ${host} (${places.host}) is not a loopback address, and there is no authentication. ` +
      'Pass --auth tokens or --auth jwt, or --host 127.0.0.1, or --insecure-no-auth to listen there, for example behind an authenticating proxy.',
  )
}

const SHOWN_ERRORS = 5

async function load({ store, files, demo }: ServedData, flags: Flags, signal: AbortSignal) {
  if (files.length === 0) return null
  // Imported only here: a start from a filled store does not need it.
  const { ingestExports } = await import('../ingest/index.ts')
  // The demo loads within a second, and the user did not name it.
  const shown: Flags = demo ? { ...flags, quiet: true } : flags
  const summary = await withProgress(shown, LOAD_REPORT, onProgress =>
    ingestExports({ store, files, onProgress, signal }),
  )
  if (!shown.quiet) say(describeSummary(summary))
  const errors = summary.exports.flatMap(({ error }) => error ?? [])
  if (errors.length > 0) {
    const shownErrors = [...errors.slice(0, SHOWN_ERRORS), ...(errors.length > SHOWN_ERRORS ? ['…'] : [])].join(' ')
    const others = summary.exports.length > errors.length ? ' The other exports are loaded.' : ''
    throw new SlicegraphError('READ_FAILED', `${shownErrors}${others}`)
  }
  return summary
}
