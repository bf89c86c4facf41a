import { join } from 'node:path'
import { type Environment, memoryOf } from '../bench/child.ts'
import { sendTraffic } from '../bench/client.ts'
import { legitimateDocuments } from '../bench/documents/legitimate.ts'
import type { Figure } from '../bench/figure.ts'
import { loadExport } from '../bench/loading.ts'
import { createQuestions } from '../bench/questions.ts'
import { serveStore } from '../bench/ready.ts'
import { findKnown } from '../bench/under-attack.ts'
import type { AssureSetting } from './section.ts'

const EXPORT_BYTES = 54e6
const SLICE_SECONDS = 5
const CONNECTIONS = 8
const MOST_GROWTH = 1.1
/** Beyond a gateway that keeps nothing, which is asked for a fifth of the time. */
const MOST_KEPT_MEGABYTES = 150
const SHARE_WITHOUT = 0.2
/** In ten requests: those with variables of their own, and those that are asked again and again. */
const FIRST_TIME = 6

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

/**
 * Minutes of mixed requests, first-time and repeated ones of every kind, end with hardly more memory than the first minute
 * did, and with little more than a gateway that keeps nothing needs for the same requests.
 */
export async function assureMixedLoad({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const store = join(folder, 'store.db')
  await loadExport({ folder, exportBytes: EXPORT_BYTES, progress }, store)
  const minutes = quick ? 0.5 : 10
  const keeping = await sendMixedLoad(store, minutes, {}, progress)
  const without = await sendMixedLoad(store, minutes * SHARE_WITHOUT, { SLICEGRAPH_CACHE: '0' }, progress)

  return [
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
  ]
}

/** Resident memory in bytes. */
interface Memory {
  readonly requests: number
  readonly afterFirstMinute: number
  readonly atEnd: number
  readonly peak: number
}

async function sendMixedLoad(
  store: string,
  minutes: number,
  environment: Environment,
  progress: AssureSetting['progress'],
): Promise<Memory> {
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
    if (slice % 6 === 0) progress(`${requests} requests, ${megabytes(bytes)}`)
  }
  const { bytes, peakBytes } = memoryOf(gateway.pid)
  return { requests, afterFirstMinute, atEnd: bytes, peak: peakBytes }
}
