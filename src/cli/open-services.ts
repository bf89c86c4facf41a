import { createExportRuns, createLazyReads, createPullRuns } from '../ingest/index.ts'
import { createExportClient } from '../labelbox/api/index.ts'
import { openMediaCache } from '../media/index.ts'
import { mediaFolderOf, type Store } from '../store/index.ts'
import { openUpstream } from '../upstream/index.ts'
import type { Services, UpstreamSettings } from './services.ts'

type OnFault = (error: unknown) => void

/** Lazy reads, pulls and export runs on one upstream, so that their requests to an origin count against one limit. */
export async function openServices(
  store: Store,
  storeUrl: string,
  settings: UpstreamSettings,
  onFault?: OnFault,
): Promise<Services> {
  const { upstream, runs, close } = openExportRuns(store, settings, onFault)
  const media = await openMediaCache(mediaFolderOf(storeUrl))
  const lazy = createLazyReads({ store, upstream: upstream.limitedTo(settings.origins), media })
  const pulls = createPullRuns({ store, lazy, onFault })
  return {
    lazy,
    runs,
    pulls,
    async close() {
      await pulls.close()
      await close()
      await lazy.close()
      await media.close()
    },
  }
}

/** Export runs alone, without a media cache. */
export function openExportRuns(store: Store, { key, apiUrl, origins }: UpstreamSettings, onFault?: OnFault) {
  // The API gets the key at any address; frames and masks are limited to `origins`.
  const upstream = openUpstream({ key, origins: [...new Set([new URL(apiUrl).origin, ...origins])] })
  const client = createExportClient({ upstream, apiUrl })
  const runs = createExportRuns({ store, client, hasKey: key !== null, ...(onFault && { onFault }) })
  async function close(): Promise<void> {
    await runs.close()
    await upstream.close()
  }
  return { upstream, client, runs, close }
}
