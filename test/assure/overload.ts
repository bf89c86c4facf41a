import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { pathOf } from '../bench/child.ts'
import { percentile } from '../bench/client.ts'
import type { Figure } from '../bench/figure.ts'
import { loadExport } from '../bench/loading.ts'
import { installPeers, startPeer } from '../bench/peers.ts'
import { serveStore } from '../bench/ready.ts'
import type { AssureSetting } from './section.ts'

/** A request of the load, with its status (0: none), the time until its answer, and when it was sent. */
export interface Sent {
  readonly status: number
  readonly ms: number
  readonly at: number
}

const EXPORT_BYTES = 10e6
/** More would measure how fast Node refuses: a bare server of `node:http` that only does that takes 70 µs for each. */
const MOST_CAPACITY = 100
/** Of Apollo, which refuses nothing: what it was asked for in this time it answers for ten times as long. */
const PEER_SECONDS = 5
const CAPACITY_SECONDS = 5
const TIMES = 10
/** Enough for all that wait or run at ten times the capacity. */
const CONNECTIONS = 500
/** Of clients that wait for each answer, to find the capacity. */
const FEW = 8
/** One refused on arrival is answered sooner, one that is dropped later. */
const DROPPED_FROM_MS = 60
const HEALTH_EVERY_MS = 50
const USUAL_MS = 100
const LEAST_SHARE = 0.9

/**
 * Documents that each come once, at ten times the rate that the gateway can answer, from a process of their own. Its
 * capacity is the rate at which eight clients are answered that wait for each answer.
 */
export async function assureOverload({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const store = join(folder, 'store.db')
  await loadExport({ folder, exportBytes: EXPORT_BYTES, progress }, store)
  const apollo = await overloadApollo(progress)
  await using gateway = await serveStore(store, { LABELBOX_API_URL: 'http://127.0.0.1:9' })
  const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''

  const { capacity, size } = await findCapacity(url, progress)
  const seconds = quick ? 10 : 60
  progress(`${capacity.toFixed(0)} documents a second; ten times that for ${seconds} s`)
  const health = watchHealth(url)
  const sent = await send({ url, size, rate: capacity * TIMES, seconds, connections: CONNECTIONS })
  const healthMs = await health.stop()
  const recovery = await recoveryTime(url, size)

  const answered = sent.filter(({ status }) => status === 200)
  const refused = sent.filter(({ status }) => status === 503)
  const others = sent.length - answered.length - refused.length
  const onArrival = refused.filter(({ ms }) => ms < DROPPED_FROM_MS)
  const dropped = refused.filter(({ ms }) => ms >= DROPPED_FROM_MS)
  const goodput = answered.length / seconds
  const milliseconds = { unit: 'ms', better: 'less' } as const
  const anchor = `${capacity.toFixed(0)} a second`
  return [
    {
      name: `${TIMES} times the capacity for ${seconds} s: answered, of the capacity`,
      measured: goodput / capacity,
      unit: '',
      target: LEAST_SHARE,
      better: 'more',
      anchor,
      note: `${goodput.toFixed(0)} a second of ${(sent.length / seconds).toFixed(0)}; ${others} neither answered nor refused`,
    },
    {
      name: 'p99 of the answered',
      measured: late(answered, 0.99),
      target: 250,
      ...milliseconds,
      anchor: `${late(apollo, 0.99).toFixed(0)} ms`,
      note: `median ${late(answered, 0.5).toFixed(0)} ms, the slowest ${late(answered, 1).toFixed(0)} ms; anchor: Apollo over objects in memory, ten times its capacity for ${PEER_SECONDS} s`,
    },
    {
      name: 'refused on arrival, p99',
      measured: late(onArrival, 0.99),
      target: 20,
      ...milliseconds,
      note: `${onArrival.length} of ${sent.length}`,
    },
    {
      name: 'dropped from the queue, p99',
      measured: dropped.length > 0 ? late(dropped, 0.99) : 0,
      target: 120,
      ...milliseconds,
      note: `${dropped.length} of ${sent.length}, the slowest ${dropped.length > 0 ? late(dropped, 1).toFixed(0) : 0} ms`,
    },
    {
      name: '/healthz, p99',
      measured: percentile(healthMs, 0.99),
      target: 50,
      ...milliseconds,
      note: `${healthMs.length} requests, the slowest ${percentile(healthMs, 1).toFixed(0)} ms`,
    },
    {
      name: 'until requests are answered as before',
      measured: recovery / 1000,
      unit: 's',
      target: 2,
      better: 'less',
      note: 'after the last of the load: ten in a row, each within 100 ms',
    },
  ]
}

const late = (of: readonly Sent[], share: number) => percentile(Float64Array.from(of, ({ ms }) => ms).sort(), share)

/** The same for Apollo Server over plain objects in memory. */
async function overloadApollo(progress: AssureSetting['progress']): Promise<Sent[]> {
  progress('Apollo')
  await installPeers(progress)
  await using peer = await startPeer('apollo', EXPORT_BYTES)
  const url = /http:\S+/.exec(peer.line)?.[0] ?? ''
  const { capacity, size } = await findCapacity(url, progress)
  const sent = await send({ url, size, rate: capacity * TIMES, seconds: PEER_SECONDS, connections: CONNECTIONS })
  return sent.filter(({ status }) => status === 200)
}

/** The rate of answers, and the page size at which it is at most MOST_CAPACITY. */
async function findCapacity(url: string, progress: AssureSetting['progress']) {
  for (let size = 20; ; size = Math.ceil(size * 1.5)) {
    // The first finds nothing compiled.
    await send({ url, size, rate: 1000, seconds: 2, connections: FEW })
    const sent = await send({ url, size, rate: 1000, seconds: CAPACITY_SECONDS, connections: FEW })
    const capacity = sent.filter(({ status }) => status === 200).length / CAPACITY_SECONDS
    progress(`pages of ${size}: ${capacity.toFixed(0)} a second`)
    if (capacity <= MOST_CAPACITY) return { capacity, size }
  }
}

let number = 0

interface Load {
  readonly url: string
  readonly rate: number
  readonly seconds: number
  /** Of the page that is asked for. */
  readonly size: number
  readonly connections: number
}

/** Sends a load from another process. */
async function send({ url, rate, seconds, size, connections }: Load): Promise<Sent[]> {
  const args = [pathOf('../assure/overload-load.ts'), url, rate, seconds, size, number, connections].map(String)
  number += Math.ceil(rate * seconds) + 1
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  return JSON.parse(await text(child.stdout)) as Sent[]
}

/** Times of `/healthz`, which is asked all the time over new connections. */
function watchHealth(url: string) {
  const times: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const started = performance.now()
      await (await fetch(new URL('/healthz', url))).text()
      times.push(performance.now() - started)
      await pause(HEALTH_EVERY_MS)
    }
  })()
  return {
    async stop(): Promise<Float64Array> {
      isOver = true
      await asking
      return Float64Array.from(times).sort()
    },
  }
}

/** Milliseconds until ten requests in a row are answered at once. */
async function recoveryTime(url: string, size: number): Promise<number> {
  const started = performance.now()
  for (let inRow = 0, from = started; ; ) {
    const asked = performance.now()
    const query = `query R${number++} { labels(first: ${size}) { nodes { id } } }`
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })
    await response.arrayBuffer()
    const isUsual = response.status === 200 && performance.now() - asked <= USUAL_MS
    if (!isUsual) from = performance.now()
    inRow = isUsual ? inRow + 1 : 0
    if (inRow === 10) return from - started
    if (performance.now() - started > 20_000) return Number.POSITIVE_INFINITY
  }
}
