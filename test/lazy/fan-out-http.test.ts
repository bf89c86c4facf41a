import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { decodePng, foreground, measure } from '../../src/masks/index.ts'
import { ask, startGateway } from '../server/start-gateway.ts'
import { AREA, areaIn300, expectAreas, expectRequests, measuredIn, ofOneComposite, range } from './counting.ts'
import { pictureOf } from './drawn.ts'
import { ownUrl, v2Row } from './exports.ts'
import { openScene } from './lazy-graph.ts'

suite('by HTTP', () => {
  test('an image that 1,000 requests want at once, of pages and of queries, is one request', async () => {
    await using scene = await openScene()
    const { key, origin } = scene.emulator
    scene.drawn.areas.set('feature1/7', 42)
    await using stack = new AsyncDisposableStack()
    const gateway = await startGateway({ empty: true, upstream: { key, origins: [origin] } })
    stack.defer(() => gateway.close())
    const masks = [{ frame: 7, featureId: 'feature1', url: ownUrl(origin, 'feature1', 7) }]
    await scene.load(gateway.store, [v2Row({ id: 'label1', masks })])
    scene.emulator.setDelay(100)
    const image = `${gateway.url}/media/masks/${encodeURIComponent('annotation:label1:Axial:7:feature1')}`
    const bodies = range(1000).map(async i => {
      if (i % 10 === 0)
        return ask(gateway, `{ annotations { nodes { ${AREA} } } }`).then(({ data }) => measuredIn(data))
      const response = await fetch(image)
      assert.equal(response.status, 200)
      return Buffer.from(await response.arrayBuffer())
    })
    for (const body of await Promise.all(bodies)) {
      if (Buffer.isBuffer(body)) assert.deepEqual(body, pictureOf(42))
      else expectAreas(body, 1, () => 42)
    }
    expectRequests(scene, 1)
  })

  test('300 objects of one composite, as images, are one request', async () => {
    await using scene = await openScene()
    const { key, origin } = scene.emulator
    await using stack = new AsyncDisposableStack()
    const gateway = await startGateway({ empty: true, upstream: { key, origins: [origin] } })
    stack.defer(() => gateway.close())
    await scene.load(gateway.store, [v2Row({ id: 'label1', masks: ofOneComposite(scene, 300) })])
    const images = range(300).map(async i => {
      const id = encodeURIComponent(`annotation:label1:Axial:7:feature${i}`)
      const response = await fetch(`${gateway.url}/media/masks/${id}`)
      assert.equal(response.status, 200)
      return measure(foreground(decodePng(Buffer.from(await response.arrayBuffer())))).area
    })
    assert.deepEqual(await Promise.all(images), range(300).map(areaIn300))
    expectRequests(scene, 1)
  })
})
