import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { EVERYTHING, openStore } from '../../src/store/index.ts'
import { benchExport } from '../bench/bench-export.ts'
import type { Figure } from '../bench/figure.ts'
import { digestOfData } from '../safety/digest.ts'
import { load } from '../safety/loads.ts'
import { createRandom } from '../safety/random.ts'
import { envOf, makeTrouble, openLargeAccount, sizeOf } from '../sync/large-account.ts'
import type { AssureSetting } from './section.ts'

const CHUNK_BYTES = 8_000_000
const CUTS = 50
const OTHERS = 2
const TROUBLE_EVERY_BYTES = 20e6
const MOST_SERVED = 1.05
const MOST_RSS_BYTES = 300e6
const SEED = Number(process.env.SEED ?? 1)

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url))
const REPORT_USAGE = new URL('../bench/report-usage.ts', import.meta.url).href

/**
 * `sync` of a large export, from an upstream in this process that cuts connections, lets links expire and refuses
 * requests, ends with the answers of `ingest` of the same; it fetches hardly a byte twice and stays small.
 */
export async function assureLargeSync({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const exportBytes = quick ? 40e6 : 200e6
  const cuts = quick ? CUTS / 5 : CUTS
  const at = (name: string) => join(folder, name)
  const [file, synced, ingested] = [at('export.ndjson'), at('synced.db'), at('ingested.db')]
  const size = sizeOf(exportBytes)
  const emulator = await openLargeAccount(exportBytes, { chunkBytes: CHUNK_BYTES, linkRequests: 4 })
  makeTrouble(emulator, size, { cuts, others: OTHERS, random: createRandom(SEED) })

  // Waits grow with refusals in a row: others come one by one, as the export goes on.
  let nextTrouble = TROUBLE_EVERY_BYTES
  const more = setInterval(() => {
    if (emulator.exports.storage.bytesServed < nextTrouble) return
    nextTrouble += TROUBLE_EVERY_BYTES
    emulator.exports.misbehave({ name: 'expired link' }, { times: 1 })
    emulator.exports.misbehave({ name: 'status 429' }, { operation: 'storage', times: 1 })
  }, 50)
  progress('syncing')
  const started = performance.now()
  const { code, stderr, peakBytes } = await sync(folder, synced, envOf(emulator))
  const seconds = (performance.now() - started) / 1000
  const { bytesServed, requests } = emulator.exports.storage
  clearInterval(more)
  await emulator.close()
  if (code !== 0) throw new Error(`sync ended with ${code}: ${stderr.slice(-500)}`)

  progress('ingesting the same')
  await pipeline(Readable.from(benchExport(exportBytes)), createWriteStream(file))
  await load(file, ingested)
  const isSame = (await digestOf(synced)) === (await digestOf(ingested))

  return [
    {
      name: `sync of ${exportBytes / 1e6} MB, cut ${cuts} times: bytes fetched / of the export`,
      measured: bytesServed / size,
      unit: '',
      target: MOST_SERVED,
      better: 'less',
      note: `${seconds.toFixed(1)} s, ${requests.length} requests`,
    },
    {
      name: 'sync, peak memory',
      measured: peakBytes / 1e6,
      unit: 'MB',
      target: MOST_RSS_BYTES / 1e6,
      better: 'less',
      note: '',
    },
    {
      name: 'sync, answers that differ from those after ingest',
      measured: isSame ? 0 : 1,
      unit: '',
      target: 0,
      better: 'less',
      note: '',
    },
  ]
}

async function sync(folder: string, store: string, env: Readonly<Record<string, string>>) {
  const { PATH, TMPDIR } = process.env
  const flags = ['--catalog', '--embeddings', '--store', `sqlite:${store}`, '--quiet']
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, CLI, 'sync', ...flags], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { PATH, NODE_OPTIONS: '--max-old-space-size=256', ...(TMPDIR !== undefined && { TMPDIR }), ...env },
  })
  const [, , complaints, usage] = child.stdio
  const output = Promise.all([text(complaints as Readable), text(usage as Readable)])
  const [code] = (await once(child, 'exit')) as [number | null]
  const [stderr, used] = await output
  return { code, stderr, peakBytes: Number(used.split(' ')[0]) * 1024 }
}

async function digestOf(path: string): Promise<string> {
  const store = await openStore(`sqlite:${path}`)
  try {
    return await digestOfData(await store.openSnapshot({ scope: EVERYTHING }))
  } finally {
    await store.close()
  }
}
