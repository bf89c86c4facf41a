import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { compositeIdOf } from '../../src/labelbox/index.ts'
import { serveHttp } from '../upstream/servers.ts'
import { colorOf, compositeOf } from './drawn.ts'
import { compositeUrl, ownUrl, v2Row } from './exports.ts'
import { at, openScene, openServedScene } from './lazy-graph.ts'

const MASKS = `{ label(id: "label1") { group(name: "Axial") { frame(number: 1) { annotations { featureId
  ... on MaskAnnotation { mask { area sourceUrl } } } } } } }`
const ANNOTATIONS = ['label', 'group', 'frame', 'annotations'] as const

suite('a composite without a colour', () => {
  const withoutColor = (url: string, color: unknown) => ({ url, color: color as number[] })

  test('is not fetched: a mask with no image of its own is UPSTREAM_BAD_RESPONSE, its neighbours answer', async () => {
    await using scene = await openServedScene()
    const url = compositeUrl(scene.origin, 'all', 1)
    scene.drawn.composites.set('all/1', compositeOf([{ color: colorOf(1), area: 5 }]))
    scene.drawn.areas.set('own/1', 7)
    const masks = [
      { frame: 1, featureId: 'none', composite: withoutColor(url, null) },
      { frame: 1, featureId: 'empty', composite: withoutColor(url, []) },
      { frame: 1, featureId: 'own', url: ownUrl(scene.origin, 'own', 1), composite: withoutColor(url, null) },
      { frame: 1, featureId: 'colored', composite: { url, color: colorOf(1) } },
    ]
    await scene.reload(v2Row({ id: 'label1', masks }))
    const { data, errors } = await scene.graph.execute(MASKS)
    const areas = (at(data, ...ANNOTATIONS) as unknown[]).map(annotation => at(annotation, 'mask', 'area'))
    assert.deepEqual(areas, [null, null, 7, 5])
    assert.deepEqual(
      errors.map(({ path, code, message }) => ({ path, code, message })),
      [0, 1].map(place => ({
        path: [...ANNOTATIONS, place, 'mask', 'area'],
        code: 'UPSTREAM_BAD_RESPONSE',
        message: 'The mask cannot be fetched: the export gives it no image of its own, and no colour in its composite.',
      })),
    )
    assert.equal(scene.requests(), 2)
    const { data: free } = await scene.graph.execute(MASKS.replace('area', ''))
    assert.equal(at(free, ...ANNOTATIONS, 0, 'mask', 'sourceUrl'), url)
  })
})

suite('the key of a composite', () => {
  test('is its id, index and group; neither its task nor a token', () => {
    const url = (task: string, query: string) => `https://a.test/api/v1/tasks/${task}/masks/m1/index/7${query}`
    assert.equal(compositeIdOf(url('t1', '')), 'm1/7')
    assert.equal(compositeIdOf(url('t2', '?token=abc')), 'm1/7')
    assert.equal(compositeIdOf(url('t1', '?token=abc&group=axial')), 'm1/7?group=axial')
    assert.equal(compositeIdOf(url('t2', '?group=Axial&token=def')), 'm1/7?group=axial')
    assert.notEqual(compositeIdOf(url('t1', '?group=axial')), compositeIdOf(url('t1', '?group=coronal')))
    assert.equal(compositeIdOf('https://a.test/other.png?token=1&group=axial'), '/other.png?group=axial')
  })

  test('keeps the planes of one composite id apart', async () => {
    await using scene = await openScene()
    const areas = { axial: 5, coronal: 9 }
    await using server = await serveHttp(({ url = '' }, response) => {
      const group = URL.parse(url, 'http://a.test')?.searchParams.get('group') as keyof typeof areas
      const png = compositeOf([{ color: colorOf(1), area: areas[group] }])
      response.writeHead(200, { 'content-type': 'image/png' }).end(png)
    })
    const origin = `http://127.0.0.1:${server.port}`
    await using graph = await scene.open({ origins: [origin] })
    const masks = ['Axial', 'Coronal'].map(group => ({
      group,
      frame: 1,
      featureId: group,
      composite: { url: `${compositeUrl(origin, 'all', 1)}?group=${group.toLowerCase()}&token=a`, color: colorOf(1) },
    }))
    await scene.load(graph.store, [v2Row({ id: 'label1', masks })])
    const query = `{ label(id: "label1") { groups(keys: [AXIAL, CORONAL]) { frame(number: 1) { annotations {
      ... on MaskAnnotation { mask { area } } } } } } }`
    const data = await graph.ask(query)
    const areaOf = (plane: number) => at(data, 'label', 'groups', plane, 'frame', 'annotations', 0, 'mask', 'area')
    assert.deepEqual([areaOf(0), areaOf(1)], [5, 9])
    assert.equal(server.requests.length, 2)
  })
})
