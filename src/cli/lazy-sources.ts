import type { Settings } from '../config.ts'
import { createLazyReads, type LazyReads } from '../ingest/index.ts'
import { openUpstream, type UpstreamSettings } from '../source/index.ts'
import { mediaFolderOf, openMediaCache, type Store } from '../store/index.ts'

/** Where frames and masks are fetched from. */
export function upstreamOf({ apiKey, apiUrl, upstreamOrigins }: Settings): UpstreamSettings {
  return { key: apiKey, origins: upstreamOrigins ?? [new URL(apiUrl).origin] }
}

/** Reads through to the upstream, and what has to be closed after them. */
export async function openLazyReads(store: Store, storeUrl: string, settings: UpstreamSettings) {
  const media = await openMediaCache(mediaFolderOf(storeUrl))
  const upstream = openUpstream(settings)
  const lazy: LazyReads = createLazyReads({ store, upstream, media })
  return {
    lazy,
    async close(): Promise<void> {
      await upstream.close()
      await media.close()
    },
  }
}
