import assert from 'node:assert/strict'
import { after, afterEach, before, suite, test } from 'node:test'
import { openEmulator } from '../emulator/index.ts'
import { closedPort } from '../upstream/servers.ts'
import { colorOf, compositeOf, contentOf } from './drawn.ts'
import { compositeUrl, ownUrl, v2Row } from './exports.ts'
import { cellsOf } from './fault-cells.ts'
import { openScene } from './lazy-graph.ts'

/*
 * A composite that cannot be had: one that is gone, or of no use, is done without where its masks have URLs of their
 * own; after a temporary fault hundreds of masks are not fetched one by one.
 */

const GONE = new Set<string | null>([
  'UPSTREAM_FORBIDDEN',
  'UPSTREAM_NOT_FOUND',
  'UPSTREAM_BLOCKED',
  'UPSTREAM_BAD_RESPONSE',
  'UPSTREAM_TOO_LARGE',
])

const query = (id: string) => `{ label(id: "${id}") { group(name: "Axial") { frame(number: 1) { annotations {
  featureId ... on MaskAnnotation { mask { area compositeUrl } } } } } } }`

suite('composites', () => {
  const opened = new AsyncDisposableStack()
  let scene: Awaited<ReturnType<typeof openScene>>
  let places: { otherOrigin: string; http: string; https: string }
  let refused: string

  before(async () => {
    scene = opened.use(await openScene())
    const other = await openEmulator({ content: contentOf(scene.drawn) })
    opened.defer(() => other.close())
    places = { otherOrigin: other.origin, http: '127.0.0.1:1', https: '127.0.0.1:1' }
    refused = `http://127.0.0.1:${await closedPort()}`
    await using graph = await scene.open()
    const records = UNPLACED.map(({ fault }, i) => label(`label${i}`, fault === null ? refused : scene.origin))
    await scene.load(graph.store, records)
  })
  after(() => opened.disposeAsync())
  afterEach(() => scene.emulator.misbehave(null))

  /** `a` has its own image alone, `b` its own and the composite's, `c` the composite's alone. */
  function label(id: string, compositeOrigin: string) {
    const { drawn, origin } = scene
    const at = (name: string) => ({ frame: 1, featureId: `${id}${name}` })
    const own = (name: string) => ({ url: ownUrl(origin, `${id}${name}`, 1) })
    const composite = (color: number) => ({
      composite: { url: compositeUrl(compositeOrigin, `${id}composite`, 1), color: colorOf(color) },
    })
    drawn.areas.set(`${id}a/1`, 11).set(`${id}b/1`, 22)
    const shown = [2, 3].map(number => ({ color: colorOf(number), area: 11 * number }))
    drawn.composites.set(`${id}composite/1`, compositeOf(shown))
    const masks = [
      { ...at('a'), ...own('a') },
      { ...at('b'), ...own('b'), ...composite(2) },
      { ...at('c'), ...composite(3) },
    ]
    return v2Row({ id, masks })
  }

  const UNPLACED = cellsOf('masks', { otherOrigin: '', http: '', https: '' })
  for (const [i, { name, code, limits }] of UNPLACED.entries()) {
    test(name, { timeout: 20_000 }, async () => {
      const id = `label${i}`
      const origins = [scene.origin, places.otherOrigin, refused]
      await using graph = await scene.open({ limits, origins })
      const { fault = null } = cellsOf('masks', places)[i] ?? {}
      scene.emulator.misbehave(fault, { path: new RegExp(`/masks/${id}composite/`) })
      scene.requests()
      const { data, errors } = await graph.execute(query(id))
      const areas = code === null ? [11, 22, 33] : [11, GONE.has(code) ? 22 : null, null]
      const compositeOrigin = fault === null ? refused : scene.origin
      const url = compositeUrl(compositeOrigin, `${id}composite`, 1)
      const annotations = ['a', 'b', 'c'].map((letter, place) => ({
        featureId: `${id}${letter}`,
        mask: { area: areas[place], compositeUrl: letter === 'a' ? null : url },
      }))
      assert.deepEqual(data, { label: { group: { frame: { annotations } } } })
      const failed = areas.flatMap((area, place) => (area === null ? [place] : []))
      const path = (place: number) => ['label', 'group', 'frame', 'annotations', place, 'mask', 'area']
      assert.deepEqual(
        errors.map(error => ({ path: error.path, code: error.code })),
        failed.map(place => ({ path: path(place), code })),
      )
      const own = scene.emulator.requests.filter(request => request.path.includes('/annotations/'))
      assert.equal(own.length, GONE.has(code) ? 2 : 1)

      scene.emulator.misbehave(null)
      if (fault === null) return
      const { data: healed } = await graph.execute(query(id))
      const whole = annotations.map(({ mask, ...rest }, place) => ({
        ...rest,
        mask: { ...mask, area: 11 * (place + 1) },
      }))
      assert.deepEqual(healed, { label: { group: { frame: { annotations: whole } } } })
    })
  }
})
