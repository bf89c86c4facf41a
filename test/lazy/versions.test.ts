import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { colorOf, compositeOf } from './drawn.ts'
import { compositeUrl, LATER, ownUrl, type V2Label, v2Row } from './exports.ts'
import { at, type LazyGraph, openServedScene } from './lazy-graph.ts'

/* What was measured of a mask belongs to one version of its label. */

const AREAS = '{ annotations { nodes { featureId ... on MaskAnnotation { mask { area } } } } }'

const FOUND = `{
  large: annotations(filter: { area: { gte: 100 } }) { totalCount }
  small: annotations(filter: { area: { lt: 100 } }) { totalCount }
  unmeasured: annotations(filter: { area: { isNull: true } }) { totalCount }
  ordered: annotations(orderBy: [{ field: AREA, direction: DESC }]) { nodes { featureId } }
  annotationStats { annotationCount area { count sum min max } }
}`

const areasOf = async (graph: LazyGraph) =>
  (at(await graph.ask(AREAS), 'annotations', 'nodes') as unknown[]).map(node => at(node, 'mask', 'area'))

suite('masks', () => {
  /** Two masks by their own URLs. */
  const masksOf = (origin: string, token = 'a'): V2Label => ({
    id: 'label1',
    masks: ['one', 'two'].map(featureId => {
      return { frame: 1, featureId, url: `${ownUrl(origin, featureId, 1)}?token=${token}` }
    }),
  })

  async function measured() {
    const scene = await openServedScene()
    scene.drawn.areas.set('one/1', 50).set('two/1', 150)
    await scene.reload(v2Row(masksOf(scene.origin)))
    assert.deepEqual(await areasOf(scene.graph), [50, 150])
    assert.equal(scene.requests(), 2)
    return scene
  }

  test('one that is drawn anew answers its new area after the next load, by one request', async () => {
    await using scene = await measured()
    const { graph, drawn, origin } = scene
    drawn.areas.set('one/1', 500)
    await scene.reload(v2Row({ ...masksOf(origin), contentUpdatedAt: LATER }))
    assert.deepEqual(await graph.ask(FOUND), {
      large: { totalCount: 0 },
      small: { totalCount: 0 },
      unmeasured: { totalCount: 2 },
      ordered: { nodes: [{ featureId: 'one' }, { featureId: 'two' }] },
      annotationStats: [{ annotationCount: 2, area: { count: 0, sum: 0, min: null, max: null } }],
    })
    const one = '{ node(id: "annotation:label1:Axial:1:one") { ... on MaskAnnotation { mask { area } } } }'
    assert.equal(scene.requests(), 0)
    assert.deepEqual(await graph.ask(one), { node: { mask: { area: 500 } } })
    assert.equal(scene.requests(), 1)
    assert.deepEqual(await areasOf(graph), [500, 150])
    assert.equal(scene.requests(), 1)
    assert.deepEqual(await graph.ask(one), { node: { mask: { area: 500 } } })
    assert.equal(scene.requests(), 0)
  })

  test('filters, orders and stats see what was measured, and fetch nothing', async () => {
    await using scene = await measured()
    const found = {
      large: { totalCount: 1 },
      small: { totalCount: 1 },
      unmeasured: { totalCount: 0 },
      ordered: { nodes: [{ featureId: 'two' }, { featureId: 'one' }] },
      annotationStats: [{ annotationCount: 2, area: { count: 2, sum: 200, min: 50, max: 150 } }],
    }
    // Had it been decoded again, it would be larger now.
    scene.drawn.areas.set('one/1', 500).set('two/1', 500)
    assert.deepEqual(await scene.graph.ask(FOUND), found)
    assert.deepEqual(await areasOf(scene.graph), [50, 150])
    assert.equal(scene.requests(), 0)
  })

  for (const [name, again] of [
    ['the same export again', masksOf],
    ['an export of the same version with other tokens in its URLs', (origin: string) => masksOf(origin, 'b')],
  ] as const)
    test(`${name} keeps what was measured`, async () => {
      await using scene = await measured()
      scene.drawn.areas.set('one/1', 500).set('two/1', 500)
      const before = await scene.graph.ask(FOUND)
      await scene.reload(v2Row(again(scene.origin)))
      assert.deepEqual(await areasOf(scene.graph), [50, 150])
      assert.deepEqual(await scene.graph.ask(FOUND), before)
      assert.equal(scene.requests(), 0)
    })

  test('a composite of the same version is not fetched again under another task, nor for a mask not asked for yet', async () => {
    await using scene = await openServedScene()
    const { graph, drawn, origin } = scene
    drawn.composites.set('composite1/1', compositeOf([1, 2].map(i => ({ color: colorOf(i), area: 10 * i }))))
    const label = (task: string): V2Label => ({
      id: 'label1',
      masks: [1, 2].map(i => ({
        frame: 1,
        featureId: `feature${i}`,
        composite: { url: compositeUrl(origin, 'composite1', 1, task), color: colorOf(i) },
      })),
    })
    const one = (i: number) =>
      `{ node(id: "annotation:label1:Axial:1:feature${i}") { ... on MaskAnnotation { mask { area } } } }`
    await scene.reload(v2Row(label('task1')))
    assert.deepEqual(await graph.ask(one(1)), { node: { mask: { area: 10 } } })
    assert.equal(scene.requests(), 1)
    await scene.reload(v2Row(label('task2')))
    assert.deepEqual(await graph.ask(one(2)), { node: { mask: { area: 20 } } })
    assert.deepEqual(await areasOf(graph), [10, 20])
    assert.equal(scene.requests(), 0)
    drawn.composites.set('composite1/1', compositeOf([1, 2].map(i => ({ color: colorOf(i), area: 100 * i }))))
    await scene.reload(v2Row({ ...label('task3'), contentUpdatedAt: LATER }))
    assert.deepEqual(await areasOf(graph), [100, 200])
    assert.equal(scene.requests(), 1)
  })
})
