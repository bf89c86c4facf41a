import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { normalizeRecord } from '../../src/labelbox/index.ts'
import { FIRST, framesLine, LATER, ownUrl, type V1Label, v1Record, v2Row } from './exports.ts'
import { at, type LazyGraph, openServedScene } from './lazy-graph.ts'

/* Frames that were fetched belong to one version of their label. */

const REMOTE = `{
  labels { nodes { groups { name remote frameCount } } totalCount }
  annotations(filter: { label: { id: { eq: "label1" } } }) { totalCount nodes { featureId frame { number } } }
  remote: labels(filter: { remote: true }) { totalCount }
  counted: labels(filter: { annotationCount: { eq: 2 } }) { totalCount }
  classified: annotations(filter: { area: { eq: 15 } }) { totalCount }
  annotationStats { annotationCount frameCount }
  labelStats { annotationCount remoteGroupCount }
}`

const FETCHED_ANSWER = {
  labels: { nodes: [{ groups: [{ name: 'axial', remote: false, frameCount: 2 }] }], totalCount: 1 },
  annotations: {
    totalCount: 2,
    nodes: [1, 2].map(number => ({ featureId: `box${number}`, frame: { number } })),
  },
  remote: { totalCount: 0 },
  counted: { totalCount: 1 },
  classified: { totalCount: 2 },
  annotationStats: [{ annotationCount: 2, frameCount: 2 }],
  labelStats: [{ annotationCount: 2, remoteGroupCount: 0 }],
}

const REMOTE_ANSWER = {
  labels: { nodes: [{ groups: [{ name: 'axial', remote: true, frameCount: null }] }], totalCount: 1 },
  annotations: { totalCount: 0, nodes: [] },
  remote: { totalCount: 1 },
  counted: { totalCount: 0 },
  classified: { totalCount: 0 },
  annotationStats: [{ annotationCount: 0, frameCount: 0 }],
  labelStats: [{ annotationCount: 0, remoteGroupCount: 1 }],
}

const FETCH = '{ label(id: "label1") { groups { frames { totalCount nodes { number } } } } }'

async function countFrames(graph: LazyGraph): Promise<unknown> {
  return at(await graph.ask(FETCH), 'label', 'groups', 0, 'frames', 'totalCount')
}

