import { cacheParts } from '../config/index.ts'
import { UsageError } from '../errors.ts'
import { openStore, type Store, type StoreOptions, sizeOfStore } from '../store/index.ts'
import { requireSafeAddress, runGateway, type ServedData } from './gateway.ts'
import type { Invocation } from './invocation.ts'
import { exportUpstreamOf, upstreamOf } from './services.ts'
import { say } from './terminal.ts'

/**
 * Loads new exports, then serves. Serves the demo if no export is named and the default store is empty. What only some
 * starts need is imported by these alone: a start from a filled store is ready without it.
 */
export async function serve(invocation: Invocation): Promise<number> {
  const { exports, flags, settings, places } = invocation
  requireSafeAddress(invocation)
  const refresh = flags.sync === undefined ? null : (await import('./refresh.ts')).createRefresh(flags)
  const serveStore = async (store: Store, files: ServedData['files'], upstream: ServedData['upstream']) =>
    runGateway(
      { store, files, storeUrl: settings.store, upstream, demo: false, close: () => store.close() },
      invocation,
      refresh,
    )

  const options = { keptBytes: cacheParts(settings.cache).rows }
  if (exports.length > 0 || flags.sync !== undefined) {
    const upstream = await (flags.sync === undefined ? upstreamOf : exportUpstreamOf)(invocation)
    const files = await (await import('../source/index.ts')).listExports(exports)
    return serveStore(await openStore(settings.store, options), files, upstream)
  }
  const store = await openFilledStore(settings.store, options)
  if (typeof store !== 'string') return serveStore(store, [], await orClose(store, upstreamOf(invocation)))
  if (places.store !== undefined) {
    throw new UsageError(
      `The store ${settings.store} (${places.store}) ${store}. Load an export into it: slicegraph serve EXPORT, or ` +
        'slicegraph ingest EXPORT, with the same store. Without a named store, slicegraph serve shows the demo.',
    )
  }
  if (!flags.quiet) say(`No export is named and ${settings.store} holds no data: serving the demo export.`)
  const { openDemo } = await import('./demo.ts')
  return runGateway(await openDemo(options), invocation)
}

/** The store if it has data, else why it has none. A missing file is not created. */
async function openFilledStore(url: string, options: StoreOptions): Promise<Store | 'does not exist' | 'is empty'> {
  const size = sizeOfStore(url)
  if (!size) return size === null ? 'does not exist' : 'is empty'
  const store = await openStore(url, options)
  if ((await orClose(store, store.loadedExports())).length > 0) return store
  await store.close()
  return 'is empty'
}

/** Closes the store if the result fails. */
async function orClose<T>(store: Store, result: Promise<T>): Promise<T> {
  return result.catch(async error => {
    await store.close()
    throw error
  })
}
