import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Pool } from 'undici'
import { ownUrl, v2Row } from '../lazy/exports.ts'
import { startBystander } from './bystander.ts'
import { measure, startProgram } from './child.ts'
import { type Figure, median } from './figure.ts'
import { serveStore } from './ready.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

const MASKS = 1000
const AT_ONCE = 32
const ANSWER_MS = 20
/** If nothing but the upstream's answers took any time. */
const MINIMUM_MS = Math.ceil(MASKS / AT_ONCE) * ANSWER_MS
const RATIO_TARGET = 1.3
const ROUNDS = 5
const LONGEST_WAIT_MS = 50

/**
 * One query for the areas of 1,000 masks that the store lacks, against the least that fetching them can take. The
 * anchor: a bare pool of undici that fetches the same bodies over as many connections and drops them. Each round has
 * masks of its own. The first is not timed, since connections are opened and code is compiled: a bystander asks for a
 * label meanwhile.
 */
export async function measureMasks(setting: BenchSetting, side: number): Promise<Figure[]> {
  const size = `${side} x ${side}`
  setting.progress(`drawing masks of ${size}`)
  const args = [(ROUNDS + 1) * MASKS, side, ANSWER_MS].map(String)
  await using upstream = await startProgram('mask-upstream.ts', args)
  const [origin = '', key = ''] = upstream.line.split(' ')
  const store = await loadMasks(join(setting.folder, `masks-${side}.db`), origin)
  await using gateway = await serveStore(store, {
    LABELBOX_API_KEY: key,
    SLICEGRAPH_UPSTREAM_ORIGINS: origin,
    // All masks in one operation cost more than the default limit.
    SLICEGRAPH_MAX_COST: '1000000',
    // A figure is wanted from a slow machine, too.
    SLICEGRAPH_QUERY_TIMEOUT: '5m',
  })
  await using pool = new BarePool(origin, key)
  const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''
  const waitMs = await waitDuring(url, () => askAreas(url, 0))
  await pool.fetch(0)
  const rounds: Round[] = []
  for (let round = 1; round <= ROUNDS; round++) {
    setting.progress(`${MASKS} masks of ${size}, round ${round} of ${ROUNDS}`)
    rounds.push({ gateway: await time(() => askAreas(url, round)), pool: await time(() => pool.fetch(round)) })
  }
  return figuresOf(size, rounds, waitMs)
}

/** In milliseconds. */
interface Round {
  readonly gateway: number
  readonly pool: number
}

/** The longest wait of a bystander. */
async function waitDuring(url: string, work: () => Promise<void>): Promise<number> {
  await using bystander = startBystander(url, JSON.stringify({ query: '{ label(id: "label1") { id } }' }))
  await work()
  return (await bystander.take()).longestMs
}

function figuresOf(size: string, counted: readonly Round[], waitMs: number): Figure[] {
  const gateway = median(counted.map(round => round.gateway))
  const pool = median(counted.map(round => round.pool))
  return [
    {
      name: `1,000 masks of ${size} / minimum`,
      measured: gateway / MINIMUM_MS,
      unit: '',
      target: RATIO_TARGET,
      better: 'less',
      anchor: `bare pool ${(pool / MINIMUM_MS).toFixed(2)}`,
      note: `${gateway.toFixed(0)} ms of ${MINIMUM_MS} ms, ${AT_ONCE} at once, ${ANSWER_MS} ms each`,
    },
    {
      name: `1,000 masks of ${size}, longest wait of a bystander`,
      measured: waitMs,
      unit: 'ms',
      target: LONGEST_WAIT_MS,
      better: 'less',
      note: 'the first 1,000 of a new process',
    },
  ]
}

/**
 * A label for each round, in a store at this path. It stays until the whole run ends: where thousands of files were
 * removed a moment ago, ext4 takes half a minute or more before it makes new ones as quickly as before.
 */
async function loadMasks(store: string, origin: string): Promise<string> {
  const path = `${store}.ndjson`
  const rows = numbers(ROUNDS + 1).map(round => {
    const masks = numbers(MASKS).map(frame => ({
      frame,
      featureId: featureOf(round),
      url: urlOf(origin, round, frame),
    }))
    return v2Row({ id: `label${round}`, masks })
  })
  await writeFile(path, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  await measure('../../src/cli.js', ['ingest', path, '--store', storeUrl(store), '--quiet'])
  return store
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number)

/** The upstream adds the frame to the number in it. */
const featureOf = (round: number) => `feature${round * MASKS}`

const urlOf = (origin: string, round: number, frame: number) => ownUrl(origin, featureOf(round), frame)

async function time(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function askAreas(url: string, round: number): Promise<void> {
  const query = `{ annotations(first: ${MASKS}, filter: { labelId: { eq: "label${round}" } }) {
    nodes { ... on MaskAnnotation { mask { area } } }
  } }`
  const body = JSON.stringify({ query })
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  const areas = text.match(/"area":\d+/g)?.length
  if (areas !== MASKS) throw new Error(`The gateway told ${areas} areas: ${text.slice(0, 500)}`)
}

/** The anchor. */
class BarePool {
  readonly #pool: Pool
  readonly #origin: string
  readonly #headers: { readonly authorization: string }

  constructor(origin: string, key: string) {
    this.#pool = new Pool(origin, { connections: AT_ONCE })
    this.#origin = origin
    this.#headers = { authorization: `Bearer ${key}` }
  }

  async fetch(round: number): Promise<void> {
    await Promise.all(numbers(MASKS).map(frame => this.#get(urlOf(this.#origin, round, frame))))
  }

  async #get(url: string): Promise<void> {
    const { statusCode, body } = await this.#pool.request({
      path: new URL(url).pathname,
      method: 'GET',
      headers: this.#headers,
    })
    await body.bytes()
    if (statusCode !== 200) throw new Error(`The upstream answered ${statusCode}.`)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool.close()
  }
}
