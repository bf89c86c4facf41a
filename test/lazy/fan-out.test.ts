import assert from 'node:assert/strict'
import { mkdir, readdir } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import {
  AREA,
  areaIn300,
  areaOf,
  expectAreas,
  expectRequests,
  loadMasks,
  measuredIn,
  ofOneComposite,
  range,
} from './counting.ts'
import { colorOf, compositeOf } from './drawn.ts'
import { compositeUrl, framesLine, ownUrl, v1Record } from './exports.ts'
import { at, openScene, type Scene } from './lazy-graph.ts'

/* How many requests a query costs, as the upstream itself counts them. */

const FRAMES = `{
  labels(first: 100) { nodes { id groups {
    name remote frameCount
    frames(first: 10) { totalCount nodes { number annotations { featureId } } }
    frame(number: 2) { annotations { featureId } }
    features { featureId }
  } annotations(first: 100) { totalCount } } }
  again: labels(first: 100) { nodes { groups { frames(first: 1) { nodes { number } } } } }
}`

suite('frames', () => {
  test('50 groups in one query are 50 requests, then none, also after a restart', async () => {
    await using scene = await openScene()
    const labels = range(25).map(i => `label${i}`)
    for (const id of labels)
      for (const group of ['axial', 'coronal'])
        scene.drawn.frames.set(`${id}/${group}`, [framesLine(1), framesLine(2), framesLine(3)])
    const records = labels.map(id => v1Record({ id, origin: scene.origin, groups: ['axial', 'coronal'] }))

    await using graph = await scene.open()
    await scene.load(graph.store, records)
    const first = await graph.ask(FRAMES)
    assert.ok(scene.emulator.mostAtOnce <= 32)
    assert.ok(scene.emulator.requests.every(({ carriedKey }) => carriedKey))
    expectRequests(scene, 50)
    const boxes = ['box1', 'box2', 'box3'].map(featureId => ({ featureId }))
    const groups = ['axial', 'coronal'].map(name => ({
      name,
      remote: true,
      frameCount: null,
      frames: { totalCount: 3, nodes: boxes.map((box, i) => ({ number: i + 1, annotations: [box] })) },
      frame: { annotations: [boxes[1]] },
      features: boxes,
    }))
    const whole = labels.toSorted().map(id => ({ id, groups, annotations: { totalCount: 6 } }))
    assert.deepEqual(at(first, 'labels', 'nodes'), whole)

    const second = await graph.ask(FRAMES)
    expectRequests(scene, 0)
    assert.deepEqual(withoutRemote(second), withoutRemote(first))

    await graph.close()
    await using restarted = await scene.open()
    assert.deepEqual(await restarted.ask(FRAMES), second)
    expectRequests(scene, 0)
  })

  test('a group that 1,000 requests want at once is one request', async () => {
    await using scene = await openScene()
    scene.drawn.frames.set('label1/axial', [framesLine(1)])
    await using graph = await scene.open()
    await scene.load(graph.store, [v1Record({ id: 'label1', origin: scene.origin })])
    scene.emulator.setDelay(50)
    const query = '{ label(id: "label1") { groups { frames { totalCount } } } }'
    const answers = await Promise.all(range(1000).map(() => graph.ask(query)))
    expectRequests(scene, 1)
    for (const answer of answers) assert.deepEqual(answer, { label: { groups: [{ frames: { totalCount: 1 } }] } })
  })
})

/** The answer without `remote`, which may change while the query runs. */
const withoutRemote = (data: unknown) =>
  JSON.parse(JSON.stringify(data), (key, value) => (['remote', 'frameCount'].includes(key) ? undefined : value))

/** 400, 400 and 200 times a mask. */
const THOUSAND = `{
  label(id: "label1") {
    annotations(first: 400) { nodes { ${AREA} } }
    group(name: "axial") { frames(first: 100) { nodes { annotations { ${AREA} } } } }
  }
  annotations(first: 200) { nodes { ${AREA} } }
}`

/** Asks, asks again, restarts and asks again: only the first costs anything. */
async function expectOnce(scene: Scene, query: string, cost: number, check: (data: unknown) => void): Promise<void> {
  await using graph = await scene.open()
  const first = await graph.ask(query)
  expectRequests(scene, cost)
  check(first)
  assert.deepEqual(await graph.ask(query), first)
  expectRequests(scene, 0)
  await graph.close()
  await using restarted = await scene.open()
  assert.deepEqual(await restarted.ask(query), first)
  expectRequests(scene, 0)
}

