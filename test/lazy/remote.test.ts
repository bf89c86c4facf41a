import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { framesLine, ownUrl, v1Record, v2Row } from './exports.ts'
import { at, openScene, openServedScene } from './lazy-graph.ts'

/* Frames that are known by URL only: what fetches them, what does not, and what sees them then. */

/** `full` has two frames in one group; `half` has a group that is there and one that is refused; `none` has none. */
async function openRemote() {
  const scene = await openServedScene()
  const { drawn, emulator, origin } = scene
  const mask = `${origin}/masks/feature/tumour/2`
  drawn.areas.set('tumour/2', 77)
  drawn.frames.set('full/axial', [framesLine(1), framesLine(2, { tumour: mask })])
  drawn.frames.set('half/axial', [framesLine(5)])
  drawn.frames.set('none/axial', [])
  emulator.misbehave({ name: 'status 403' }, { path: /half\?group=coronal/ })
  await scene.reload(
    v1Record({ id: 'full', origin }),
    v1Record({ id: 'half', origin, groups: ['axial', 'coronal'] }),
    v1Record({ id: 'none', origin }),
  )
  return scene
}

const LISTS = `{
  labels(orderBy: [{ field: CREATED_AT, direction: DESC }]) { totalCount nodes {
    id groups { name remote frameCount framesUrl objects { id } classifications { name } } objects { id } raw
  } }
  remote: labels(filter: { remote: true }) { nodes { id } }
  local: labels(filter: { remote: false }) { nodes { id } }
  many: labels(filter: { annotationCount: { gte: 1 } }) { nodes { id } }
  having: labels(filter: { annotation: { name: { eq: "Nodule" } } }) { nodes { id } }
  dataRows(filter: { label: { annotationCount: { eq: 3 } } }) { nodes { labels { id } projects { labels { id } } } }
  annotations(orderBy: [{ field: AREA, direction: DESC }]) { totalCount nodes {
    id frame { number } ... on MaskAnnotation { mask { url sourceUrl compositeUrl colorRgb } }
  } }
  large: annotations(filter: { area: { gt: 20 } }) { totalCount }
  annotationStats(groupBy: [NAME]) { name annotationCount frameCount labelCount area { count sum } }
  labelStats { labelCount annotationCount remoteGroupCount }
}`

const ids = (answer: unknown, list: string) => (at(answer, list, 'nodes') as unknown[]).map(node => at(node, 'id'))
const groupOf = (answer: unknown, label: string) => {
  const labels = at(answer, 'labels', 'nodes') as unknown[]
  return at(
    labels.find(each => at(each, 'id') === label),
    'groups',
    0,
  )
}

test('lists, filters and stats fetch nothing, and show remote frames as remote', async () => {
  await using scene = await openRemote()
  const answer = await scene.graph.ask(LISTS)
  assert.equal(scene.emulator.connections, 0)
  const group = { name: 'axial', remote: true, frameCount: null, objects: [], classifications: [] }
  for (const label of ['full', 'half', 'none'])
    assert.deepEqual(groupOf(answer, label), { ...group, framesUrl: `${scene.origin}/v1/frames/${label}?group=axial` })
  assert.deepEqual(ids(answer, 'remote'), ['full', 'half', 'none'])
  assert.deepEqual(ids(answer, 'local'), [])
  assert.deepEqual(ids(answer, 'many'), [])
  assert.deepEqual(ids(answer, 'having'), [])
  assert.deepEqual(at(answer, 'annotations'), { totalCount: 0, nodes: [] })
  assert.deepEqual(at(answer, 'annotationStats'), [])
  assert.deepEqual(at(answer, 'labelStats'), [{ labelCount: 3, annotationCount: 0, remoteGroupCount: 4 }])
})

