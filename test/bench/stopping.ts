import { request as sendRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { type Environment, processorSeconds } from './child.ts'
import { page, repeat } from './documents/request.ts'
import { type Figure, median } from './figure.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const RUNS = 5
const LEAVES_AFTER_MS = 250
const LIMIT_MS = 1000
const MOST_MS = 50
/** The system counts processor time in steps of 10 ms. */
const STEP_MS = 10
/** Without work for so long, it has stopped. Collecting garbage may take two steps. */
const QUIET_STEPS = 10
const QUIET_PROCESSOR_MS = 20
const PATIENCE_MS = 10_000

/** Nothing is fetched, and no document is too expensive. */
const ENVIRONMENT: Environment = { LABELBOX_API_URL: 'http://127.0.0.1:9', SLICEGRAPH_MAX_COST: '1000000000' }

/** Documents that take seconds. The number makes each of them another. */
const DOCUMENTS: Readonly<Record<string, (n: number) => string>> = {
  'scans of the store': n =>
    `{ ${repeat(40, i => `a${i}: annotationStats(groupBy: [NAME, GROUP], filter: { frameNumber: { gte: ${-n * 100 - i} } }) { name length { median p95 } }`)} }`,
  'a page of pages': n =>
    `{ ${page('labels', 1000, page('annotations', 1000, 'id group { name } frame { number } label { dataRow { labels { dataRow { labels { dataRow { id } } } } } }'), `, filter: { secondsToCreate: { gte: ${-n} } }`)} }`,
}

/** How long work of an operation goes on after its client left, or after its time is up. */
export async function measureStopping(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  const figures: Figure[] = []
  await using patient = await serveStore(storePath, { ...ENVIRONMENT, SLICEGRAPH_QUERY_TIMEOUT: '60s' })
  await using hurried = await serveStore(storePath, {
    ...ENVIRONMENT,
    SLICEGRAPH_QUERY_TIMEOUT: `${LIMIT_MS / 1000}s`,
  })
  const urlOf = ({ line }: { readonly line: string }) => /http:\S+/.exec(line)?.[0] ?? ''
  for (const [name, document] of Object.entries(DOCUMENTS)) {
    setting.progress(`stopping ${name}`)
    const left: number[] = []
    const late: number[] = []
    for (let run = 0; run < RUNS; run++) {
      await leave(urlOf(patient), document(run))
      left.push(await processorMsUntilQuiet(patient.pid))
      late.push((await answerMs(urlOf(hurried), document(run))) - LIMIT_MS)
    }
    figures.push(
      {
        name: `${name}, processor time after the client left`,
        measured: median(left),
        unit: 'ms',
        target: MOST_MS,
        better: 'less',
        note: `median of ${RUNS}, the most ${Math.max(...left).toFixed(0)} ms; left after ${LEAVES_AFTER_MS} ms`,
      },
      {
        name: `${name}, answer after the time limit`,
        measured: median(late),
        unit: 'ms',
        target: MOST_MS,
        better: 'less',
        note: `median of ${RUNS}, the most ${Math.max(...late).toFixed(0)} ms; limit of ${LIMIT_MS} ms`,
      },
    )
  }
  return figures
}

function post(url: string, query: string, signal: AbortSignal) {
  const headers = { 'content-type': 'application/json' }
  const request = sendRequest(url, { method: 'POST', headers, agent: false, signal })
  request.end(JSON.stringify({ query }))
  return request
}

async function leave(url: string, query: string): Promise<void> {
  const controller = new AbortController()
  const request = post(url, query, controller.signal)
  let answered = false
  request.on('response', () => {
    answered = true
  })
  request.on('error', () => {})
  await pause(LEAVES_AFTER_MS)
  if (answered) throw new Error('The document was answered before its client left.')
  controller.abort()
}

/** Until the process has done next to nothing for some steps. */
async function processorMsUntilQuiet(pid: number): Promise<number> {
  const start = processorSeconds(pid)
  const last: number[] = []
  for (let step = 0; step < PATIENCE_MS / STEP_MS; step++) {
    await pause(STEP_MS)
    last.push(processorSeconds(pid))
    const [now = start, before] = [last.at(-1), last.at(-1 - QUIET_STEPS)]
    if (before !== undefined && (now - before) * 1000 <= QUIET_PROCESSOR_MS) return (before - start) * 1000
  }
  return PATIENCE_MS
}

/** @throws Error unless it is QUERY_TIMEOUT. */
function answerMs(url: string, query: string): Promise<number> {
  const started = performance.now()
  return new Promise((resolve, reject) => {
    post(url, query, AbortSignal.timeout(PATIENCE_MS))
      .on('error', reject)
      .on('response', async response => {
        const chunks = await response.toArray()
        const ms = performance.now() - started
        if (Buffer.concat(chunks).includes('QUERY_TIMEOUT')) resolve(ms)
        else reject(new Error(`Answered without QUERY_TIMEOUT: ${Buffer.concat(chunks).toString().slice(0, 500)}`))
      })
  })
}
