import { join } from 'node:path'
import { type Environment, memoryOf } from '../bench/child.ts'
import { sendTraffic } from '../bench/client.ts'
import { legitimateDocuments } from '../bench/documents/legitimate.ts'
import { type Figure, median } from '../bench/figure.ts'
import { loadExport } from '../bench/loading.ts'
import { createQuestions, post } from '../bench/questions.ts'
import { serveStore } from '../bench/ready.ts'
import { findKnown } from '../bench/under-attack.ts'
import type { AssureSetting } from './section.ts'
import { openSoakLoads } from './soak-loads.ts'

const EXPORT_BYTES = 54e6
const SLICE_SECONDS = 5
const CONNECTIONS = 8
const MOST_GROWTH = 1.1
/** Slices of traffic, of which one comes with a load. */
const LOAD_EVERY = 4
/** Nearest to a moment, whose median stands for it. */
const SAMPLES = 5
/** Smaller than the memory that the gateway would take otherwise. */
const HEAP = { NODE_OPTIONS: '--max-old-space-size=256' }
/** Beyond a gateway that keeps nothing, which is asked for a fifth of the time. */
const MOST_KEPT_MEGABYTES = 150
const SHARE_WITHOUT = 0.2
/** In ten requests: those with variables of their own, and those that are asked again and again. */
const FIRST_TIME = 6

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

/**
 * Minutes of mixed requests, first-time and repeated ones of every kind, with loads and fetches, end with hardly more memory
 * than three tenths of them did, and with little more than a gateway that keeps nothing needs for the same requests.
 */
export async function assureMixedLoad({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const store = join(folder, 'store.db')
  await loadExport({ folder, exportBytes: EXPORT_BYTES, progress }, store)
  const minutes = quick ? 0.5 : 10
  const keeping = await sendMixedLoad(store, folder, { minutes, seed: 1000 }, {}, progress)
  const without = await sendMixedLoad(
    store,
    folder,
    { minutes: minutes * SHARE_WITHOUT, seed: 2000 },
    { SLICEGRAPH_CACHE: '0' },
    progress,
  )

  return [
    {
      name: `memory after ${minutes} minutes of mixed load, loads and fetches / after ${minutes * 0.3}`,
      measured: keeping.atEnd / keeping.early,
      unit: '',
      target: MOST_GROWTH,
      better: 'less',
      anchor: megabytes(keeping.early),
      note: `${megabytes(keeping.atEnd)}, ${megabytes(keeping.peak)} at most, ${keeping.requests} requests, ${keeping.loads} loads, ${keeping.fetches} fetches`,
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
  ]
}

/** Resident memory in bytes. */
interface Memory {
  readonly requests: number
  readonly loads: number
  readonly fetches: number
  /** After three tenths of the time: after the third of ten minutes. */
  readonly early: number
  readonly atEnd: number
  readonly peak: number
}

async function sendMixedLoad(
  store: string,
  folder: string,
  { minutes, seed }: { readonly minutes: number; readonly seed: number },
  environment: Environment,
  progress: AssureSetting['progress'],
): Promise<Memory> {
  await using upstream = await openSoakLoads(folder, store, seed)
  await using gateway = await serveStore(store, { ...HEAP, ...upstream.environment, ...environment })
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
  const samples: { readonly share: number; readonly bytes: number }[] = []
  let loads = 0
  for (let slice = 0; performance.now() < started + minutes * 60_000; slice++) {
    const fetching = async () => {
      if (slice % LOAD_EVERY !== 0) return
      for (const query of await upstream.loadNext()) await post(url, query)
      loads++
    }
    await Promise.all([sendTraffic({ url, body, connections: CONNECTIONS, seconds: SLICE_SECONDS }), fetching()])
    const { bytes } = memoryOf(gateway.pid)
    samples.push({ share: (performance.now() - started) / (minutes * 60_000), bytes })
    if (slice % 6 === 0) progress(`${requests} requests, ${loads} loads, ${megabytes(bytes)}`)
  }
  const around = (share: number) => {
    const nearest = samples.toSorted((a, b) => Math.abs(a.share - share) - Math.abs(b.share - share))
    return median(nearest.slice(0, SAMPLES).map(({ bytes }) => bytes))
  }
  const { peakBytes } = memoryOf(gateway.pid)
  const fetches = upstream.requests()
  if (loads === 0 || fetches === 0) throw new Error('Nothing was loaded or fetched during the mixed load.')
  return { requests, loads, fetches, early: around(0.3), atEnd: around(1), peak: peakBytes }
}
