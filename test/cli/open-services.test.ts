import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test } from 'node:test'
import { openServices } from '../../src/cli/open-services.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { pictureOf } from '../lazy/drawn.ts'
import { ownUrl, v2Row } from '../lazy/exports.ts'
import { openScene } from '../lazy/lazy-graph.ts'
import { serveHttp } from '../upstream/servers.ts'

const REFUSED = JSON.stringify({ errors: [{ message: 'no', extensions: { code: 'AUTHENTICATION_ERROR' } }] })

const NOTHING = {
  attachments: false,
  metadataFields: false,
  dataRowDetails: false,
  projectDetails: false,
  labelDetails: false,
  performanceDetails: false,
  interpolatedFrames: false,
  embeddings: false,
}

test('exports and masks of one process share one limit of 32 requests per origin', async () => {
  const arrivals = new EventEmitter()
  const held: (() => void)[] = []
  await using server = await serveHttp((request, response) => {
    held.push(() => {
      if (request.method === 'POST') response.end(REFUSED)
      else response.writeHead(200, { 'content-type': 'image/png' }).end(pictureOf(3))
    })
    arrivals.emit('request')
  })
  const origin = `http://127.0.0.1:${server.port}`
  await using scene = await openScene()
  await using graph = await scene.open()
  const places = { key: 'lb-key', apiUrl: origin, origins: [origin] }
  const services = await openServices(graph.store, scene.files.storeUrl, places, error => assert.fail(`${error}`))

  const masks = Array.from({ length: 40 }, (_, i) => ({
    frame: i,
    featureId: `f${i}`,
    url: ownUrl(origin, `f${i}`, i),
  }))
  await scene.load(graph.store, [v2Row({ id: 'label1', masks })])
  const refs = masks.map(({ frame, featureId, url }) => ({
    ...{ labelId: 'label1', groupName: 'Axial', frameNumber: frame, featureId },
    source: { url, compositeUrl: null, colorRgb: null },
  }))
  const reader = await graph.store.openSnapshot({ scope: EVERYTHING })
  const measured = services.lazy.masks(reader, refs)
  while (held.length < 32) await once(arrivals, 'request')
  const params = { ...NOTHING, projectDetails: true }
  await services.runs.start({ scope: { projectId: 'project1' }, incremental: false, filters: {}, params })
  let most = 0
  for (let answered = 0; answered < 41; answered++) {
    while (held.length < Math.min(32, 41 - answered)) await once(arrivals, 'request')
    most = Math.max(most, held.length)
    held.shift()?.()
  }
  assert.equal(most, 32)
  assert.equal(server.requests.filter(({ path }) => path === '/graphql').length, 1)
  assert.ok((await measured).every(mask => !(mask instanceof Error)))
  await services.close()
})