suite('masks', () => {
  test('1,000 of which 400 are distinct are 400 requests', async () => {
    await using scene = await openScene()
    const masks = range(400).map(i => {
      const place = { frame: 1 + Math.floor(i / 4), featureId: `feature${i}` }
      scene.drawn.areas.set(`${place.featureId}/${place.frame}`, areaOf(i))
      return { ...place, url: ownUrl(scene.origin, place.featureId, place.frame) }
    })
    await loadMasks(scene, masks)
    await expectOnce(scene, THOUSAND, 400, data => expectAreas(measuredIn(data), 1000))
  })

  test('1,000 annotations with 400 images among them are 400 requests', async () => {
    await using scene = await openScene()
    const masks = range(1000).map(i => {
      const image = i % 400
      scene.drawn.areas.set(`image${image}`, areaOf(image))
      const url = `${scene.origin}/api/v1/projects/project1/annotations/image${image}/mask`
      return { frame: 1 + Math.floor(i / 10), featureId: `feature${i}`, url }
    })
    await loadMasks(scene, masks)
    const query = `{ annotations(first: 1000) { nodes { ${AREA} } } }`
    await expectOnce(scene, query, 400, data => expectAreas(measuredIn(data), 1000, i => areaOf(i % 400)))
  })

  test('1,000 of which 600 are in 20 composites are 420 requests', async () => {
    await using scene = await openScene()
    const area = (i: number) => 1 + (i % 100)
    const masks = range(1000).map(i => {
      const frame = 1 + Math.floor(i / 30)
      const featureId = `feature${i}`
      scene.drawn.areas.set(`${featureId}/${frame}`, area(i))
      const own = { frame, featureId, url: ownUrl(scene.origin, featureId, frame) }
      if (i >= 600) return own
      return { ...own, composite: { url: compositeUrl(scene.origin, `composite${frame}`, frame), color: colorOf(i) } }
    })
    for (const frame of range(20).map(i => i + 1)) {
      const shown = range(30).map(i => 30 * (frame - 1) + i)
      const drawn = shown.map(i => ({ color: colorOf(i), area: area(i) }))
      scene.drawn.composites.set(`composite${frame}/${frame}`, compositeOf(drawn))
    }
    await loadMasks(scene, masks)
    const query = `{ annotations(first: 1000) { nodes { ${AREA} } } }`
    await expectOnce(scene, query, 420, data => expectAreas(measuredIn(data), 1000, area))
  })

  test('300 objects of one composite are one request', async () => {
    await using scene = await openScene()
    await loadMasks(scene, ofOneComposite(scene, 300))
    const query = `{ annotations(first: 1000) { nodes { ${AREA} } } }`
    await expectOnce(scene, query, 1, data => expectAreas(measuredIn(data), 300, areaIn300))
  })

  test('300 objects of one composite, each wanted by a request of its own, are one request', async () => {
    await using scene = await openScene()
    await loadMasks(scene, ofOneComposite(scene, 300))
    await using graph = await scene.open()
    const asked = range(300).map(i =>
      graph.ask(`{ node(id: "annotation:label1:Axial:7:feature${i}") { ... on Annotation { ${AREA} } } }`),
    )
    expectAreas(measuredIn(await Promise.all(asked)), 300, areaIn300)
    expectRequests(scene, 1)
  })

  test('objects of a composite that is being written down, held up by another writer, are one request', async () => {
    await using scene = await openScene()
    await loadMasks(scene, ofOneComposite(scene, 2))
    await using graph = await scene.open()
    const one = (i: number) =>
      graph.ask(`{ node(id: "annotation:label1:Axial:7:feature${i}") { ... on Annotation { ${AREA} } } }`)
    await mkdir(scene.files.mediaFolder, { recursive: true })
    const lock = new DatabaseSync(scene.folder.file('store.db'))
    lock.exec('begin immediate')
    const first = one(0)
    while (!(await readdir(scene.files.mediaFolder, { recursive: true })).some(isKept)) await turn()
    const second = one(1)
    for (const _ of range(50)) await turn()
    lock.exec('rollback')
    lock.close()
    expectAreas(measuredIn(await Promise.all([first, second])), 2, areaIn300)
    expectRequests(scene, 1)
  })

  test('objects of a composite that are asked for one after the other are one request, also after a restart', async () => {
    await using scene = await openScene()
    await loadMasks(scene, ofOneComposite(scene, 6))
    const one = (i: number) => `{ node(id: "annotation:label1:Axial:7:feature${i}") { ... on Annotation { ${AREA} } } }`
    await using graph = await scene.open()
    for (const i of range(3)) expectAreas(measuredIn(await graph.ask(one(i))), 1, areaIn300)
    await graph.close()
    await using restarted = await scene.open()
    for (const i of range(6)) expectAreas(measuredIn(await restarted.ask(one(i))), 1, areaIn300)
    expectRequests(scene, 1)
  })

  test('one that 1,000 requests want at once is one request', async () => {
    await using scene = await openScene()
    scene.drawn.areas.set('feature1/7', 42)
    await loadMasks(scene, [{ frame: 7, featureId: 'feature1', url: ownUrl(scene.origin, 'feature1', 7) }])
    await using graph = await scene.open()
    scene.emulator.setDelay(50)
    const query = `{ annotations { nodes { ${AREA} } } }`
    const answers = await Promise.all(range(1000).map(() => graph.ask(query)))
    expectRequests(scene, 1)
    expectAreas(measuredIn(answers), 1000, () => 42)
  })
})

const turn = () => new Promise(resolve => setImmediate(resolve))
const isKept = (path: string) => /[0-9a-f]{64}$/.test(path)