test('once fetched, they are part of all of these', async () => {
  await using scene = await openRemote()
  const { graph, origin } = scene
  await graph.execute('{ labels { nodes { groups { frames { totalCount } } } } }')
  assert.equal(scene.requests(), 4)
  const answer = await graph.ask(LISTS)
  const group = { name: 'axial', remote: false, objects: [], classifications: [] }
  for (const [label, frameCount] of [
    ['full', 2],
    ['half', 1],
    ['none', 0],
  ] as const)
    assert.deepEqual(groupOf(answer, label), {
      ...group,
      frameCount,
      framesUrl: `${origin}/v1/frames/${label}?group=axial`,
    })
  assert.deepEqual(ids(answer, 'remote'), ['half'])
  assert.deepEqual(ids(answer, 'local'), ['full', 'none'])
  assert.deepEqual(ids(answer, 'many'), ['full', 'half'])
  assert.deepEqual(ids(answer, 'having'), ['full', 'half'])
  assert.deepEqual(at(answer, 'dataRows'), {
    nodes: [{ labels: [{ id: 'full' }], projects: [{ labels: [{ id: 'full' }] }] }],
  })
  const mask = { sourceUrl: `${origin}/masks/feature/tumour/2`, compositeUrl: null, colorRgb: null }
  const url = `/media/masks/${encodeURIComponent('annotation:full:Axial:2:tumour')}`
  // The mask has no area yet, which comes last.
  assert.deepEqual(at(answer, 'annotations'), {
    totalCount: 4,
    nodes: [
      { id: 'annotation:full:Axial:1:box1', frame: { number: 1 } },
      { id: 'annotation:full:Axial:2:box2', frame: { number: 2 } },
      { id: 'annotation:half:Axial:5:box5', frame: { number: 5 } },
      { id: 'annotation:full:Axial:2:tumour', frame: { number: 2 }, mask: { url, ...mask } },
    ],
  })
  assert.deepEqual(at(answer, 'large'), { totalCount: 0 })
  const [nodule, tumour] = at(answer, 'annotationStats') as unknown[]
  assert.deepEqual(nodule, {
    name: 'Nodule',
    annotationCount: 3,
    frameCount: 3,
    labelCount: 2,
    area: { count: 3, sum: 45 },
  })
  assert.deepEqual(tumour, {
    name: 'Tumour',
    annotationCount: 1,
    frameCount: 1,
    labelCount: 1,
    area: { count: 0, sum: 0 },
  })
  assert.deepEqual(at(answer, 'labelStats'), [{ labelCount: 3, annotationCount: 4, remoteGroupCount: 1 }])
  assert.equal(scene.requests(), 0)

  await graph.ask('{ node(id: "annotation:full:Axial:2:tumour") { ... on MaskAnnotation { mask { area } } } }')
  assert.equal(scene.requests(), 1)
  const measured = await graph.ask(LISTS)
  assert.deepEqual(at(measured, 'large'), { totalCount: 1 })
  assert.equal(at(measured, 'annotations', 'nodes', 0, 'id'), 'annotation:full:Axial:2:tumour')
  assert.equal(scene.requests(), 0)
})

for (const fault of [null, 'empty body'] as const)
  test(`${fault ? '200 without a byte' : '204'} is a group without frames, and is not asked again`, async () => {
    await using scene = await openRemote()
    if (fault) scene.emulator.misbehave({ name: fault }, { path: /frames\/none/ })
    const { graph } = scene
    const query = `{ label(id: "none") { annotations { totalCount } group(name: "Axial") {
    remote frameCount features { featureId } frame(number: 1) { number } frames { totalCount nodes { number } } } } }`
    const empty = { features: [], frame: null, frames: { totalCount: 0, nodes: [] } }
    const answer = (group: object) => ({ label: { annotations: { totalCount: 0 }, group: { ...group, ...empty } } })
    assert.deepEqual(await graph.ask(query), answer({ remote: true, frameCount: null }))
    assert.equal(scene.requests(), 1)
    assert.deepEqual(await graph.ask(query), answer({ remote: false, frameCount: 0 }))
    assert.equal(scene.requests(), 0)
  })

