import { createLazyReads, type LazyReads } from '../../src/ingest/index.ts'
import { openUpstream, type UpstreamSettings } from '../../src/source/index.ts'
import { openMediaCache, type Store } from '../../src/store/index.ts'

/** Nothing may be fetched: a test that does not bring its upstream must not reach the vendor's. */
export const NO_UPSTREAM: UpstreamSettings = { key: null, origins: [] }

/** Lazy reads as the gateway has them. */
export async function openLazy(store: Store, mediaFolder: string, settings: UpstreamSettings = NO_UPSTREAM) {
  const media = await openMediaCache(mediaFolder)
  const upstream = openUpstream(settings)
  const lazy: LazyReads = createLazyReads({ store, upstream, media })
  return {
    lazy,
    media,
    upstream,
    async close(): Promise<void> {
      await upstream.close()
      await media.close()
    },
  }
}