suite('frames', () => {
  const label = (origin: string, rest: Partial<V1Label> = {}) => v1Record({ id: 'label1', origin, token: 'a', ...rest })

  async function fetched(rest: Partial<V1Label> = {}) {
    const scene = await openServedScene()
    scene.drawn.frames.set('label1/axial', [framesLine(1), framesLine(2)])
    await scene.reload(label(scene.origin, rest))
    assert.deepEqual(await scene.graph.ask(REMOTE), REMOTE_ANSWER)
    assert.equal(scene.requests(), 0)
    assert.equal(await countFrames(scene.graph), 2)
    assert.equal(scene.requests(), 1)
    assert.deepEqual(await scene.graph.ask(REMOTE), FETCHED_ANSWER)
    scene.drawn.frames.set('label1/axial', [framesLine(3)])
    return scene
  }

  test('the same export again changes nothing', async () => {
    await using scene = await fetched()
    await scene.reload(label(scene.origin))
    assert.deepEqual(await scene.graph.ask(REMOTE), FETCHED_ANSWER)
    assert.equal(await countFrames(scene.graph), 2)
    assert.equal(scene.requests(), 0)
  })

  test('an export of the same version with other tokens in its URLs keeps them, after a restart too', async () => {
    await using scene = await fetched()
    for (const token of ['b', 'c']) {
      await scene.reload(label(scene.origin, { token }))
      assert.deepEqual(await scene.graph.ask(REMOTE), FETCHED_ANSWER)
      assert.equal(await countFrames(scene.graph), 2)
    }
    await scene.graph.close()
    await using restarted = await scene.open()
    assert.deepEqual(await restarted.ask(REMOTE), FETCHED_ANSWER)
    assert.equal(await countFrames(restarted), 2)
    assert.equal(scene.requests(), 0)
  })

  test('a newer version makes them remote again, and is fetched once', async () => {
    await using scene = await fetched()
    await scene.reload(label(scene.origin, { updatedAt: LATER }))
    assert.deepEqual(await scene.graph.ask(REMOTE), REMOTE_ANSWER)
    assert.equal(scene.requests(), 0)
    assert.equal(await countFrames(scene.graph), 1)
    assert.equal(await countFrames(scene.graph), 1)
    assert.equal(scene.requests(), 1)
  })

  test('a label without any time is of a new version with each other export, and of the same with the same', async () => {
    await using scene = await fetched({ updatedAt: null })
    await scene.reload(label(scene.origin, { updatedAt: null }))
    assert.deepEqual(await scene.graph.ask(REMOTE), FETCHED_ANSWER)
    await scene.reload(label(scene.origin, { updatedAt: null, token: 'b' }))
    assert.deepEqual(await scene.graph.ask(REMOTE), REMOTE_ANSWER)
    assert.equal(scene.requests(), 0)
    assert.equal(await countFrames(scene.graph), 1)
    assert.equal(scene.requests(), 1)
  })

  test('those of a v2 row are not replaced by the URL of a v1 record of the same version', async () => {
    await using scene = await openServedScene()
    const { graph, origin } = scene
    const masks = [{ frame: 4, featureId: 'drawn', url: ownUrl(origin, 'drawn', 4) }]
    await scene.reload(v2Row({ id: 'label1', masks, contentUpdatedAt: null, updatedAt: FIRST }))
    const inline = '{ label(id: "label1") { group(name: "axial") { remote frames { nodes { number } } } viewUrl } }'
    const group = { remote: false, frames: { nodes: [{ number: 4 }] } }
    assert.deepEqual(await graph.ask(inline), { label: { group, viewUrl: null } })
    await scene.reload(label(origin))
    const viewUrl = 'https://editor.example.com?project=project1&label=label1'
    assert.deepEqual(await graph.ask(inline), { label: { group, viewUrl } })
    assert.equal(scene.requests(), 0)
    // A newer record is another thing: what the row held is of an older version.
    scene.drawn.frames.set('label1/axial', [framesLine(1), framesLine(2)])
    await scene.reload(label(origin, { updatedAt: LATER }))
    assert.equal(await countFrames(graph), 2)
    assert.equal(scene.requests(), 1)
  })
})

suite('a fetch', () => {
  /** Frames that were asked for of the older export: while the later one is written, or so that they come after it. */
  async function during(end: 'before' | 'after', rest: Partial<V1Label>) {
    const scene = await openServedScene()
    const { drawn, emulator, graph, origin } = scene
    drawn.frames.set('label1/axial', [framesLine(1), framesLine(2)])
    await scene.reload(v1Record({ id: 'label1', origin, token: 'a' }))
    const later = normalizeRecord(v1Record({ id: 'label1', origin, token: 'b', ...rest }))
    const writer = await graph.store.openLoad({ holder: 'a test', rawContainers: new Set() })
    const publish = () => writer.publish({ source: 'later.ndjson', digest: 'd'.repeat(64), byteCount: 1 })
    if (end === 'before') {
      await writer.put({ records: [later], rejects: [] })
      assert.equal(await countFrames(graph), 2)
      await publish()
    } else {
      emulator.setDelay(100)
      const counted = countFrames(graph)
      while (emulator.requests.length === 0) await new Promise(resolve => setImmediate(resolve))
      await writer.put({ records: [later], rejects: [] })
      await publish()
      assert.equal(emulator.requests[0]?.status, null)
      assert.equal(await counted, 2)
    }
    assert.equal(scene.requests(), 1)
    drawn.frames.set('label1/axial', [framesLine(3)])
    return scene
  }

  for (const end of ['before', 'after'] as const) {
    test(`that ends ${end} a load is published is kept when that brings the same version`, async () => {
      await using scene = await during(end, {})
      assert.deepEqual(await scene.graph.ask(REMOTE), FETCHED_ANSWER)
      assert.equal(await countFrames(scene.graph), 2)
      assert.equal(scene.requests(), 0)
    })

    test(`that ends ${end} a load is published is not taken for the newer version that it brings`, async () => {
      await using scene = await during(end, { updatedAt: LATER })
      assert.deepEqual(await scene.graph.ask(REMOTE), REMOTE_ANSWER)
      assert.equal(await countFrames(scene.graph), 1)
      assert.equal(scene.requests(), 1)
    })
  }
})