suite('read through', () => {
  const group = (selection: string) => `{ label(id: "full") { group(name: "axial") { ${selection} } } }`
  const node = (id: string, selection: string) => `{ node(id: "${id}") { id ${selection} } }`
  const inGroup = (value: unknown) => ({ label: { group: value } })
  const cases: readonly (readonly [string, string, unknown])[] = [
    [
      'Group.frames',
      group('frames { nodes { number } }'),
      inGroup({ frames: { nodes: [{ number: 1 }, { number: 2 }] } }),
    ],
    [
      'a page of Group.frames',
      group('frames(last: 1, range: { from: 1, to: 2 }) { totalCount nodes { number } }'),
      inGroup({ frames: { totalCount: 2, nodes: [{ number: 2 }] } }),
    ],
    ['Group.frame', group('frame(number: 2) { number }'), inGroup({ frame: { number: 2 } })],
    ['Group.frame where nothing is', group('frame(number: 9) { number }'), inGroup({ frame: null })],
    [
      'Group.features',
      group('features { featureId segments { start end } keyFrames }'),
      inGroup({
        features: ['box1', 'box2', 'tumour'].map((featureId, i) => {
          const frame = Math.min(2, i + 1)
          return { featureId, segments: [{ start: frame, end: frame }], keyFrames: [frame] }
        }),
      }),
    ],
    [
      'Label.annotations',
      '{ label(id: "full") { annotations(first: 2) { totalCount nodes { featureId } } } }',
      { label: { annotations: { totalCount: 3, nodes: [{ featureId: 'box1' }, { featureId: 'box2' }] } } },
    ],
    [
      'node of a frame',
      node('frame:full:Axial:2', '... on Frame { number }'),
      { node: { id: 'frame:full:Axial:2', number: 2 } },
    ],
    ['node of a frame that is not there', node('frame:full:Axial:3', ''), { node: null }],
    [
      'node of an annotation',
      node('annotation:full:Axial:2:tumour', '... on Annotation { name }'),
      { node: { id: 'annotation:full:Axial:2:tumour', name: 'Tumour' } },
    ],
    [
      'node of a feature',
      node('feature:full:Axial:tumour', '... on Feature { color }'),
      { node: { id: 'feature:full:Axial:tumour', color: '#00FF00' } },
    ],
  ]
  for (const [name, query, answer] of cases)
    test(name, async () => {
      await using scene = await openRemote()
      assert.deepEqual(await scene.graph.ask(query), answer)
      assert.deepEqual(await scene.graph.ask(query), answer)
      assert.equal(scene.requests(), 1)
    })

  test('node of a group fetches nothing', async () => {
    await using scene = await openRemote()
    const query = node('group:full:Axial', '... on Group { remote frameCount }')
    const answer = { node: { id: 'group:full:Axial', remote: true, frameCount: null } }
    assert.deepEqual(await scene.graph.ask(query), answer)
    assert.equal(scene.requests(), 0)
  })
})

test('a group that cannot be had leaves the others, and is asked for again the next time', async () => {
  await using scene = await openRemote()
  const query = `{ labels { nodes { id createdBy groups { name frames { totalCount } features { featureId } } } } }`
  const { data, errors } = await scene.graph.execute(query)
  const had = (totalCount: number, features: string[]) => ({
    name: 'axial',
    frames: { totalCount },
    features: features.map(featureId => ({ featureId })),
  })
  const label = (id: string, ...groups: unknown[]) => ({ id, createdBy: 'ann@example.com', groups })
  const missing = { name: 'coronal', frames: null, features: null }
  const nodes = (coronal: unknown) => [
    label('full', had(2, ['box1', 'box2', 'tumour'])),
    label('half', had(1, ['box5']), coronal),
    label('none', had(0, [])),
  ]
  assert.deepEqual(data, { labels: { nodes: nodes(missing) } })
  assert.deepEqual(
    errors.map(({ path, code }) => [path, code]),
    ['frames', 'features'].map(field => [['labels', 'nodes', 1, 'groups', 1, field], 'UPSTREAM_FORBIDDEN']),
  )
  assert.equal(scene.requests(), 4)
  scene.emulator.misbehave(null)
  scene.drawn.frames.set('half/coronal', [framesLine(8)])
  assert.deepEqual(await scene.graph.ask(query), {
    labels: { nodes: nodes({ ...had(1, ['box8']), name: 'coronal' }) },
  })
  assert.equal(scene.requests(), 1)
})

test('what the export says of a mask costs nothing', async () => {
  await using scene = await openScene()
  await using graph = await scene.open()
  const url = ownUrl(scene.origin, 'one', 1)
  const masks = [
    { frame: 1, featureId: 'one', url, composite: { url: `${url}/all`, color: [1, 2, 3] } },
    { frame: 2, featureId: 'two', composite: { url: `${url}/all`, color: [4, 5, 6] } },
  ]
  await scene.load(graph.store, [v2Row({ id: 'label1', masks })])
  const answer = await graph.ask(
    '{ annotations { nodes { ... on MaskAnnotation { mask { url sourceUrl compositeUrl colorRgb } } } } }',
  )
  const path = (frame: number, featureId: string) =>
    `/media/masks/${encodeURIComponent(`annotation:label1:Axial:${frame}:${featureId}`)}`
  const compositeUrl = `${url}/all`
  assert.deepEqual(at(answer, 'annotations', 'nodes'), [
    { mask: { url: path(1, 'one'), sourceUrl: url, compositeUrl, colorRgb: [1, 2, 3] } },
    { mask: { url: path(2, 'two'), sourceUrl: compositeUrl, compositeUrl, colorRgb: [4, 5, 6] } },
  ])
  assert.equal(scene.emulator.connections, 0)
})
