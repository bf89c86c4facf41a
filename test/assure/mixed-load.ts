import { parseArgs } from 'node:util'
import { type Environment, memoryOf } from '../bench/child.ts'
import { sendTraffic } from '../bench/client.ts'
import { legitimateDocuments } from '../bench/documents/legitimate.ts'
import { loadExport } from '../bench/loading.ts'
import { createQuestions } from '../bench/questions.ts'
import { serveStore } from '../bench/ready.ts'
import { findKnown } from '../bench/under-attack.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { report } from './report.ts'

/*
 * npm run assure: minutes of mixed requests, first-time and repeated ones of every kind, end with hardly more memory than
 * the first minute did, and with little more than a gateway that keeps nothing needs for the same requests. `mixed-load.ts [--minutes N] [--megabytes N]`
 */

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, megabytes: { type: 'string', default: '54' } },
})
const SLICE_SECONDS = 5
const CONNECTIONS = 8
const MOST_GROWTH = 1.1
/** Beyond a gateway that keeps nothing, which is asked for a fifth of the time. */
const MOST_KEPT_MEGABYTES = 150
const SHARE_WITHOUT = 0.2
/** In ten requests: those with variables of their own, and those that are asked again and again. */
const FIRST_TIME = 6

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
const say = (line: string) => process.stderr.write(`${line}\n`)

await using folder = await temporaryFolder()
const store = folder.file('store.db')
await loadExport({ folder: folder.path, exportBytes: Number(values.megabytes) * 1e6, progress: say }, store)
const minutes = Number(values.minutes)
const keeping = await sendMixedLoad(minutes, {})
const without = await sendMixedLoad(minutes * SHARE_WITHOUT, { SLICEGRAPH_CACHE: '0' })

report([
  {
    name: `memory after ${minutes} minutes of mixed load / after the first`,
    measured: keeping.atEnd / keeping.afterFirstMinute,
    unit: '',
    target: MOST_GROWTH,
    better: 'less',
    anchor: megabytes(keeping.afterFirstMinute),
    note: `${megabytes(keeping.atEnd)}, ${megabytes(keeping.peak)} at most, ${keeping.requests} requests`,
  },
  {
    name: 'memory beyond a gateway that keeps nothing',
    measured: (keeping.atEnd - without.atEnd) / 1e6,
    unit: 'MB',
    target: MOST_KEPT_MEGABYTES,
    better: 'less',
    anchor: megabytes(without.atEnd),
    note: `${megabytes(keeping.atEnd)} at default settings, after ${minutes} minutes; anchor: SLICEGRAPH_CACHE=0, after ${(minutes * SHARE_WITHOUT).toFixed(1)}`,
  },
])

/** Resident memory in bytes. */
interface Memory {
  readonly requests: number
  readonly afterFirstMinute: number
  readonly atEnd: number
  readonly peak: number
}

async function sendMixedLoad(minutes: number, environment: Environment): Promise<Memory> {
  await using gateway = await serveStore(store, { LABELBOX_API_URL: 'http://127.0.0.1:9', ...environment })
  const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''
  const questions = await createQuestions(url)
  const others = legitimateDocuments(await findKnown(url)).map(({ body }) => body)
  let requests = 0
  const body = (): string => {
    const n = requests++
    const { first, repeated } = questions[n % questions.length] as (typeof questions)[number]
    if (n % 10 < FIRST_TIME) return first(n)
    return n % 3 === 0 ? repeated : (others[n % others.length] ?? repeated)
  }
  const started = performance.now()
  const firstMinute = started + Math.min(60_000, (minutes * 60_000) / 2)
  let afterFirstMinute = 0
  for (let slice = 0; performance.now() < started + minutes * 60_000; slice++) {
    await sendTraffic({ url, body, connections: CONNECTIONS, seconds: SLICE_SECONDS })
    const { bytes } = memoryOf(gateway.pid)
    if (performance.now() <= firstMinute || afterFirstMinute === 0) afterFirstMinute = bytes
    if (slice % 6 === 0) say(`${requests} requests, ${megabytes(bytes)}`)
  }
  const { bytes, peakBytes } = memoryOf(gateway.pid)
  return { requests, afterFirstMinute, atEnd: bytes, peak: peakBytes }
}
