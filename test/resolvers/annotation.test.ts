import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { ownUrl, v2Row } from '../lazy/exports.ts'
import { openServedScene } from '../lazy/lazy-graph.ts'

const BOX = 'boundingBox { left top width height }'

test('boundingBox of every kind in one query fetches masks only', async () => {
  await using scene = await openServedScene()
  const { drawn, origin, graph } = scene
  drawn.areas.set('f5/1', 64 + 3)
  const row = v2Row({ id: 'label1', masks: [{ frame: 1, featureId: 'f5', url: ownUrl(origin, 'f5', 1) }] })
  const geometries = {
    f1: {
      annotation_kind: 'DICOMPolyline',
      line: [
        { x: 1, y: 2 },
        { x: 4, y: 6 },
      ],
    },
    f2: {
      annotation_kind: 'ImagePolygon',
      polygon: [
        { x: 0, y: 0 },
        { x: 2, y: 0 },
        { x: 2, y: 3 },
      ],
    },
    f3: { annotation_kind: 'ImageBoundingBox', bounding_box: { left: 1, top: 2, width: 3, height: 4 } },
    f4: { annotation_kind: 'ImagePoint', point: { x: 7, y: 8.5 } },
    f6: { annotation_kind: 'Something', shape: [] },
  }
  const text = JSON.stringify(row).replace(
    '"objects":{',
    `"objects":{${Object.entries(geometries)
      .map(
        ([id, geometry]) =>
          `"${id}":${JSON.stringify({ feature_id: id, name: 'a', classifications: [], ...geometry })}`,
      )
      .join()},`,
  )
  await scene.reload(JSON.parse(text))

  const all = (selection: string) => `{ annotations(orderBy: [{ field: ID }]) { nodes { featureId ${selection} } } }`
  const nodes = (mask: unknown) => [
    { featureId: 'f1', boundingBox: { left: 1, top: 2, width: 3, height: 4 } },
    { featureId: 'f2', boundingBox: { left: 0, top: 0, width: 2, height: 3 } },
    { featureId: 'f3', boundingBox: { left: 1, top: 2, width: 3, height: 4 } },
    { featureId: 'f4', boundingBox: { left: 7, top: 8.5, width: 0, height: 0 } },
    { featureId: 'f5', ...(mask === undefined ? {} : { boundingBox: mask }) },
    { featureId: 'f6', boundingBox: null },
  ]
  const kinds = ['Polyline', 'Polygon', 'BoundingBox', 'Point', 'Unknown']
  const others = kinds.map(kind => `... on ${kind}Annotation { ${BOX} }`).join(' ')
  assert.deepEqual(await graph.ask(all(others)), { annotations: { nodes: nodes(undefined) } })
  assert.equal(scene.requests(), 0)
  const whole = { left: 0, top: 0, width: 64, height: 2 }
  assert.deepEqual(await graph.ask(all(BOX)), { annotations: { nodes: nodes(whole) } })
  assert.equal(scene.requests(), 1)
})

test('a frame without an object is null even if a feature is present there', async () => {
  await using scene = await openServedScene()
  const path = new URL('../fixtures/segments-not-key.ndjson', import.meta.url)
  await scene.reload(JSON.parse(await readFile(path, 'utf8')))
  const query = `{ labels { nodes { group(name: "Axial") {
    frameCount features { segments { start end } } at3: frame(number: 3) { number } at5: frame(number: 5) { number }
  } } } }`
  assert.deepEqual(await scene.graph.ask(query), {
    labels: {
      nodes: [
        { group: { frameCount: 1, features: [{ segments: [{ start: 3, end: 8 }] }], at3: null, at5: { number: 5 } } },
      ],
    },
  })
})
