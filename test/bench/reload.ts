import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openStore } from '../../src/store/index.ts'
import { type Figure, median } from './figure.ts'
import { storeUrl } from './setting.ts'

/** A load of an unchanged file reads it and computes its digest, as the anchor does. */
const RELOAD_RATIO_TARGET = 0.9
const ROUNDS = 5

/** A load of a file that is in the store already, in this process: it takes less time than a process takes to start. */
export async function measureReload(exportPath: string, storePath: string): Promise<Figure> {
  const files = await listExports([exportPath])
  const byteCount = files[0]?.byteCount ?? Number.NaN
  const store = await openStore(storeUrl(storePath))
  const rounds: { readonly hashing: number; readonly reload: number }[] = []
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const hashing = await secondsOf(() => readAndHash(exportPath))
      const reload = await secondsOf(async () => {
        const { exports } = await ingestExports({ store, files })
        assert.ok(exports[0]?.skipped, 'the file is loaded again')
      })
      rounds.push({ hashing, reload })
    }
  } finally {
    await store.close()
  }
  const rate = (pick: 'hashing' | 'reload') =>
    `${(byteCount / 1e6 / median(rounds.map(round => round[pick]))).toFixed(0)} MB/s`
  return {
    name: 'reload of an unchanged file / reading and hashing it',
    measured: median(rounds.map(({ hashing, reload }) => hashing / reload)),
    unit: '',
    target: RELOAD_RATIO_TARGET,
    better: 'more',
    anchor: rate('hashing'),
    note: rate('reload'),
  }
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

const CHUNK = 1024 * 1024

async function readAndHash(path: string): Promise<string> {
  const hash = createHash('sha256')
  const chunk = Buffer.allocUnsafeSlow(CHUNK)
  await using handle = await open(path)
  for (;;) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(chunk.subarray(0, bytesRead))
  }
}
