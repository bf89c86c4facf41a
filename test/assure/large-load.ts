import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { EVERYTHING, openStore } from '../../src/store/index.ts'
import { benchExport } from '../bench/bench-export.ts'
import { earlierExport } from '../safety/changed-export.ts'
import { expectDone, load, type RunningLoad, startLoad } from '../safety/loads.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/*
 * npm run assure: while one process loads a large export, this one asks the store all the time and gets
 * the version before, and a third connection writes a little now and then and never waits for long.
 */

const EXPORT_BYTES = Number(process.argv[2] ?? 500) * 1e6
const MOST_WRITE_MS = 1000

const say = (text: string) => process.stderr.write(`${text}\n`)

await using folder = await temporaryFolder()
const [first, large, path] = [folder.file('first.ndjson'), folder.file('large.ndjson'), folder.file('store.db')]
say('writing the exports')
await pipeline(Readable.from([earlierExport()]), createWriteStream(first))
await pipeline(Readable.from(benchExport(EXPORT_BYTES)), createWriteStream(large))
await load(first, path)

say('loading, reading and writing')
const started = performance.now()
const running = startLoad(large, path)
const writer = startSmallWrites(path)
const reads = await readThroughout(path, running)
const loadSeconds = (performance.now() - started) / 1000
const writes = await writer.stop()
await expectDone(running)

console.log(`load of ${EXPORT_BYTES / 1e6} MB beside readers and writers: ${loadSeconds.toFixed(1)} s`)
console.log(
  `reads of the version before: ${reads.count}, the longest ${reads.longestMs.toFixed(0)} ms, wrong ${reads.wrong}`,
)
console.log(`small writes: ${writes.count}, the longest ${writes.longestMs.toFixed(0)} ms (at most ${MOST_WRITE_MS})`)
const held = reads.wrong === 0 && reads.count > 0 && writes.count > 0 && writes.longestMs <= MOST_WRITE_MS
console.log(held ? 'held' : 'NOT HELD')
process.exitCode = held ? 0 : 1

interface Reads {
  readonly count: number
  readonly longestMs: number
  /** Answers that were those of neither version. */
  readonly wrong: number
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
  let [count, longestMs, wrong] = [0, 0, 0]
  while (child.exitCode === null && child.signalCode === null) {
    const asked = performance.now()
    const answer = await ask()
    longestMs = Math.max(longestMs, performance.now() - asked)
    count++
    if (answer.version === before.version && answer.text !== before.text) wrong++
    if (Number(answer.version) > Number(before.version) + 1) wrong++
    await new Promise(resolve => setImmediate(resolve))
  }
  await store.close()
  return { count, longestMs, wrong }
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
