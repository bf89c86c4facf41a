import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processorSeconds } from './child.ts'
import { createDocuments } from './documents/generated.ts'
import type { DocumentRequest } from './documents/request.ts'
import { type Figure, median } from './figure.ts'
import { scatterPlot } from './plot.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'
import { findKnown } from './under-attack.ts'

const DOCUMENTS = 500
const QUICK_DOCUMENTS = 150
/** Of the same kind, asked before: the compilers of V8 have done their work then. */
const WARM_UP_DOCUMENTS = 60
const LONGEST_MS = 3000
/** Some would take minutes where no limit stops them. */
const PATIENCE_MS = 15_000
const COST_UNIT = 1000
/** Named by --verbose: those that take the longest for their cost. */
const WORST_SHOWN = 10

interface Sample {
  readonly name: string
  readonly query: string
  /** Null: not told. */
  readonly cost: number | null
  readonly ms: number
  /** Processor time of the gateway, in steps of 10 ms. */
  readonly processorMs: number
  readonly bytes: number
  readonly outcome: 'answered' | 'over the limit' | 'failed'
}

type Costed = Sample & { readonly cost: number }

/** Cost as the gateway tells it against the time that an answer takes, over generated documents, one after the other. */
export async function measureCost(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  const start = () => serveStore(storePath, { LABELBOX_API_URL: 'http://127.0.0.1:9' })
  let gateway = await start()
  const url = () => /http:\S+/.exec(gateway.line)?.[0] ?? ''
  const count = setting.quick ? QUICK_DOCUMENTS : DOCUMENTS
  const documents = createDocuments(await findKnown(url()), count + WARM_UP_DOCUMENTS)
  const samples: Sample[] = []
  for (const [i, document] of documents.entries()) {
    if (i % 50 === 0) setting.progress(`costs, document ${i} of ${documents.length}`)
    const before = processorSeconds(gateway.pid)
    const answer = await sampleOf(url(), document)
    const sample = { ...answer, processorMs: Math.round((processorSeconds(gateway.pid) - before) * 1000) }
    if (sample.outcome === 'failed') {
      // Work that goes on would be counted as that of the next document.
      await gateway[Symbol.asyncDispose]()
      gateway = await start()
    }
    if (i >= WARM_UP_DOCUMENTS) samples.push(sample)
  }
  await gateway[Symbol.asyncDispose]()
  const files = await writeSamples(samples)
  setting.progress(`costs and times are in ${files}`)
  if (setting.verbose) {
    for (const { name, cost, ms, query } of dearFirst(samples).slice(0, WORST_SHOWN))
      setting.progress(`${name}: cost ${cost}, ${ms.toFixed(0)} ms: ${query}`)
  }
  return figuresOf(samples, files)
}

async function sampleOf(url: string, { name, body }: DocumentRequest): Promise<Omit<Sample, 'processorMs'>> {
  const headers = { 'content-type': 'application/json', 'x-slicegraph-cost': '1' }
  const { query } = JSON.parse(body)
  const started = performance.now()
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE_MS) })
    const text = await response.text()
    const ms = performance.now() - started
    const { errors, extensions } = JSON.parse(text)
    const isOver = errors?.some(
      (error: { extensions?: { code?: string } }) => error.extensions?.code === 'COST_LIMIT_EXCEEDED',
    )
    const outcome = isOver ? 'over the limit' : errors ? 'failed' : 'answered'
    return { name, query, cost: costOf(extensions), ms, bytes: text.length, outcome }
  } catch {
    return { name, query, cost: null, ms: performance.now() - started, bytes: 0, outcome: 'failed' }
  }
}

/** The number itself, or that of an object that says more. */
function costOf(extensions: { cost?: number | { cost?: number } } | undefined): number | null {
  const cost = extensions?.cost
  return (typeof cost === 'object' ? cost.cost : cost) ?? null
}

