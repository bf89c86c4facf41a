import { request as sendRequest } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { startBystander } from './bystander.ts'
import { memoryOf } from './child.ts'
import { attackDocuments } from './documents/attacks.ts'
import { legitimateDocuments } from './documents/legitimate.ts'
import type { DocumentRequest, Known } from './documents/request.ts'
import { type Figure, median } from './figure.ts'
import { post } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'
import { type Stall, stallsOfServer } from './stalls.ts'

/** The server has so much, as in a small container, and keeps at most so much of what it read. */
const HEAP_MEGABYTES = 1024
const CACHE_BYTES = 64e6
const ENVIRONMENT = {
  SLICEGRAPH_CACHE: String(CACHE_BYTES),
  // Nothing listens there: no document fetches anything.
  LABELBOX_API_URL: 'http://127.0.0.1:9',
}
const LONGEST_WAIT_MS = 50
const LONGEST_STALL_MS = 20
const MOST_GROWTH_MEGABYTES = 64
const LONGEST_ANSWER_MS = 3000
/** Then the attacker leaves. */
const PATIENCE_MS = 12_000
/** Work that goes on for longer after that is ended with the server. */
const RECOVERY_MS = 5000
const QUIET_MS = 3000

interface Outcome {
  readonly name: string
  /** Null: no answer came. */
  readonly status: number | null
  readonly answerMs: number
  readonly answerBytes: number
  readonly hasErrors: boolean
  readonly died: boolean
  readonly waitMs: number
  /** Of the gateway's event loop. */
  readonly stall: Stall
}

/** Documents of attackers, and then those of people, while a bystander asks for one data row all the time. */
export async function measureUnderAttack(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  const target = await openTarget(storePath, setting.folder)
  await using _ = target
  const known = await findKnown(target.url())
  const legitimate = legitimateDocuments(known)
  const every = setting.quick ? 6 : 1
  const attacks = attackDocuments(known).filter((_attack, i) => i % every === 0)

  const passed = await target.sendAll(legitimate, 'legitimate documents', setting)
  const quiet = await target.waitWhileQuiet()
  const before = target.memory()
  const outcomes = await target.sendAll(attacks, 'attacks', setting)
  await pause(QUIET_MS)
  const after = target.memory()
  return [
    ...figuresOf(outcomes, quiet.waitMs, setting),
    ...stallFigures(`${outcomes.length} attacks`, outcomes, quiet.stall),
    growthFigure(before, after),
    ...legitimateFigures(passed),
    ...stallFigures(`${passed.length} legitimate documents`, passed, quiet.stall),
  ]
}

