import { readApiKey, type Settings } from '../config/index.ts'
import { UsageError } from '../errors.ts'
import type { ExportRuns, LazyReads } from '../ingest/index.ts'

/** Everything that sends requests to Labelbox. */
export interface Services {
  readonly lazy: LazyReads
  readonly runs: ExportRuns
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

/** @throws UsageError if the key's file cannot be used */
export async function upstreamOf(settings: Settings): Promise<UpstreamSettings> {
  const { apiUrl, upstreamOrigins } = settings
  return { key: await readApiKey(settings), apiUrl, origins: upstreamOrigins ?? [new URL(apiUrl).origin] }
}

/** The same for exports, which need a key. @throws UsageError also if there is none */
export async function exportUpstreamOf(settings: Settings): Promise<UpstreamSettings> {
  const upstream = await upstreamOf(settings)
  if (upstream.key !== null) return upstream
  throw new UsageError('Exports at Labelbox need an API key. Set LABELBOX_API_KEY or LABELBOX_API_KEY_FILE.')
}
