import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { normalizeRecord, RecordFault } from '../../src/labelbox/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { contentOf, decoded } from './decoded.ts'

const rows = readFileSync(new URL('../fixtures/odd-geometry.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as JsonObject)

function drawnIn(row: JsonObject) {
  try {
    const [label] = normalizeRecord(row).labels
    const [annotation] = decoded(label).annotations
    assert.ok(annotation)
    return { annotation, entry: contentOf(label).annotations[0] }
  } catch (error) {
    if (error instanceof RecordFault) return error.reason
    throw error
  }
}

test('odd geometry is measured where it can be, unknown where it is incomplete, and rejected where a type is wrong', () => {
  const read = rows.map(drawnIn).map(drawn => {
    if (typeof drawn === 'string') return drawn
    return [drawn.annotation.type, drawn.annotation.annotationKind, drawn.entry?.area, drawn.entry?.length]
  })
  assert.deepEqual(read, [
    ['PolylineAnnotation', 'DICOMPolyline', null, 0],
    ['PolylineAnnotation', 'DICOMPolyline', null, 0],
    ['BoundingBoxAnnotation', 'DICOMBoundingBox', 12, null],
    ['PolygonAnnotation', 'DICOMPolygon', 0, null],
    ['UnknownAnnotation', 'DICOMEllipse', null, null],
    ['MaskAnnotation', 'DICOMSegmentationMask', null, null],
    ['MaskAnnotation', 'DICOMSegmentationMask', null, null],
    'x must be a number, not a string',
    ['UnknownAnnotation', 'DICOMPoint', null, null],
  ])
})

test('a box of negative height or width is normalised, and stays as exported in raw', () => {
  const drawn = drawnIn(rows[2] ?? {})
  assert.ok(typeof drawn !== 'string' && drawn.annotation.type === 'BoundingBoxAnnotation')
  assert.deepEqual(drawn.annotation.boundingBox, { left: 2, top: -2, width: 4, height: 3 })
  assert.deepEqual(drawn.annotation.raw.bounding_box, { top: 1, left: 2, height: -3, width: 4 })
})

test('a mask kind with null for its mask is a MaskAnnotation without one', () => {
  const drawn = drawnIn(rows[5] ?? {})
  assert.ok(typeof drawn !== 'string' && drawn.annotation.type === 'MaskAnnotation')
  assert.equal(drawn.annotation.mask, null)
})

test('v1 tiled imagery is named by its type', () => {
  const objects = Object.entries({
    polygon: { type: 'Polygon', coordinates: [] },
    rectangle: { type: 'Polygon', coordinates: [] },
    polyline: { type: 'LineString', coordinates: [] },
    point: { type: 'Point', coordinates: [1, 2] },
  }).map(([type, geometry]) => ({ featureId: type, type, geometry }))
  const [label] = normalizeRecord({ ID: 'l', 'Labeled Data': '{"tileLayerUrl":"u"}', Label: { objects } }).labels
  assert.deepEqual(
    decoded(label).annotations.map(({ type, annotationKind }) => [type, annotationKind]),
    [
      ['UnknownAnnotation', 'GeoPolygon'],
      ['UnknownAnnotation', 'GeoBoundingBox'],
      ['UnknownAnnotation', 'GeoPolyline'],
      ['UnknownAnnotation', 'GeoPoint'],
    ],
  )
})
