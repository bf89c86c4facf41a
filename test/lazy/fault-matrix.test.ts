import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { JsonObject } from '../../src/model/index.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { withoutOrigins } from '../upstream/fetcher.ts'
import { closedPort, serveHttp, serveHttps, type TestServer } from '../upstream/servers.ts'
import { colorOf, compositeOf, contentOf } from './drawn.ts'
import { compositeUrl, framesLine, ownUrl, v1Record, v2Row } from './exports.ts'
import { type Cell, cellsOf } from './fault-cells.ts'
import { type Answer, type LazyGraph, openScene } from './lazy-graph.ts'

/*
 * Every fault, with nothing fetched before (cold) and with everything around it fetched (warm): what fails is null with
 * its code at its own path, and costs nothing else anything.
 */

/** A thing that fails among others that do not. */
interface Subject {
  readonly query: string
  readonly path: readonly (string | number)[]
  /** Of the failing thing's URL. */
  readonly address: RegExp
  /** How many requests all the others are. */
  readonly others: number
  /** The answer, with this at the failing path. */
  answer(failing: unknown): unknown
  readonly failing: unknown
}

interface Kind {
  readonly what: 'frames' | 'masks'
  /** @param origin of the thing that is to fail. */
  record(id: string, origin: string, failingOrigin: string): JsonObject
  draw(id: string): void
  subject(id: string): Subject
}

let scene: Awaited<ReturnType<typeof openScene>>
let other: Emulator
let http: TestServer
let https: TestServer
let refused: string
let heldAtStart: number
const opened = new AsyncDisposableStack()

before(async () => {
  scene = opened.use(await openScene())
  other = await openEmulator({ content: contentOf(scene.drawn) })
  opened.defer(() => other.close())
  http = opened.use(await serveHttp((_, response) => response.end()))
  https = opened.use(await serveHttps((_, response) => response.end()))
  refused = `http://127.0.0.1:${await closedPort()}`
  await collectGarbage()
  heldAtStart = heldBytes()
})
after(() => opened.disposeAsync())
afterEach(() => scene.emulator.misbehave(null))

const FRAMES: Kind = {
  what: 'frames',
  record: (id, origin, failingOrigin) =>
    v1Record({
      id,
      origin,
      groups: ['axial', 'coronal', 'sagittal'],
      framesUrl: { coronal: `${failingOrigin}/v1/frames/${id}?group=coronal` },
    }),
  draw(id) {
    for (const group of ['axial', 'coronal', 'sagittal'])
      scene.drawn.frames.set(`${id}/${group}`, [framesLine(1), framesLine(2), framesLine(3)])
  },
  subject(id) {
    const frames = { nodes: [1, 2, 3].map(number => ({ number, annotations: [{ featureId: `box${number}` }] })) }
    const groups = (failing: unknown) =>
      ['axial', 'coronal', 'sagittal'].map(name => ({ name, frames: name === 'coronal' ? failing : frames }))
    return {
      query: `{ label(id: "${id}") { id createdBy groups { name frames { nodes { number annotations { featureId } } } } } }`,
      path: ['label', 'groups', 1, 'frames'],
      address: new RegExp(`/frames/${id}\\?group=coronal`),
      others: 2,
      answer: failing => ({ label: { id, createdBy: 'ann@example.com', groups: groups(failing) } }),
      failing: frames,
    }
  },
}

const MASKS: Kind = {
  what: 'masks',
  record(id, origin, failingOrigin) {
    const own = (name: string) => ({ frame: 1, featureId: `${id}${name}` })
    const url = compositeUrl(origin, `${id}composite`, 1)
    const inComposite = (name: string, color: number) => ({
      ...own(name),
      url: ownUrl(origin, `${id}${name}`, 1),
      composite: { url, color: colorOf(color) },
    })
    return v2Row({
      id,
      masks: [
        { ...own('a'), url: ownUrl(origin, `${id}a`, 1) },
        { ...own('b'), url: ownUrl(failingOrigin, `${id}b`, 1) },
        inComposite('c', 1),
        inComposite('d', 2),
      ],
    })
  },
  draw(id) {
    scene.drawn.areas.set(`${id}a/1`, 11).set(`${id}b/1`, 22)
    const shown = [1, 2].map(number => ({ color: colorOf(number), area: 30 + number }))
    scene.drawn.composites.set(`${id}composite/1`, compositeOf(shown))
  },
  subject(id) {
    const annotation = (name: string, area: unknown, colorRgb: unknown = null) => ({
      featureId: `${id}${name}`,
      name: 'Tumour',
      mask: { area, colorRgb },
    })
    return {
      query: `{ label(id: "${id}") { id createdBy group(name: "Axial") { frame(number: 1) { annotations {
        featureId name ... on MaskAnnotation { mask { area colorRgb } } } } } } }`,
      path: ['label', 'group', 'frame', 'annotations', 1, 'mask', 'area'],
      address: new RegExp(`/annotations/${id}b/`),
      others: 2,
      answer(failing) {
        const composed = [annotation('c', 31, colorOf(1)), annotation('d', 32, colorOf(2))]
        const annotations = [annotation('a', 11), annotation('b', failing), ...composed]
        return { label: { id, createdBy: 'ann@example.com', group: { frame: { annotations } } } }
      },
      failing: 22,
    }
  },
}

