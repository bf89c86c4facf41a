import { createExportRuns, createLazyReads, createPullRuns, type LazyReads } from '../../src/ingest/index.ts'
import { createExportClient } from '../../src/labelbox/api/index.ts'
import { openMediaCache } from '../../src/media/index.ts'
import type { Store } from '../../src/store/index.ts'
import { openUpstream, type UpstreamSettings } from '../../src/upstream/index.ts'

/** Fetches nothing: a test without an upstream of its own must not reach Labelbox. */
export const NO_UPSTREAM: UpstreamSettings = { key: null, origins: [] }

/** A closed port: where no export can be run. */
const NO_API = 'http://127.0.0.1:9'

/** Lazy reads and export runs as the gateway has them. */
export async function openLazy(
  store: Store,
  mediaFolder: string,
  settings: UpstreamSettings = NO_UPSTREAM,
  apiUrl: string = settings.origins[0] ?? NO_API,
) {
  const media = await openMediaCache(mediaFolder)
  const upstream = openUpstream(settings)
  const lazy: LazyReads = createLazyReads({ store, upstream, media })
  const client = createExportClient({ upstream, apiUrl, pollMs: 20 })
  const runs = createExportRuns({ store, client, hasKey: settings.key !== null })
  const pulls = createPullRuns({ store, lazy })
  return {
    lazy,
    runs,
    pulls,
    media,
    upstream,
    async close(): Promise<void> {
      await runs.close()
      await pulls.close()
      await upstream.close()
      await lazy.close()
      await media.close()
    },
  }
}
