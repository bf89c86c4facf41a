import { createExportRuns, createLazyReads } from '../ingest/index.ts'
import { createExportClient } from '../labelbox/api/index.ts'
import { openMediaCache } from '../media/index.ts'
import { mediaFolderOf, type Store } from '../store/index.ts'
import { openUpstream, type Upstream } from '../upstream/index.ts'
import type { Services } from './services.ts'
import type { UpstreamPlaces } from './upstream-places.ts'

/** Lazy reads alone, and what closes them. */
export async function openLazyReads(store: Store, storeUrl: string, places: UpstreamPlaces) {
  const upstream = openEverywhere(places)
  const { lazy, media } = await lazyReads(store, storeUrl, upstream, places)
  return { lazy, close: () => closeAll(upstream, media) }
}

/** Exports run at Labelbox alone, and what closes them. */
export function openExportRuns(store: Store, places: UpstreamPlaces) {
  const upstream = openEverywhere(places)
  const { client, runs } = exportRuns(store, upstream, places)
  return { client, runs, close: () => closeAll(runs, upstream) }
}

/** Both, on one upstream: what they send to an origin counts against one limit. */
export async function openServices(
  store: Store,
  storeUrl: string,
  places: UpstreamPlaces,
  onFault: (error: unknown) => void,
): Promise<Services> {
  const upstream = openEverywhere(places)
  const { lazy, media } = await lazyReads(store, storeUrl, upstream, places)
  const { runs } = exportRuns(store, upstream, places, onFault)
  return { lazy, runs, close: () => closeAll(runs, upstream, media) }
}

/** The API gets the key wherever it is; frames and masks go by their own list. */
function openEverywhere({ key, apiUrl, origins }: UpstreamPlaces): Upstream {
  return openUpstream({ key, origins: [...new Set([new URL(apiUrl).origin, ...origins])] })
}

async function lazyReads(store: Store, storeUrl: string, upstream: Upstream, { origins }: UpstreamPlaces) {
  const media = await openMediaCache(mediaFolderOf(storeUrl))
  return { media, lazy: createLazyReads({ store, upstream: upstream.limitedTo(origins), media }) }
}

function exportRuns(
  store: Store,
  upstream: Upstream,
  { key, apiUrl }: UpstreamPlaces,
  onFault?: (error: unknown) => void,
) {
  const client = createExportClient({ upstream, apiUrl })
  return { client, runs: createExportRuns({ store, client, hasKey: key !== null, ...(onFault && { onFault }) }) }
}

/** One after the other. */
async function closeAll(...opened: readonly { close(): Promise<void> }[]): Promise<void> {
  for (const each of opened) await each.close()
}
