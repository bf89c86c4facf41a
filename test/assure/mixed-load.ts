import { parseArgs } from 'node:util'
import { memoryOf } from '../bench/child.ts'
import { sendTraffic } from '../bench/client.ts'
import { legitimateDocuments } from '../bench/documents/legitimate.ts'
import { loadExport } from '../bench/loading.ts'
import { createQuestions } from '../bench/questions.ts'
import { serveStore } from '../bench/ready.ts'
import { findKnown } from '../bench/under-attack.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/*
 * npm run assure: minutes of mixed requests, first-time and repeated ones of every kind, end with hardly more memory than
 * the first minute did. `mixed-load.ts [--minutes N] [--megabytes N]`
 */

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, megabytes: { type: 'string', default: '54' } },
})
const SLICE_SECONDS = 5
const CONNECTIONS = 8
const MOST_GROWTH = 1.1
/** In ten requests: those with variables of their own, and those that are asked again and again. */
const FIRST_TIME = 6

const say = (line: string) => process.stderr.write(`${line}\n`)

await using folder = await temporaryFolder()
const store = folder.file('store.db')
await loadExport({ folder: folder.path, exportBytes: Number(values.megabytes) * 1e6, progress: say }, store)
await using gateway = await serveStore(store, { LABELBOX_API_URL: 'http://127.0.0.1:9' })
const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''
const questions = await createQuestions(url)
const others = legitimateDocuments(await findKnown(url)).map(({ body }) => body)

let asked = 0
const body = (): string => {
  const n = asked++
  const { first, repeated } = questions[n % questions.length] as (typeof questions)[number]
  if (n % 10 < FIRST_TIME) return first(n)
  return n % 3 === 0 ? repeated : (others[n % others.length] ?? repeated)
}

const end = performance.now() + Number(values.minutes) * 60_000
const firstMinute = performance.now() + Math.min(60_000, (Number(values.minutes) * 60_000) / 2)
let afterFirstMinute = 0
for (let slice = 0; performance.now() < end; slice++) {
  await sendTraffic({ url, body, connections: CONNECTIONS, seconds: SLICE_SECONDS })
  const { bytes } = memoryOf(gateway.pid)
  if (performance.now() <= firstMinute || afterFirstMinute === 0) afterFirstMinute = bytes
  if (slice % 6 === 0) say(`${asked} requests, ${(bytes / 1e6).toFixed(0)} MB`)
}
const { bytes, peakBytes } = memoryOf(gateway.pid)
const growth = bytes / afterFirstMinute

console.log(`${values.minutes} minutes of mixed load: ${asked} requests`)
console.log(
  `memory: ${(afterFirstMinute / 1e6).toFixed(0)} MB after the first minute, ${(bytes / 1e6).toFixed(0)} MB at the end, ` +
    `${(peakBytes / 1e6).toFixed(0)} MB at most`,
)
console.log(`growth: ${growth.toFixed(2)} (at most ${MOST_GROWTH})`)
const held = growth <= MOST_GROWTH
console.log(held ? 'held' : 'NOT HELD')
process.exitCode = held ? 0 : 1
