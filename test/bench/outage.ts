import { setTimeout as pause } from 'node:timers/promises'
import type { UpstreamContent } from '../../src/demo/index.ts'
import { encodePng } from '../../src/masks/index.ts'
import { openUpstream, type Upstream, type UpstreamSettings } from '../../src/upstream/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { percentile } from './client.ts'
import type { Figure } from './figure.ts'
import type { BenchSetting } from './setting.ts'

const CALLS = 1000
const REQUESTS_TARGET = 1100
const REFUSED_MS_TARGET = 5
const RECOVERY_SECONDS_TARGET = 2
const ASK_EVERY_MS = 5

/** Cost of outages for the upstream and for callers. */
export async function measureOutages(setting: BenchSetting): Promise<Figure[]> {
  return [
    ...(await measureOutage(setting, 'answers 503', openFailing)),
    ...(await measureOutage(setting, 'refuses', openRefusing)),
  ]
}

interface Outage extends AsyncDisposable {
  readonly origin: string
  readonly key: string
  readonly lookup: NonNullable<UpstreamSettings['lookup']>
  /** Requests so far. */
  requests(): number
  recover(): Promise<void>
}

/** 1,000 calls at once, which open the breaker; 1,000 one after another; and then until one succeeds again. */
async function measureOutage({ progress }: BenchSetting, name: string, open: () => Promise<Outage>): Promise<Figure[]> {
  progress(`an upstream that ${name}`)
  await using outage = await open()
  const upstream = openUpstream({ key: outage.key, origins: [outage.origin], lookup: outage.lookup })
  const ask = () => codeOf(upstream, `${outage.origin}/masks/feature/any/1`)
  const get = async () => (await ask()) === null
  try {
    const codes = await Promise.all(Array.from({ length: CALLS }, ask))
    const requests = outage.requests()
    const isOpen = codes.includes('UPSTREAM_CIRCUIT_OPEN')
    const latencies = await timeCalls(get)
    await outage.recover()
    const seconds = await timeRecovery(get)
    return figuresOf(name, { requests, latencies: isOpen ? latencies : [], seconds })
  } finally {
    await upstream.close()
  }
}

interface Measured {
  readonly requests: number
  /** Of calls while the breaker is open, in milliseconds, ascending. */
  readonly latencies: readonly number[]
  readonly seconds: number
}

function figuresOf(name: string, { requests, latencies, seconds }: Measured): Figure[] {
  const common = { better: 'less' } as const
  return [
    {
      ...common,
      name: `requests of 1,000 calls, upstream ${name}`,
      measured: requests,
      unit: '',
      target: REQUESTS_TARGET,
      note: 'all at once, retries among them',
    },
    {
      ...common,
      name: 'a call then, p99',
      measured: percentile(latencies, 0.99),
      unit: 'ms',
      target: REFUSED_MS_TARGET,
      note: `1,000 one after another, the breaker open; p50 ${percentile(latencies, 0.5).toFixed(2)} ms`,
    },
    {
      ...common,
      name: 'first answer after it is well',
      measured: seconds,
      unit: 's',
      target: RECOVERY_SECONDS_TARGET,
      note: `asked every ${ASK_EVERY_MS} ms`,
    },
  ]
}

async function timeCalls(get: () => Promise<boolean>): Promise<number[]> {
  const latencies: number[] = []
  for (let call = 0; call < CALLS; call++) {
    const started = performance.now()
    await get()
    latencies.push(performance.now() - started)
  }
  return latencies.sort((a, b) => a - b)
}

async function timeRecovery(get: () => Promise<boolean>): Promise<number> {
  const started = performance.now()
  while (!(await get())) await pause(ASK_EVERY_MS)
  return (performance.now() - started) / 1000
}

/** The code of the error; null for an answer. */
const codeOf = (upstream: Upstream, url: string): Promise<string | null> =>
  upstream.get(url, { accept: 'image/png' }).then(
    () => null,
    error => error.code,
  )

const loopback = async () => [{ address: '127.0.0.1', family: 4 }]

const picture = encodePng({ width: 1, height: 1, data: Uint8Array.of(1) })
const content: UpstreamContent = { frames: () => null, mask: () => picture, composite: () => null }

async function openFailing(): Promise<Outage> {
  const emulator = await openEmulator({ content })
  emulator.misbehave({ name: 'status 503 with Retry-After', retryAfterSeconds: 0 })
  return {
    origin: emulator.origin,
    key: emulator.key,
    lookup: loopback,
    requests: () => emulator.requests.length,
    recover: async () => emulator.misbehave(null),
    [Symbol.asyncDispose]: emulator.close,
  }
}

/** An upstream that refuses connections until it recovers. */
async function openRefusing(): Promise<Outage> {
  const emulator = await openEmulator({ content })
  const { key } = emulator
  const { port } = new URL(emulator.origin)
  let { close } = emulator
  let lookups = 0
  await close()
  return {
    origin: `http://outage.test:${port}`,
    key,
    // Every connection that is refused begins with one.
    lookup: () => {
      lookups += 1
      return loopback()
    },
    requests: () => lookups,
    async recover() {
      close = (await openEmulator({ content, port: Number(port) })).close
    },
    [Symbol.asyncDispose]: () => close(),
  }
}