for (const kind of [FRAMES, MASKS]) {
  suite(kind.what, () => {
    const cells = cellsOf(kind.what, { otherOrigin: '', http: '', https: '' })
    let graph: LazyGraph
    before(async () => {
      graph = await scene.open()
      const ids = cells.flatMap((_, i) => ['cold', 'warm'].map(state => idOf(kind, i, state)))
      for (const id of ids) kind.draw(id)
      const failing = (i: number) => (cells[i]?.fault === null ? refused : scene.origin)
      const records = ids.map((id, i) => kind.record(id, scene.origin, failing(Math.floor(i / 2))))
      const { rejected } = await scene.load(graph.store, records)
      assert.equal(rejected, 0)
      await graph.close()
    })
    for (const [i, { name, code }] of cells.entries()) {
      test(`${name}: cold`, { timeout: 20_000 }, async () => {
        const run = () => cold(kind.subject(idOf(kind, i, 'cold')), cellAt(kind, i))
        if (code !== 'UPSTREAM_TOO_LARGE') return run()
        // Each bomb is a GiB or more; a body may have 128 MiB once decompressed.
        const most = await mostBytes(run)
        assert.ok(most < 256 * MIB, `${most / MIB} MiB`)
      })
      test(`${name}: warm`, { timeout: 20_000 }, () => warm(kind.subject(idOf(kind, i, 'warm')), cellAt(kind, i)))
    }
  })
}

const idOf = ({ what }: Kind, cell: number, state: string) => `${what}${cell}${state}`

/** Now that the servers run. */
function cellAt({ what }: Kind, i: number): Cell {
  const place = ({ port }: TestServer) => `127.0.0.1:${port}`
  const cells = cellsOf(what, { otherOrigin: other.origin, http: place(http), https: place(https) })
  return cells[i] as Cell
}

/** With all of a gateway anew, so that no cell disturbs the next: breakers and budgets too. */
const openCell = ({ limits }: Cell) =>
  scene.open({ limits, origins: [scene.origin, other.origin, refused].filter(origin => origin !== undefined) })

async function cold(subject: Subject, cell: Cell): Promise<void> {
  await using graph = await openCell(cell)
  scene.emulator.misbehave(cell.fault, { path: subject.address })
  scene.requests()
  expectFault(await graph.execute(subject.query), subject, cell)
  assert.equal(requestsBut(subject.address), subject.others)
  await expectHealed(graph, subject, cell)
}

async function warm(subject: Subject, cell: Cell): Promise<void> {
  await using graph = await openCell(cell)
  scene.emulator.misbehave({ name: 'status 404' }, { path: subject.address })
  await graph.execute(subject.query)
  scene.emulator.misbehave(cell.fault)
  scene.requests()
  expectFault(await graph.execute(subject.query), subject, cell)
  // What was fetched before is served though all of the upstream fails.
  assert.equal(requestsBut(subject.address), 0)
  await expectHealed(graph, subject, cell)
}

function expectFault({ data, errors }: Answer, { answer, failing, path }: Subject, { code }: Cell): void {
  if (code === null) {
    assert.deepEqual(errors, [])
    assert.deepEqual(data, answer(failing))
    return
  }
  assert.deepEqual(data, answer(null))
  const [error] = errors
  assert.equal(errors.length, 1)
  assert.deepEqual(error?.path, path)
  assert.equal(error?.code, code, error?.message)
  expectDiscreet(error?.message ?? '')
  assert.match(error?.message ?? '', /http:\/\/127\.0\.0\.1:\d+|127\.0\.0\.1,|localhost,/)
}

/** A message names no more of an address than its origin or host, no key, nothing of the export or of the answer. */
function expectDiscreet(message: string): void {
  assert.match(message, /^\p{Lu}[^\n]{20,300}\.$/u)
  const rest = withoutOrigins(message)
  assert.doesNotMatch(rest, /:\/\/|\/v1\/|coronal|frames\d|masks\d|project1|ann@|Bearer/)
  assert.ok(!message.includes(scene.emulator.key))
  assert.doesNotMatch(message, /<|sign in|not valid|not allowed|expired|exceeded|\{|featureId|frameNumber|PNG\r/i)
}

/** Nothing of a fault is remembered; and what was had once is served whatever happens then. */
async function expectHealed(graph: LazyGraph, subject: Subject, { fault, code }: Cell): Promise<void> {
  scene.emulator.misbehave(null)
  scene.requests()
  if (fault !== null) {
    assert.deepEqual(await graph.ask(subject.query), subject.answer(subject.failing))
    assert.equal(scene.emulator.requests.length, code === null ? 0 : 1)
    scene.emulator.misbehave(fault)
    scene.requests()
    assert.deepEqual(await graph.ask(subject.query), subject.answer(subject.failing))
    assert.equal(scene.requests(), 0)
  }
}

function requestsBut(address: RegExp): number {
  const count = scene.emulator.requests.filter(({ path }) => !address.test(path)).length
  scene.emulator.clearRequests()
  return count
}

suite('after all of it', () => {
  test('no server that is not configured was connected to', () => {
    assert.equal(http.connections() + https.connections(), 0)
  })

  test('no memory is kept', { timeout: 20_000 }, async () => {
    // Buffers go a few turns after what held them.
    do await collectGarbage()
    while (heldBytes() > heldAtStart + 30 * MIB)
  })
})

const MIB = 2 ** 20

function heldBytes(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  await new Promise(resolve => setImmediate(resolve))
}

/**
 * The largest size of all buffers while something is done, garbage included, looked at in every turn of the event loop:
 * a bomb is inflated in thousands of them.
 */
async function mostBytes(work: () => Promise<void>): Promise<number> {
  await collectGarbage()
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  let isDone = false
  const look = () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    if (!isDone) setImmediate(look)
  }
  look()
  await work().finally(() => {
    isDone = true
  })
  return most
}
