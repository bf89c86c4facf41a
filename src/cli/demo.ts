import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheParts } from '../config/index.ts'
import { openDemoUpstream, writeDemoExport } from '../demo/index.ts'
import { listExports } from '../source/index.ts'
import { openStore, type StoreOptions } from '../store/index.ts'
import { requireSafeAddress, runGateway, type ServedData } from './gateway.ts'
import type { Invocation } from './invocation.ts'

/** Serves the bundled demo export. */
export async function demo(invocation: Invocation): Promise<number> {
  requireSafeAddress(invocation)
  return runGateway(await openDemo({ keptBytes: cacheParts(invocation.settings.cache).rows }), invocation)
}

/** Opens the demo export in a new store in the temporary folder, removed on close, with a local upstream of its frames and masks. */
export async function openDemo(options: StoreOptions): Promise<ServedData> {
  await using opening = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'slicegraph-demo-'))
  opening.defer(() => rm(folder, { recursive: true, force: true }))
  const { origin, key, close } = await openDemoUpstream()
  opening.defer(close)
  const files = await listExports(await writeDemoExport(folder, { origin }))
  const storeUrl = `sqlite:${join(folder, 'demo.db')}`
  const store = await openStore(storeUrl, options)
  opening.defer(() => store.close())
  const opened = opening.move()
  return {
    store,
    storeUrl,
    files,
    upstream: { key, apiUrl: origin, origins: [origin] },
    demo: true,
    close: () => opened.disposeAsync(),
  }
}
