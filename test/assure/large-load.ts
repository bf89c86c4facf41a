import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { EVERYTHING, openStore } from '../../src/store/index.ts'
import { benchExport } from '../bench/bench-export.ts'
import { memoryOf } from '../bench/child.ts'
import type { Figure } from '../bench/figure.ts'
import { earlierExport } from '../safety/changed-export.ts'
import { expectDone, load, type RunningLoad, startLoad } from '../safety/loads.ts'
import type { AssureSetting } from './section.ts'

const MOST_WRITE_MS = 1000
const MOST_PEAK_MEGABYTES = 300

/**
 * While one process loads a large export, this one asks the store all the time and gets the version before, and a third
 * connection writes a little now and then and never waits for long.
 */
export async function assureLargeLoad({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const exportBytes = quick ? 50e6 : 500e6
  const at = (name: string) => join(folder, name)
  const [first, large, path] = [at('first.ndjson'), at('large.ndjson'), at('store.db')]
  progress('writing the exports')
  await pipeline(Readable.from([earlierExport()]), createWriteStream(first))
  await pipeline(Readable.from(benchExport(exportBytes)), createWriteStream(large))
  await load(first, path)

  progress('loading, reading and writing')
  const started = performance.now()
  const running = startLoad(large, path)
  const writer = startSmallWrites(path)
  const { peakBytes, ...reads } = await readThroughout(path, running)
  const loadSeconds = (performance.now() - started) / 1000
  const writes = await writer.stop()
  await expectDone(running)
  if (reads.count === 0 || writes.count === 0) throw new Error('Nothing was read or written while the load ran.')

  return [
    {
      name: 'reads of the version before that were wrong',
      measured: reads.wrong,
      unit: '',
      target: 0,
      better: 'less',
      anchor: `${reads.count} reads`,
      note: `the longest ${reads.longestMs.toFixed(0)} ms; load of ${exportBytes / 1e6} MB in ${loadSeconds.toFixed(1)} s`,
    },
    {
      name: 'longest small write beside a load',
      measured: writes.longestMs,
      unit: 'ms',
      target: MOST_WRITE_MS,
      better: 'less',
      anchor: `${writes.count} writes`,
      note: '',
    },
    {
      name: `load of ${exportBytes / 1e6} MB, peak memory`,
      measured: peakBytes / 1e6,
      unit: 'MB',
      target: MOST_PEAK_MEGABYTES,
      better: 'less',
      note: 'beside readers and writers',
    },
  ]
}

interface Reads {
  readonly count: number
  readonly longestMs: number
  /** Answers that were those of neither version. */
  readonly wrong: number
  /** Resident memory of the load at its peak. */
  readonly peakBytes: number
}

/** Asks as a request does, a snapshot each, until the load is over. */
async function readThroughout(storePath: string, { process: child }: RunningLoad): Promise<Reads> {
  const store = await openStore(`sqlite:${storePath}`)
  const ask = async () => {
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const { rows } = await reader.page('label', { limit: 50, backward: false })
    const contents = await reader.contents(rows.map(row => row.node.id))
    const counts = await Promise.all([reader.count('dataRow', null), reader.count('annotation', null)])
    return { version: reader.version, text: JSON.stringify([rows, contents, counts]) }
  }
  const before = await ask()
  let [count, longestMs, wrong, peakBytes] = [0, 0, 0, 0]
  while (child.exitCode === null && child.signalCode === null) {
    const asked = performance.now()
    const answer = await ask()
    longestMs = Math.max(longestMs, performance.now() - asked)
    count++
    if (answer.version === before.version && answer.text !== before.text) wrong++
    if (Number(answer.version) > Number(before.version) + 1) wrong++
    // Gone, and not told, when the process has ended.
    peakBytes = Math.max(peakBytes, memoryOf(child.pid ?? 0).peakBytes || 0)
    await new Promise(resolve => setImmediate(resolve))
  }
  await store.close()
  return { count, longestMs, wrong, peakBytes }
}

interface Writes {
  readonly count: number
  readonly longestMs: number
}

/** In a process of its own, so that it waits for the database and for nothing of this one. */
function startSmallWrites(storePath: string) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('small-writes.ts', import.meta.url)), storePath], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk
  })
  return {
    async stop(): Promise<Writes> {
      child.stdin.end()
      await once(child, 'exit')
      return JSON.parse(printed) as Writes
    },
  }
}
