import { readApiKey } from '../config/index.ts'
import { UsageError } from '../errors.ts'
import type { ExportRuns, LazyReads, PullRuns } from '../ingest/index.ts'
import type { Invocation } from './invocation.ts'
import { isLoopback } from './loopback.ts'

type Configured = Pick<Invocation, 'settings' | 'places' | 'flags'>

/** Everything that sends requests to Labelbox. */
export interface Services {
  readonly lazy: LazyReads
  readonly runs: ExportRuns
  readonly pulls: PullRuns
  close(): Promise<void>
}

/** Opens the services on first use: a gateway that does not load them at its start is ready a quarter sooner. */
export function deferred(open: () => Promise<Services>): Services {
  let opened: Promise<Services> | undefined
  const services = () => {
    opened ??= open()
    return opened
  }
  return {
    lazy: {
      ensureFrames: async (...asked) => (await services()).lazy.ensureFrames(...asked),
      masks: async (...asked) => (await services()).lazy.masks(...asked),
      maskBytes: async mask => (await services()).lazy.maskBytes(mask),
      draw: async mask => (await services()).lazy.draw(mask),
      close: async () => (await opened)?.lazy.close(),
    },
    runs: {
      start: async input => (await services()).runs.start(input),
      lastFull: async input => (await services()).runs.lastFull(input),
      async *follow(...asked) {
        yield* (await services()).runs.follow(...asked)
      },
      resume: async () => (await services()).runs.resume(),
      close: async () => (await opened)?.runs.close(),
    },
    pulls: {
      start: async input => (await services()).pulls.start(input),
      async *follow(...asked) {
        yield* (await services()).pulls.follow(...asked)
      },
      resume: async () => (await services()).pulls.resume(),
      close: async () => (await opened)?.pulls.close(),
    },
    close: async () => (await opened)?.close(),
  }
}

/** The addresses of Labelbox and the key for them. */
export interface UpstreamSettings {
  readonly key: string | null
  readonly apiUrl: string
  /** Exact origins that frames and masks may be fetched from. */
  readonly origins: readonly string[]
}

/** @throws UsageError if the key's file cannot be used, or the key would be sent unencrypted */
export async function upstreamOf(configured: Configured): Promise<UpstreamSettings> {
  const { settings } = configured
  const { apiUrl, upstreamOrigins } = settings
  requireEncryption(configured)
  return { key: await readApiKey(settings), apiUrl, origins: upstreamOrigins ?? [new URL(apiUrl).origin] }
}

/** The same for exports, which need a key. @throws UsageError also if there is none */
export async function exportUpstreamOf(configured: Configured): Promise<UpstreamSettings> {
  const upstream = await upstreamOf(configured)
  if (upstream.key !== null) return upstream
  throw new UsageError('Exports at Labelbox need an API key. Set LABELBOX_API_KEY or LABELBOX_API_KEY_FILE.')
}

function requireEncryption({ settings: { apiUrl, upstreamOrigins }, places, flags }: Configured): void {
  if (flags.insecureHttp) return
  const origins = [
    [apiUrl, places.apiUrl],
    ...(upstreamOrigins ?? []).map(origin => [origin, places.upstreamOrigins] as const),
  ] as const
  for (const [text, place] of origins) {
    const { protocol, hostname, origin } = new URL(text)
    if (protocol !== 'http:' || isLoopback(hostname)) continue
    throw new UsageError(
      `${origin} (${place}) is not encrypted, so others could read the API key and the data on the way. ` +
        `Use https://${hostname}, or pass --insecure-http if you trust the network.`,
    )
  }
}
