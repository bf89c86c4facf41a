import { existsSync } from 'node:fs'
import type { Settings } from '../config.ts'
import { listExports } from '../source/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { requireSafeAddress, runGateway, type ServedData } from './gateway.ts'
import type { Invocation } from './invocation.ts'
import { say } from './terminal.ts'
import { upstreamOf } from './upstream-places.ts'

/**
 * Loads the exports that are new, then serves; with neither exports nor data in the store, serves the demo, unless the
 * store is about to be filled.
 */
export async function serve(invocation: Invocation): Promise<number> {
  const { exports, flags, settings } = invocation
  requireSafeAddress(settings.host, flags)
  if (exports.length > 0 || flags.sync !== undefined) {
    const files = exports.length > 0 ? await listExports(exports) : []
    return runGateway(servedFrom(await openStore(settings.store), settings, files), invocation)
  }
  const store = await openFilledStore(settings)
  if (store) return runGateway(servedFrom(store, settings, []), invocation)
  if (!flags.quiet) say(`No export is given and ${settings.store} holds no data: serving the demo export.`)
  // Not at the top: whoever has data needs none of it.
  const { openDemo } = await import('./demo-data.ts')
  return runGateway(await openDemo(), invocation)
}

function servedFrom(store: Store, settings: Settings, files: ServedData['files']): ServedData {
  return {
    store,
    files,
    storeUrl: settings.store,
    upstream: upstreamOf(settings),
    demo: false,
    close: () => store.close(),
  }
}

/** The store if it holds data. One that is not there yet is not created: the demo leaves nothing behind. */
async function openFilledStore(settings: Settings): Promise<Store | null> {
  if (!existsSync(settings.store.replace(/^sqlite:/, ''))) return null
  const store = await openStore(settings.store)
  if ((await store.loadedExports()).length > 0) return store
  await store.close()
  return null
}
