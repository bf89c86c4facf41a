import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { EVERYTHING } from '../../src/store/index.ts'
import { benchExport } from '../bench/bench-export.ts'
import { digestOfData } from '../safety/digest.ts'
import { createRandom } from '../safety/random.ts'
import { openGraph } from '../support/graph.ts'
import { run } from './account.ts'
import { makeTrouble, openLargeAccount, sizeOf } from './large-account.ts'

/* `npm run assure` does the same with 200 MB, and looks at the memory that it takes. */

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const BYTES = 12_000_000
const CHUNK_BYTES = 512 * 1024
const CUTS = 20

test('an export that is cut again and again is what ingest makes of its file, and hardly a byte comes twice', async t => {
  t.diagnostic(`SEED=${SEED}`)
  const emulator = await openLargeAccount(BYTES, { chunkBytes: CHUNK_BYTES, linkRequests: 3 })
  try {
    const size = sizeOf(BYTES)
    makeTrouble(emulator, size, { cuts: CUTS, others: 3, random: createRandom(SEED) })
    const upstream = { key: emulator.key, origins: [emulator.origin, emulator.exports.storageOrigin] }
    await using synced = await openGraph([], { upstream })
    const task = await run(synced, { scope: { catalog: true } })
    assert.deepEqual([task.status, task.errors], ['COMPLETE', []])
    const { bytesServed, keysSeen, requests } = emulator.exports.storage
    t.diagnostic(`${size} bytes, ${bytesServed} served by ${requests.length} requests`)
    assert.ok(requests.length > CUTS + size / CHUNK_BYTES)
    assert.ok(bytesServed <= size * 1.05, `${bytesServed} of ${size}`)
    assert.equal(keysSeen, 0)

    await using ingested = await openGraph([])
    const file = ingested.folder.file('export.ndjson')
    await writeFile(file, benchExport(BYTES))
    await ingested.load([file])
    const digests = [synced, ingested].map(async ({ store }) =>
      digestOfData(await store.openSnapshot({ scope: EVERYTHING })),
    )
    assert.equal(await digests[0], await digests[1])
  } finally {
    await emulator.close()
  }
})