/** A gateway that is started again when it dies, with its bystander. */
async function openTarget(storePath: string, folder: string) {
  const stalls = stallsOfServer(folder)
  const start = () =>
    serveStore(storePath, { ...ENVIRONMENT, ...stalls.environment(`--max-old-space-size=${HEAP_MEGABYTES}`) })
  let gateway = await start()
  const url = () => /http:\S+/.exec(gateway.line)?.[0] ?? ''
  const startOf = async () => {
    const row = JSON.parse(await post(url(), '{"query":"{ dataRows(first: 1) { nodes { id } } }"}')).data.dataRows
      .nodes[0].id
    return startBystander(url(), JSON.stringify({ query: `{ dataRow(id: "${row}") { id globalKey } }` }))
  }
  let bystander = await startOf()

  async function send({ name, body }: DocumentRequest): Promise<Outcome> {
    await Promise.all([bystander.take(), stalls.take()])
    const started = performance.now()
    const answer = await ask(url(), body)
    const answerMs = performance.now() - started
    const waits = [await bystander.take()]
    // Work that goes on after the attacker left makes the bystander wait.
    for (let i = 0; i < RECOVERY_MS / 100 && (waits.at(-1)?.waitingMs ?? 0) > LONGEST_WAIT_MS; i++) {
      await pause(100)
      waits.push(await bystander.take())
    }
    const stall = await stalls.take()
    const died = gateway.hasEnded()
    if (died || (waits.at(-1)?.waitingMs ?? 0) > LONGEST_WAIT_MS) {
      await bystander[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
      gateway = await start()
      bystander = await startOf()
    }
    return { name, ...answer, answerMs, died, stall, waitMs: Math.max(...waits.map(({ longestMs }) => longestMs)) }
  }

  return {
    url,
    memory: () => memoryOf(gateway.pid),
    async sendAll(documents: readonly DocumentRequest[], what: string, { progress, verbose }: BenchSetting) {
      const outcomes: Outcome[] = []
      for (const [i, document] of documents.entries()) {
        if (i % 20 === 0) progress(`${what}, ${i} of ${documents.length}`)
        const outcome = await send(document)
        if (verbose) progress(describe(outcome))
        outcomes.push(outcome)
      }
      return outcomes
    },
    /** The longest wait and stall with nothing else to do. */
    async waitWhileQuiet(): Promise<Pick<Outcome, 'waitMs' | 'stall'>> {
      await Promise.all([bystander.take(), stalls.take()])
      await pause(QUIET_MS)
      return { waitMs: (await bystander.take()).longestMs, stall: await stalls.take() }
    },
    async [Symbol.asyncDispose]() {
      await bystander[Symbol.asyncDispose]()
      await gateway[Symbol.asyncDispose]()
    },
  }
}

const describe = ({ name, status, answerMs, answerBytes, waitMs, stall, died }: Outcome) =>
  `${name}: ${died ? 'DIED' : (status ?? 'no answer')}, ${answerMs.toFixed(0)} ms, ` +
  `${(answerBytes / 1e6).toFixed(1)} MB, a bystander waited ${waitMs.toFixed(0)} ms, ` +
  `the event loop stood still for ${describeStall(stall)}`

const describeStall = ({ longestMs, longestProcessorMs }: Stall) =>
  `${longestMs.toFixed(0)} ms (${longestProcessorMs.toFixed(0)} ms of processor time)`

/** Only the end of the body is looked at: it may be large. */
function ask(url: string, body: string): Promise<Pick<Outcome, 'status' | 'answerBytes' | 'hasErrors'>> {
  return new Promise(resolve => {
    let [answerBytes, hasErrors] = [0, false]
    const nothing = () => resolve({ status: null, answerBytes, hasErrors: true })
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const request = sendRequest(url, { method: 'POST', headers, signal, agent: false }, response => {
      response.on('data', (chunk: Buffer) => {
        if (answerBytes === 0 || chunk.length < 4096) hasErrors ||= chunk.includes('"errors":[')
        answerBytes += chunk.length
      })
      response.on('error', nothing)
      response.on('end', () => resolve({ status: response.statusCode ?? null, answerBytes, hasErrors }))
    })
    request.on('error', nothing)
    request.end(body)
  })
}

/** Ids that a client of the store can know. */
export async function findKnown(url: string): Promise<Known> {
  const query = `{ dataRows(first: 1000) { nodes { id globalKey } } labels(first: 1000) { nodes { id } } projects { nodes { id } } }`
  const { dataRows, labels, projects } = JSON.parse(await post(url, JSON.stringify({ query }))).data
  const ids = (list: { nodes: { id: string }[] }) => list.nodes.map(({ id }) => id) as [string, ...string[]]
  const keys: (string | null)[] = dataRows.nodes.map(({ globalKey }: { globalKey: string | null }) => globalKey)
  const globalKeys = keys.filter(key => key !== null) as [string, ...string[]]
  return { dataRows: ids(dataRows), globalKeys, labels: ids(labels), projects: ids(projects) }
}

const LEAST = { unit: '', better: 'less' } as const

function figuresOf(outcomes: readonly Outcome[], quietMs: number, { exportBytes }: BenchSetting): Figure[] {
  const count = (which: (outcome: Outcome) => boolean) => outcomes.filter(which).length
  const top = (of: (outcome: Outcome) => number) => outcomes.reduce((a, b) => (of(b) > of(a) ? b : a))
  const wait = top(({ waitMs }) => waitMs)
  const slow = top(({ answerMs }) => answerMs)
  const attacks = `${outcomes.length} attacks`
  const anchor = `${quietMs.toFixed(0)} ms while quiet`
  return [
    {
      ...LEAST,
      name: `${attacks}, deaths`,
      measured: count(({ died }) => died),
      target: 0,
      note: `heap of ${HEAP_MEGABYTES} MB`,
    },
    {
      ...LEAST,
      name: `${attacks}, answers 5xx or none`,
      measured: count(isUnanswered),
      target: 0,
      note:
        `${count(({ hasErrors }) => hasErrors)} refused or with errors; ${PATIENCE_MS / 1000} s of patience; ` +
        classesOf(outcomes.filter(isUnanswered)),
    },
    {
      name: `${attacks}, longest wait of a bystander`,
      measured: wait.waitMs,
      unit: 'ms',
      target: LONGEST_WAIT_MS,
      better: 'less',
      anchor,
      note: `${wait.name}; the median ${median(outcomes.map(({ waitMs }) => waitMs)).toFixed(0)} ms`,
    },
    {
      ...LEAST,
      name: `${attacks}, that make a bystander wait longer`,
      measured: count(({ waitMs }) => waitMs > LONGEST_WAIT_MS),
      target: 0,
      anchor,
      note: classesOf(outcomes.filter(({ waitMs }) => waitMs > LONGEST_WAIT_MS)),
    },
    {
      name: `${attacks}, slowest answer`,
      measured: slow.answerMs,
      unit: 'ms',
      target: LONGEST_ANSWER_MS,
      better: 'less',
      note: `${slow.name}, ${(exportBytes / 1e6).toFixed(0)} MB loaded; the largest ${(top(({ answerBytes }) => answerBytes).answerBytes / 1e6).toFixed(1)} MB`,
    },
  ]
}

const isUnanswered = ({ status }: Outcome) => status === null || status >= 500

/** By the clock, and by processor time, which other work on the machine does not lengthen. */
function stallFigures(documents: string, outcomes: readonly Outcome[], quiet: Stall): Figure[] {
  const of = (unit: keyof Stall, title: string): Figure => {
    const worst = outcomes.reduce((a, b) => (b.stall[unit] > a.stall[unit] ? b : a))
    const longer = outcomes.filter(({ stall }) => stall[unit] > LONGEST_STALL_MS)
    return {
      name: `${documents}, longest stall of the event loop${title}`,
      measured: worst.stall[unit],
      unit: 'ms',
      target: LONGEST_STALL_MS,
      better: 'less',
      anchor: `${quiet[unit].toFixed(0)} ms while quiet`,
      note: `${worst.name}; ${longer.length} stall it longer: ${classesOf(longer)}`,
    }
  }
  return [of('longestMs', ''), of('longestProcessorMs', ', by processor time')]
}

const classesOf = (outcomes: readonly Outcome[]) =>
  [...new Set(outcomes.map(({ name }) => name))].slice(0, 4).join(', ')

type Memory = ReturnType<typeof memoryOf>

function growthFigure(before: Memory, after: Memory): Figure {
  return {
    name: 'after the attacks, growth of memory',
    measured: (after.bytes - before.bytes) / 1e6,
    unit: 'MB',
    target: MOST_GROWTH_MEGABYTES + CACHE_BYTES / 1e6,
    better: 'less',
    anchor: `${(before.bytes / 1e6).toFixed(0)} MB before`,
    note: `the most in between ${(after.peakBytes / 1e6).toFixed(0)} MB; ${CACHE_BYTES / 1e6} MB may be kept`,
  }
}

function legitimateFigures(outcomes: readonly Outcome[]): Figure[] {
  const refused = outcomes.filter(({ status, hasErrors }) => status !== 200 || hasErrors)
  const wait = Math.max(...outcomes.map(({ waitMs }) => waitMs))
  const documents = `${outcomes.length} legitimate documents`
  return [
    { ...LEAST, name: `${documents}, not answered`, measured: refused.length, target: 0, note: classesOf(refused) },
    {
      name: `${documents}, longest wait of a bystander`,
      measured: wait,
      unit: 'ms',
      target: LONGEST_WAIT_MS,
      better: 'less',
      note: `the slowest answer ${Math.max(...outcomes.map(({ answerMs }) => answerMs)).toFixed(0)} ms`,
    },
  ]
}
