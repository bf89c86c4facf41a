import { createExportRuns, createLazyReads } from '../ingest/index.ts'
import { createExportClient } from '../labelbox/export-task/index.ts'
import { openUpstream } from '../source/http/index.ts'
import { mediaFolderOf, openMediaCache, type Store } from '../store/index.ts'
import type { Services } from './services.ts'
import type { UpstreamPlaces } from './upstream-places.ts'

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
  const runs = createExportRuns({ store, client, hasKey: key !== null, ...(onFault && { onFault }) })
  return {
    client,
    runs,
    async close(): Promise<void> {
      await runs.close()
      await upstream.close()
    },
  }
}

/** All that reaches upstream. */
export async function openServices(
  store: Store,
  storeUrl: string,
  places: UpstreamPlaces,
  onFault: (error: unknown) => void,
): Promise<Services> {
  const { lazy, close: closeLazy } = await openLazyReads(store, storeUrl, places)
  const { runs, close: closeRuns } = openExportRuns(store, places, onFault)
  return {
    lazy,
    runs,
    async close() {
      await closeRuns()
      await closeLazy()
    },
  }
}
