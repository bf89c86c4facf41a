import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { demoContent, writeDemoExport } from '../../src/demo/index.ts'
import { ingestExports } from '../../src/ingest/index.ts'
import { makeToken } from '../../src/server/index.ts'
import { listExports } from '../../src/source/index.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { fileContents, graphContents } from '../rows/coco-graph.ts'
import { readCoco } from '../rows/coco-reader.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ask, type Gateway, startGateway, withSnapshots } from './start-gateway.ts'

const SELECTED = { isSelected: { eq: true } }

suite('COCO by HTTP', () => {
  const opened = new AsyncDisposableStack()
  let emulator: Emulator
  let gateway: Gateway
  before(async () => {
    const demo = { dataRows: 3, v1Records: 2 }
    emulator = await openEmulator({ content: origin => demoContent({ ...demo, origin }) })
    opened.defer(() => emulator.close())
    const upstream = { key: emulator.key, origins: [emulator.origin] }
    gateway = await startGateway({ upstream, empty: true, maxCost: null })
    opened.defer(() => gateway.close())
    const folder = opened.use(await temporaryFolder())
    const files = await writeDemoExport(folder.path, { ...demo, origin: emulator.origin })
    await ingestExports({ store: gateway.store, files: await listExports(files) })
  })
  after(() => opened.disposeAsync())

  const get = (filter?: object) =>
    fetch(`${gateway.url}/rows/coco.json${filter ? `?filter=${encodeURIComponent(JSON.stringify(filter))}` : ''}`)
  const contents = (filter: object | null = null) =>
    graphContents(async (query, variables) => (await ask(gateway, query, variables)).data, filter)
  const unmeasured = async () => {
    const { data } = await ask(gateway, '{ annotationStats { unmeasuredMaskCount } }')
    return (data as { annotationStats: { unmeasuredMaskCount: number }[] }).annotationStats[0]?.unmeasuredMaskCount
  }

  test('fetches nothing, and says how many masks are not measured', async () => {
    emulator.clearRequests()
    const answer = await get()
    assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8')
    assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="coco.json"')
    assert.match(answer.headers.get('slicegraph-version') ?? '', /\d/)
    const { info, images, annotations, polylines } = readCoco(await answer.text())
    assert.ok(info.unmeasured_masks > 10)
    assert.equal(answer.headers.get('slicegraph-unmeasured-masks'), String(info.unmeasured_masks))
    assert.equal(info.unmeasured_masks, await unmeasured())
    assert.ok(images.length > 5 && annotations.length + polylines.length > 5)
    assert.ok(annotations.every(({ segmentation }) => !('counts' in segmentation)))
    assert.equal(emulator.counts.size, 0)
  })

  test('holds the values of the graph, masks that were fetched included, and those of a filter alone', async () => {
    const expected = await contents()
    assert.equal(expected.unmeasured, 0)
    const answer = await get()
    assert.equal(answer.headers.get('slicegraph-unmeasured-masks'), '0')
    const file = readCoco(await answer.text())
    assert.ok(file.annotations.some(({ segmentation }) => 'counts' in segmentation))
    assert.deepEqual(fileContents(file), expected)
    const selected = readCoco(await (await get(SELECTED)).text())
    assert.deepEqual(fileContents(selected), await contents(SELECTED))
    assert.ok(selected.images.length <= file.images.length)
  })

  test('what is no filter or type is refused before the first byte', async () => {
    for (const [path, status] of [
      ['coco.json?columns=id', 400],
      ['coco.json?filter={"x":1}', 400],
      ['coco.json?filter={}&filter={}', 400],
      ['coco.csv', 404],
      ['labels.json', 404],
    ] as const)
      assert.equal((await fetch(`${gateway.url}/rows/${path}`)).status, status, path)
    const other = await fetch(`${gateway.url}/rows/coco.json`, { headers: { accept: 'text/csv' } })
    assert.equal(other.status, 406)
  })

  test('an error after the first byte cuts the connection', async () => {
    let snapshots = 0
    const failing = await startGateway({
      wrap: store =>
        withSnapshots(store, async options => {
          if (options.version !== undefined && ++snapshots > 20) throw new Error('the disk is gone')
          return store.openSnapshot(options)
        }),
    })
    try {
      const answer = await fetch(`${failing.url}/rows/coco.json`)
      assert.equal(answer.status, 200)
      await assert.rejects(answer.text())
    } finally {
      await failing.close()
    }
  })

  test('people that a token hides are pseudonyms', async () => {
    const hiding = await startGateway({ auth: 'tokens' })
    try {
      const { token, digest } = makeToken()
      const own = { id: 'own', name: 'own', role: 'viewer', projects: 'all', hides: ['people'], createdAt: 0 } as const
      assert.ok(await hiding.store.tokens.add({ ...own, expiresAt: null }, digest))
      const url = `${hiding.url}/rows/coco.json`
      assert.equal((await fetch(url)).status, 401)
      const text = await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).text()
      assert.doesNotMatch(text, /@/)
      const { annotations, polylines } = readCoco(text)
      assert.match([...annotations, ...polylines][0]?.created_by ?? '', /person_/)
    } finally {
      await hiding.close()
    }
  })
})
