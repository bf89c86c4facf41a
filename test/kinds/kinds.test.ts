import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { KINDS, kindOf, type Medium, measure } from '../../src/kinds/index.ts'
import { isPlainPoints, PointsWire } from '../../src/kinds/points.ts'
import type { Json, JsonObject } from '../../src/model/index.ts'

const box = { top: 1, left: 2, height: 3, width: 4 }

const RECOGNISED: readonly (readonly [JsonObject, Medium, string, string])[] = [
  [{ line: [] }, 'DICOM', 'PolylineAnnotation', 'DICOMPolyline'],
  [{ polygon: [] }, 'Image', 'PolygonAnnotation', 'ImagePolygon'],
  [{ bounding_box: box }, 'Video', 'BoundingBoxAnnotation', 'VideoBoundingBox'],
  [{ bbox: box, instanceURI: 'u' }, 'Image', 'BoundingBoxAnnotation', 'ImageBoundingBox'],
  [{ bbox: box, page: 0 }, 'Image', 'BoundingBoxAnnotation', 'DocumentBoundingBox'],
  [{ point: { x: 1, y: 2 } }, 'Image', 'PointAnnotation', 'ImagePoint'],
  [{ mask: { url: 'u' } }, 'DICOM', 'MaskAnnotation', 'DICOMSegmentationMask'],
  [{ composite_mask: { url: 'u' } }, 'Image', 'MaskAnnotation', 'ImageSegmentationMask'],
  [{ instanceURI: 'u' }, 'Video', 'MaskAnnotation', 'VideoSegmentationMask'],
  [{ instanceURI: 'u', data: { location: { start: 0, end: 1 } } }, 'Image', 'UnknownAnnotation', 'TextEntity'],
  [{ location: { groups: [] } }, 'Image', 'UnknownAnnotation', 'DocumentEntityToken'],
  [{ conversational_location: {} }, 'Image', 'UnknownAnnotation', 'ConversationalTextEntity'],
  [{ geometry: { type: 'LineString' } }, 'Image', 'UnknownAnnotation', 'GeoPolyline'],
  [{ line: null, mask: null }, 'DICOM', 'UnknownAnnotation', 'Unknown'],
]

for (const [object, medium, type, name] of RECOGNISED)
  test(`${JSON.stringify(object)} in ${medium} is ${name}`, () => {
    const kind = kindOf(object)
    assert.equal(kind.type, type)
    assert.equal(kind.geometry(object).type, type)
    assert.equal(kind.labelboxName(object, medium), name)
  })

test('each type of annotation has one kind', () => {
  assert.equal(new Set(KINDS.map(kind => kind.type)).size, KINDS.length)
})

test('a mask says where its bytes are, as far as the export does', () => {
  const source = (object: JsonObject) => {
    const geometry = kindOf(object).geometry(object)
    return geometry.type === 'MaskAnnotation' ? geometry.mask : undefined
  }
  assert.deepEqual(source({ instanceURI: 'u' }), { url: 'u', compositeUrl: null, colorRgb: null })
  assert.deepEqual(source({ mask: null, composite_mask: { url: 'c', color_rgb: [1, 2, 3] } }), {
    url: null,
    compositeUrl: 'c',
    colorRgb: [1, 2, 3],
  })
  assert.equal(source({ mask: null, annotation_kind: 'DICOMSegmentationMask' }), null)
})

test('area and length in pixels', () => {
  const measured = (object: JsonObject) => measure(kindOf(object).geometry(object))
  const square = [
    { x: 1, y: 1 },
    { x: 1, y: 3 },
    { x: 3, y: 3 },
    { x: 3, y: 1 },
  ]
  assert.deepEqual(measured({ polygon: square }), { area: 4, length: null })
  assert.deepEqual(measured({ polygon: [...square, { x: 1, y: 1 }] }), { area: 4, length: null })
  assert.deepEqual(measured({ polygon: [] }), { area: 0, length: null })
  assert.deepEqual(measured({ bbox: box }), { area: 12, length: null })
  assert.deepEqual(measured({ line: square }), { area: null, length: 6 })
  assert.deepEqual(measured({ mask: { url: 'u' } }), { area: null, length: null })
})

test('points that are used as they came are those that the schema takes and leaves as they are', () => {
  const number = fc.oneof(fc.double(), fc.constantFrom<Json>('1', null))
  const point = fc.oneof(
    fc.record({ x: fc.integer(), y: fc.double({ noDefaultInfinity: true, noNaN: true }) }),
    fc.record({ x: number, y: number, z: number }, { requiredKeys: [] }),
    fc.constantFrom<Json>(null, 1, 'p', [1, 2], JSON.parse('{"x":1,"y":2,"__proto__":3}') as Json),
  )
  fc.assert(
    fc.property(fc.oneof(fc.array(point, { maxLength: 4 }), fc.constantFrom<Json>(null, 'line', {})), value => {
      const parsed = PointsWire.safeParse(value)
      const keys = Array.isArray(value) ? value.map(item => Object.keys(item ?? {}).sort()) : []
      const bare = keys.every(list => list.join() === 'x,y')
      assert.equal(isPlainPoints(value as Json), parsed.success && bare)
    }),
    { numRuns: 2000 },
  )
})

test('a line with more in its points than x and y is read without the rest', () => {
  const object = { line: [{ x: 1, y: 2, pressure: 3 }] }
  assert.deepEqual(kindOf(object).geometry(object), { type: 'PolylineAnnotation', line: [{ x: 1, y: 2 }] })
})
