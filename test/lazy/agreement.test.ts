import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import { rowOf } from './agreement-rows.ts'
import { framesLine, ownUrl, type V2Mask, v1Record } from './exports.ts'
import { at, openServedScene } from './lazy-graph.ts'

const FIGURES = `name annotationKind group groupName frameCount sharedFrameCount incomparableFrameCount
  area otherArea intersection dice iou meanDistance hausdorffDistance
  matchedFeatureCount unmatchedFeatureCount otherUnmatchedFeatureCount`
const COMPARE = `query ($id: ID!, $with: ID!) { label(id: $id) { compare(with: $with) {
  label { id } other { id } dice iou classes { ${FIGURES} } answers { question group answers otherAnswers agrees }
} } }`

suite('two labels compared', () => {
  test('fetch their masks once, and have the same figures the other way round', async () => {
    await using scene = await openServedScene()
    const { origin, drawn, graph } = scene
    const mask = (featureId: string, frame: number): V2Mask => ({
      ...{ featureId, frame, url: ownUrl(origin, featureId, frame) },
    })
    // Rows from the top left: the smaller mask is part of the larger.
    for (const [name, area] of [
      ['a1/1', 100],
      ['a1/2', 50],
      ['b1/1', 80],
      ['b2/3', 10],
    ] as const)
      drawn.areas.set(name, area)
    await scene.reload(
      rowOf('row1', [
        { id: 'label1', masks: [mask('a1', 1), mask('a1', 2)], answers: { Quality: 'good', Seen: 'yes' } },
        { id: 'label2', masks: [mask('b1', 1), mask('b2', 3)], answers: { Quality: 'bad', Seen: 'yes' } },
      ]),
    )
    const answer = at(await graph.ask(COMPARE, { id: 'label1', with: 'label2' }), 'label', 'compare')
    assert.deepEqual(answer, {
      ...{ label: { id: 'label1' }, other: { id: 'label2' }, dice: 160 / 240, iou: 80 / 160 },
      classes: [
        {
          ...{ name: 'Tumour', annotationKind: 'DICOMSegmentationMask', group: 'AXIAL', groupName: 'Axial' },
          ...{ frameCount: 3, sharedFrameCount: 1, incomparableFrameCount: 0 },
          ...{ area: 150, otherArea: 90, intersection: 80, dice: 160 / 240, iou: 80 / 160 },
          ...{ meanDistance: null, hausdorffDistance: null },
          // 80 of 150 voxels.
          ...{ matchedFeatureCount: 1, unmatchedFeatureCount: 0, otherUnmatchedFeatureCount: 1 },
        },
      ],
      answers: [
        { question: 'Quality', group: null, answers: ['good'], otherAnswers: ['bad'], agrees: false },
        { question: 'Seen', group: null, answers: ['yes'], otherAnswers: ['yes'], agrees: true },
      ],
    })
    assert.equal(scene.requests(), 4)
    for (let again = 0; again < 2; again++) {
      const reverse = at(await graph.ask(COMPARE, { id: 'label2', with: 'label1' }), 'label', 'compare') as JsonObject
      const [own] = reverse.classes as JsonObject[]
      assert.deepEqual(
        [reverse.dice, own?.area, own?.otherArea, own?.intersection, own?.otherUnmatchedFeatureCount],
        [160 / 240, 90, 150, 80, 0],
      )
    }
    const same = at(await graph.ask(COMPARE, { id: 'label1', with: 'label1' }), 'label', 'compare')
    assert.deepEqual([at(same, 'dice'), at(same, 'classes', 0, 'matchedFeatureCount')], [1, 1])
    assert.equal(scene.requests(), 0)
  })

  test('have errors where a mask cannot be fetched, and figures in all other classes', async () => {
    await using scene = await openServedScene()
    const { origin, drawn, graph } = scene
    drawn.areas.set('a1/1', 100)
    const url = ownUrl(origin, 'a1', 1)
    const gone = ownUrl(origin, 'nobody', 1)
    await scene.reload(
      rowOf('row1', [
        {
          id: 'label1',
          masks: [
            { featureId: 'a1', frame: 1, url },
            { group: 'Coronal', featureId: 'c', frame: 1, url: gone },
          ],
        },
        { id: 'label2', masks: [{ featureId: 'b1', frame: 1, url }] },
      ]),
    )
    const { data, errors } = await graph.execute(COMPARE, { id: 'label1', with: 'label2' })
    const figures = (at(data, 'label', 'compare', 'classes') as JsonObject[]).map(each => [
      ...[each.group, each.frameCount, each.area, each.dice, each.incomparableFrameCount, each.unmatchedFeatureCount],
    ])
    assert.deepEqual(figures, [
      ['AXIAL', 1, 100, 1, 0, 0],
      ['CORONAL', 1, null, null, 0, 0],
    ])
    const places = errors.map(({ path }) => (path as unknown[]).slice(2).join('.')).sort()
    const ofClass = ['area', 'dice', 'intersection', 'iou', 'otherArea'].map(name => `classes.1.${name}`)
    assert.deepEqual(places, [...ofClass, 'dice', 'iou'])
    assert.deepEqual([...new Set(errors.map(({ code }) => code))], ['UPSTREAM_NOT_FOUND'])
    // Nothing of it was kept: the upstream has the mask from now on.
    drawn.areas.set('nobody/1', 7)
    const again = at(await graph.ask(COMPARE, { id: 'label1', with: 'label2' }), 'label', 'compare')
    assert.deepEqual([at(again, 'dice'), at(again, 'classes', 1, 'area')], [200 / 207, 7])
  })

  test('see a mask that was measured again', async () => {
    await using scene = await openServedScene()
    const { origin, drawn, graph } = scene
    const masks: readonly V2Mask[] = [{ featureId: 'a1', frame: 1, url: ownUrl(origin, 'a1', 1) }]
    drawn.areas.set('a1/1', 100)
    await scene.reload(rowOf('row1', [{ id: 'label1', masks }, { id: 'label2' }]))
    const area = async () =>
      at(await graph.ask(COMPARE, { id: 'label1', with: 'label2' }), 'label', 'compare', 'classes', 0, 'area')
    for (let again = 0; again < 3; again++) assert.equal(await area(), 100)
    const reader = await graph.store.openSnapshot({ scope: { projects: 'all' } })
    const place = { labelId: 'label1', groupName: 'Axial', frameNumber: 1, featureId: 'a1' }
    const [content] = await reader.contents(['label1'])
    const [mask] = await reader.masks([place])
    assert.ok(mask && content)
    // 64 x 64: one run of 60 pixels.
    const redrawn = { ...mask, area: 60, rle: { size: [64, 64] as const, counts: '0l1Tn3' } }
    await graph.store.putMasks([{ ...place, version: content.version, mask: redrawn }])
    assert.equal(await area(), 60)
  })

  test('fetch frames, and are null for a label of another data row, an unknown one and one that is gone', async () => {
    await using scene = await openServedScene()
    const { origin, drawn, graph } = scene
    drawn.frames.set('label1/axial', [framesLine(1), framesLine(2)])
    drawn.frames.set('label2/axial', [framesLine(1)])
    await scene.reload(
      ...['label1', 'label2'].map(id => v1Record({ id, dataRowId: 'row1', origin })),
      v1Record({ id: 'label3', dataRowId: 'row2', origin }),
    )
    const answer = at(await graph.ask(COMPARE, { id: 'label1', with: 'label2' }), 'label', 'compare')
    // A box of 15 pixels in two frames, of which one label has one.
    assert.deepEqual([at(answer, 'dice'), at(answer, 'classes', 0, 'name')], [30 / 45, 'Nodule'])
    assert.equal(scene.requests(), 2)
    for (const other of ['label3', 'nobody'])
      assert.deepEqual(await graph.ask(COMPARE, { id: 'label1', with: other }), { label: { compare: null } })
  })
})

