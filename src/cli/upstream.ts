import type { Settings } from '../config.ts'
import { createExportRuns, createLazyReads } from '../ingest/index.ts'
import { createExportClient } from '../labelbox/index.ts'
import { openUpstream } from '../source/index.ts'
import { mediaFolderOf, openMediaCache, type Store } from '../store/index.ts'

/** Where exports, frames and masks come from. */
export interface UpstreamPlaces {
  readonly key: string | null
  /** Where the vendor's API is. */
  readonly apiUrl: string
  /** Exact origins that frames and masks may be fetched from. */
  readonly origins: readonly string[]
}

export function upstreamOf({ apiKey, apiUrl, upstreamOrigins }: Settings): UpstreamPlaces {
  return { key: apiKey, apiUrl, origins: upstreamOrigins ?? [new URL(apiUrl).origin] }
}

/** Reads through to the upstream, and what has to be closed after them. */
export async function openLazyReads(store: Store, storeUrl: string, { key, origins }: UpstreamPlaces) {
  const media = await openMediaCache(mediaFolderOf(storeUrl))
  const upstream = openUpstream({ key, origins })
  return {
    lazy: createLazyReads({ store, upstream, media }),
    async close(): Promise<void> {
      await upstream.close()
      await media.close()
    },
  }
}

/** Exports run at the vendor's, and what has to be closed after them. */
export function openExportRuns(
  store: Store,
  { key, apiUrl, origins }: UpstreamPlaces,
  onFault?: (error: unknown) => void,
) {
  // The API gets the key wherever it is; frames and masks go by their own list.
  const upstream = openUpstream({ key, origins: [...new Set([new URL(apiUrl).origin, ...origins])] })
  const client = createExportClient({ upstream, apiUrl })
  const runs = createExportRuns({ store, client, ...(onFault && { onFault }) })
  return {
    client,
    runs,
    async close(): Promise<void> {
      await runs.close()
      await upstream.close()
    },
  }
}
