import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import { rowOf } from './agreement-rows.ts'
import { ownUrl, type V2Mask, v1Record } from './exports.ts'
import { at, openServedScene } from './lazy-graph.ts'

async function openMeasured() {
  const scene = await openServedScene()
  const mask = (featureId: string, group = 'Axial'): V2Mask => ({
    ...{ featureId, frame: 1, group, url: ownUrl(scene.origin, featureId, 1) },
  })
  // Rows from the top left: the smaller mask is part of the larger.
  for (const [name, area] of [
    ['a', 100],
    ['b', 50],
    ['c', 25],
    ['d', 100],
    ['e', 100],
  ] as const)
    scene.drawn.areas.set(`${name}/1`, area)
  await scene.reload(
    rowOf('row1', [
      { id: 'label1', createdBy: 'ann@example.com', masks: [mask('a')] },
      { id: 'label2', createdBy: 'ben@example.com', masks: [mask('b')] },
      { id: 'label3', createdBy: 'ann@example.com', masks: [mask('c')] },
      { id: 'label4', createdBy: 'cem@example.com', masks: [mask('d')], skipped: true },
    ]),
    rowOf('row2', [{ id: 'label5', createdBy: 'ann@example.com', masks: [mask('e')] }]),
    rowOf('row3', [{ id: 'label6' }, { id: 'label7' }], 'project2'),
  )
  const stats = async (groupBy: string, fields: string, filter = '') =>
    at(
      await scene.graph.ask(`{ agreementStats(groupBy: [${groupBy}] ${filter}) { ${fields} } }`),
      'agreementStats',
    ) as JsonObject[]
  return { ...scene, stats, [Symbol.asyncDispose]: scene[Symbol.asyncDispose] }
}

const ALL =
  'pairCount unmeasuredPairCount dice { count sum mean min max median p95 } iou { count sum } meanDistance { count mean }'
const MEASURE = '{ annotations(first: 50) { nodes { ... on MaskAnnotation { mask { area } } } } }'

suite('agreement of pairs of labels', () => {
  test('fetches nothing, and counts pairs with masks that are not measured', async () => {
    await using scene = await openMeasured()
    const [before] = await scene.stats('', ALL)
    const nothing = { count: 0, sum: 0, mean: null, min: null, max: null, median: null, p95: null }
    assert.deepEqual(before, {
      ...{ pairCount: 4, unmeasuredPairCount: 3, dice: nothing },
      ...{ iou: { count: 0, sum: 0 }, meanDistance: { count: 0, mean: null } },
    })
    assert.equal(scene.requests(), 0)
    await scene.graph.ask(MEASURE)
    // 100 with 50, 100 with 25, 50 with 25.
    const dice = [100 / 150, 50 / 125, 50 / 75]
    for (let again = 0; again < 2; again++) {
      const [after] = await scene.stats('', ALL)
      assert.deepEqual([after?.pairCount, after?.unmeasuredPairCount, at(after, 'dice', 'count')], [4, 0, 3])
      assert.ok(Math.abs(Number(at(after, 'dice', 'mean')) - dice.reduce((a, b) => a + b) / 3) < 1e-12)
      assert.deepEqual(
        [at(after, 'dice', 'min'), at(after, 'dice', 'max'), at(after, 'dice', 'median')],
        [dice[1], dice[0], dice[2]],
      )
      assert.equal(at(after, 'iou', 'sum'), 0.5 + 0.25 + 0.5)
    }
  })

  test('counts a pair once for each of its readers, and its figures once for each class', async () => {
    await using scene = await openMeasured()
    await scene.graph.ask(MEASURE)
    assert.deepEqual(
      await scene.stats(
        'CREATED_BY, NAME, GROUP',
        'createdBy name group annotationKind pairCount dice { count }',
        'filter: { projectId: { eq: "project1" } }',
      ),
      [
        ...[
          ['ann@example.com', 3],
          ['ben@example.com', 2],
        ].map(([createdBy, pairCount]) => ({
          ...{ createdBy, name: 'Tumour', group: 'AXIAL', annotationKind: null, pairCount, dice: { count: pairCount } },
        })),
      ],
    )
    assert.deepEqual(await scene.stats('PROJECT, NAME', 'project { id } name pairCount dice { count }'), [
      { project: { id: 'project1' }, name: 'Tumour', pairCount: 3, dice: { count: 3 } },
      // Labels without annotations agree in no class.
      { project: { id: 'project2' }, name: null, pairCount: 1, dice: { count: 0 } },
    ])
    assert.deepEqual(await scene.stats('', 'pairCount', 'filter: { projectId: { eq: "nobody" } }'), [{ pairCount: 0 }])
    assert.deepEqual(await scene.stats('NAME', 'pairCount', 'filter: { projectId: { eq: "nobody" } }'), [])
  })

  test('counts pairs with frames that were not fetched', async () => {
    await using scene = await openServedScene()
    const { origin, drawn, graph } = scene
    for (const id of ['label1', 'label2']) drawn.frames.set(`${id}/axial`, [])
    await scene.reload(...['label1', 'label2'].map(id => v1Record({ id, dataRowId: 'row1', origin })))
    const counts = async () =>
      at(await graph.ask('{ agreementStats { pairCount unmeasuredPairCount } }'), 'agreementStats', 0)
    assert.deepEqual(await counts(), { pairCount: 1, unmeasuredPairCount: 1 })
    assert.equal(scene.requests(), 0)
    await graph.ask('{ labels { nodes { groups { features { id } } } } }')
    assert.deepEqual(await counts(), { pairCount: 1, unmeasuredPairCount: 0 })
  })
})