suite('the labels of a queue entry', () => {
  const AGREEMENT =
    '{ dataRows { nodes { projects { agreement { label { id } other { id } dice classes { area } } } } } }'
  const pairsIn = (data: unknown) => at(data, 'dataRows', 'nodes', 0, 'projects', 0, 'agreement')

  test('are compared each with each, without those that are skipped', async () => {
    await using scene = await openServedScene()
    await scene.reload(rowOf('row1', [{ id: 'c' }, { id: 'a' }, { id: 'b' }, { id: 'd', skipped: true }]))
    const pairs = pairsIn(await scene.graph.ask(AGREEMENT)) as JsonObject[]
    assert.deepEqual(
      pairs.map(pair => [at(pair, 'label', 'id'), at(pair, 'other', 'id'), pair.dice, pair.classes]),
      [
        ['a', 'b', null, []],
        ['a', 'c', null, []],
        ['b', 'c', null, []],
      ],
    )
  })

  test('are refused where they are more than ten', async () => {
    await using scene = await openServedScene()
    const readers = Array.from({ length: 11 }, (_, i) => ({ id: `label${i}` }))
    await scene.reload(rowOf('row1', readers))
    const { data, errors } = await scene.graph.execute(AGREEMENT)
    assert.deepEqual([pairsIn(data), errors.map(({ code }) => code)], [null, ['COST_LIMIT_EXCEEDED']])
    await scene.reload(rowOf('row1', readers.slice(0, 10)))
    assert.equal((pairsIn(await scene.graph.ask(AGREEMENT)) as unknown[]).length, 45)
  })
})
