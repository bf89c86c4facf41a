import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemoExport } from '../demo/index.ts'
import { listExports } from '../source/index.ts'
import { openStore } from '../store/index.ts'
import type { ServedData } from './gateway.ts'

/** The demo export and a store of its own, in a temporary folder that goes when it is closed. */
export async function openDemo(): Promise<ServedData> {
  const folder = await mkdtemp(join(tmpdir(), 'slicegraph-demo-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  try {
    const files = await listExports(await writeDemoExport(folder))
    const storeUrl = `sqlite:${join(folder, 'demo.db')}`
    const store = await openStore(storeUrl)
    return {
      store,
      files,
      storeUrl,
      demo: true,
      async close() {
        await store.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