async function writeSamples(samples: readonly Sample[]): Promise<string> {
  const folder = join(tmpdir(), 'slicegraph-bench')
  await mkdir(folder, { recursive: true })
  const rows = samples.map(({ name, cost, ms, processorMs, bytes, outcome, query }) =>
    [name, cost ?? '', ms.toFixed(2), processorMs, bytes, outcome, `"${query.replaceAll('"', '""')}"`].join(),
  )
  await writeFile(
    join(folder, 'cost.csv'),
    ['document,cost,ms,processorMs,bytes,outcome,query', ...rows, ''].join('\n'),
  )
  const points = costed(samples).map(({ cost, ms }) => [cost, ms] as const)
  await writeFile(join(folder, 'cost.svg'), scatterPlot(points, 'cost', 'ms'))
  return join(folder, 'cost.{csv,svg}')
}

const costed = (samples: readonly Sample[]) =>
  samples.filter((sample): sample is Costed => sample.cost !== null && sample.cost > 0 && sample.outcome === 'answered')

const rateOf = ({ cost, ms }: Costed) => (ms / cost) * COST_UNIT

/** Those that take the longest for their cost first. In cheaper ones, the fixed cost of a request is most of it. */
const dearFirst = (samples: readonly Sample[]) =>
  costed(samples)
    .filter(({ cost }) => cost >= COST_UNIT)
    .sort((a, b) => rateOf(b) - rateOf(a))

function figuresOf(samples: readonly Sample[], files: string): Figure[] {
  const answered = samples.filter(({ outcome }) => outcome === 'answered')
  const known = costed(samples)
  const dear = dearFirst(samples)
  const rates = dear.map(rateOf).reverse()
  const quantile = (fraction: number) =>
    rates[Math.min(rates.length - 1, Math.floor(rates.length * fraction))] ?? Number.NaN
  const [worst] = dear
  const slowest = answered.toSorted((a, b) => b.ms - a.ms)[0]
  const names = `${samples.length} generated documents`
  const refused = samples.filter(({ outcome }) => outcome === 'over the limit').length
  const failed = samples.filter(({ outcome }) => outcome === 'failed').length
  const figures: Figure[] = [
    {
      name: `${names}, slowest within the limit`,
      measured: Math.max(slowest?.ms ?? Number.NaN, failed > 0 ? PATIENCE_MS : 0),
      unit: 'ms',
      target: LONGEST_MS,
      better: 'less',
      anchor: `median ${median(answered.map(({ ms }) => ms)).toFixed(0)} ms`,
      note: `${slowest?.name}; ${refused} over the limit, ${failed} failed or took over ${PATIENCE_MS / 1000} s`,
    },
  ]
  if (known.length === 0) return figures
  const costs = known.map(({ cost }) => cost)
  const ranks = rankCorrelation(
    costs,
    known.map(({ ms }) => ms),
  )
  const processorRanks = rankCorrelation(
    costs,
    known.map(({ processorMs }) => processorMs),
  )
  return [
    ...figures,
    {
      name: 'cost against time, rank correlation',
      measured: ranks,
      unit: '',
      target: 0.9,
      better: 'more',
      note: `by processor time ${processorRanks.toFixed(2)}; ${files}`,
    },
    {
      name: `time for ${COST_UNIT} of cost, 99 % / median`,
      measured: quantile(0.99) / quantile(0.5),
      unit: '',
      target: null,
      better: 'less',
      note: [
        `${dear.length} documents from ${COST_UNIT} on`,
        ...[0.01, 0.1, 0.5, 0.9, 0.99].map(each => `p${each * 100} ${quantile(each).toFixed(2)}`),
        `worst ${quantile(1).toFixed(2)} ms: ${worst?.name}, cost ${worst?.cost}, ${worst?.ms.toFixed(0)} ms`,
      ].join(', '),
    },
  ]
}

/** Spearman's: 1 where the dearer document always takes longer. */
function rankCorrelation(a: readonly number[], b: readonly number[]): number {
  const [ranksA, ranksB] = [ranksOf(a), ranksOf(b)]
  const middle = (a.length - 1) / 2
  const sum = (of: (i: number) => number) => a.reduce((total, _, i) => total + of(i), 0)
  const [offA, offB] = [(i: number) => (ranksA[i] ?? 0) - middle, (i: number) => (ranksB[i] ?? 0) - middle]
  return sum(i => offA(i) * offB(i)) / Math.sqrt(sum(i => offA(i) ** 2) * sum(i => offB(i) ** 2))
}

/** Equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const ranks: number[] = []
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++
    for (const i of order.slice(start, end)) ranks[i] = (start + end - 1) / 2
  }
  return ranks
}
