import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizeRecord } from '../../../src/labelbox/index.ts'
import { chunkText } from '../../../src/model/index.ts'
import { answersOf, contentOf, decoded, normalized } from '../decoded.ts'

test('the groups of a volume, with their tracks', () => {
  const [label] = normalized('v2-dicom-classifications.json').labels
  assert.deepEqual(
    contentOf(label).groups.map(group => [group.key, group.idName, group.name, group.remote, group.frameCount]),
    [
      ['AXIAL', 'Axial', 'Axial', false, 3],
      ['SAGITTAL', 'Sagittal', 'Sagittal', false, 0],
      ['CORONAL', 'Coronal', 'CORONAL', false, 0],
      ['OTHER', 'Oblique', 'Oblique', false, 1],
    ],
  )
  const { groups } = decoded(label).content
  assert.deepEqual(groups.get('Axial')?.tracks, [
    { featureId: 'obj-1', segments: [{ start: 6, end: 7 }], keyFrames: [6] },
  ])
  assert.deepEqual(groups.get('Oblique'), { classifications: [], relationships: [], tracks: [] })
})

test('objects of a group and of its frames, keyed by feature id', () => {
  const [label] = normalized('v2-dicom-classifications.json').labels
  const { annotations } = decoded(label)
  assert.deepEqual(
    annotations.map(({ featureId, groupName, frameNumber, type, keyFrame }) => [
      featureId,
      groupName,
      frameNumber,
      type,
      keyFrame,
    ]),
    [
      ['obj-g', 'Axial', null, 'PolylineAnnotation', null],
      ['obj-1', 'Axial', 6, 'PolylineAnnotation', true],
      ['obj-2', 'Axial', 6, 'MaskAnnotation', false],
      ['obj-1', 'Axial', 7, 'PolylineAnnotation', false],
    ],
  )
  const mask = annotations[2]
  assert.ok(mask?.type === 'MaskAnnotation')
  assert.deepEqual(mask.mask, {
    url: 'https://example.com/m',
    compositeUrl: 'https://example.com/c',
    colorRgb: [1, 2, 3],
  })
  assert.equal('classifications' in mask.raw, false)
  assert.deepEqual(
    contentOf(label).annotations.map(entry => [entry.chunk, entry.length]),
    [
      [0, 5],
      [1, 5],
      [1, null],
      [1, 5],
    ],
  )
})

test('classifications at every level, nested to any depth', () => {
  const [label] = normalized('v2-dicom-classifications.json').labels
  const { content, chunks, annotations } = decoded(label)
  assert.deepEqual(answersOf(content.classifications), [
    ['Findings', 'Nodule', null],
    ['Findings', 'Cyst', null],
    ['Open', null, null],
  ])
  assert.deepEqual(answersOf(content.groups.get('Axial')?.classifications ?? []), [['Quality', 'Good', null]])
  assert.deepEqual(answersOf(chunks[1]?.frames[0]?.classifications ?? []), [['Remark', null, 'ok']])
  const [shape] = annotations[1]?.classifications ?? []
  assert.deepEqual(answersOf(shape ? [shape] : []), [
    ['Shape', 'Round', null],
    ['Margins', 'Sharp', null],
    ['Why', null, 'seen twice'],
    ['Margins', 'Blurred', null],
  ])
  assert.equal(shape?.answerKind, 'RADIO')
  assert.deepEqual(shape?.raw, {
    feature_id: 'o1',
    feature_schema_id: 'o1-s',
    name: 'Shape',
    value: 'shape',
    radio_answer: { feature_id: 'o1-a', feature_schema_id: 'o1-as', name: 'Round', value: 'round' },
  })
  assert.deepEqual(
    contentOf(label)
      .classifications.filter(entry => entry.annotation === 1)
      .map(entry => entry.answer),
    ['Round', 'Sharp', null, 'Blurred'],
  )
})

test("a label's raw has what is left of its annotations, each at its path", () => {
  const [label] = normalized('v2-dicom-classifications.json').labels
  const { raw } = decoded(label).content
  const annotations = raw.annotations as { [key: string]: unknown }
  assert.deepEqual(Object.keys(annotations).sort(), ['extra', 'groups', 'key_frame_feature_map', 'segments'])
  assert.deepEqual(annotations.groups, {
    Axial: { name: 'Axial', frames: { 6: { note: 'kept' } } },
    Sagittal: { name: 'Sagittal', tint: 'grey' },
    CORONAL: { name: 'CORONAL' },
    Oblique: { name: 'Oblique' },
  })
  assert.equal(JSON.stringify(annotations.extra), '{"deep":[1,{"__proto__":2}]}')
})

test('relationships, in one direction and in both', () => {
  const [dicom] = normalized('v2-dicom-classifications.json').labels
  const [feeds] = decoded(dicom).content.relationships
  assert.deepEqual(
    [feeds?.sourceFeatureId, feeds?.targetFeatureId, feeds?.bidirectional, feeds?.annotationKind],
    ['obj-1', 'obj-2', false, 'DICOMUnidirectionalRelationship'],
  )
  assert.deepEqual(answersOf(feeds?.classifications ?? []), [['Sure', 'Yes', null]])
  assert.equal('classifications' in (feeds?.raw ?? {}), false)
  const [image] = normalized('v2-image.json').labels
  const [same] = decoded(image).content.relationships
  assert.deepEqual([same?.sourceFeatureId, same?.bidirectional], ['o-box', true])
})

test('a video is one group, with key frames in either form', () => {
  const [label] = normalized('v2-video.json').labels
  const { content, annotations } = decoded(label)
  assert.deepEqual(
    contentOf(label).groups.map(group => [group.key, group.idName, group.frameCount]),
    [['OTHER', 'Video', 2]],
  )
  assert.deepEqual(content.groups.get('Video')?.tracks, [
    { featureId: 'box', segments: [{ start: 13, end: 18 }], keyFrames: [13] },
    { featureId: 'c1-a', segments: [{ start: 13, end: 13 }], keyFrames: null },
    { featureId: 'pt', segments: null, keyFrames: [2, 18] },
  ])
  assert.deepEqual(
    annotations.map(({ featureId, frameNumber, keyFrame }) => [featureId, frameNumber, keyFrame]),
    [
      ['box', 13, true],
      ['box', 18, false],
      ['pt', 18, true],
    ],
  )
})

test('without a map of key frames nothing is said of them', () => {
  const frames = { '0': { objects: { a: { line: [{ x: 0, y: 0 }] } } } }
  const record = normalizeRecord({
    data_row: { id: 'r' },
    projects: { p: { labels: [{ id: 'l', annotations: { groups: { axial: { frames } } } }] } },
  })
  const [annotation] = decoded(record.labels[0]).annotations
  assert.deepEqual(
    [annotation?.keyFrame, annotation?.groupName, annotation?.frameNumber, annotation?.annotationKind],
    [null, 'Axial', 0, 'DICOMPolyline'],
  )
})

test('objects of a picture, each by its geometry key', () => {
  const [label] = normalized('v2-image.json').labels
  assert.deepEqual(
    decoded(label).annotations.map(({ type, annotationKind }) => [type, annotationKind]),
    [
      ['BoundingBoxAnnotation', 'ImageBoundingBox'],
      ['PolygonAnnotation', 'ImagePolygon'],
      ['PolylineAnnotation', 'ImagePolyline'],
      ['PointAnnotation', 'ImagePoint'],
      ['MaskAnnotation', 'ImageSegmentationMask'],
      ['UnknownAnnotation', 'Cuboid'],
      ['UnknownAnnotation', 'ImagePolyline'],
    ],
  )
  assert.deepEqual(
    contentOf(label).annotations.map(({ area, length }) => [area, length]),
    [
      [12, null],
      [4, null],
      [null, 0],
      [null, null],
      [null, null],
      [null, null],
      [null, null],
    ],
  )
})

test('a long group is cut by frames and by text, and a frame larger than a chunk stands alone', () => {
  const frame = (points: number) => ({
    objects: { a: { feature_id: 'a', line: Array.from({ length: points }, (_, x) => ({ x, y: x })) } },
  })
  const frames = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [n + 1, frame(n === 150 ? 10_000 : n > 100 ? 200 : 1)]),
  )
  const record = normalizeRecord({
    data_row: { id: 'r' },
    projects: { p: { labels: [{ id: 'l', annotations: { groups: { Axial: { frames } } } }] } },
  })
  const { chunks } = contentOf(record.labels[0])
  const alone = chunks.find(chunk => chunk.firstFrame === 151)
  assert.deepEqual([chunks[0]?.frameCount, alone?.frameCount], [64, 1])
  for (const chunk of chunks)
    if (chunk !== alone) assert.ok(chunk.frameCount <= 64 && chunkText(chunk).length < 49 * 1024 + 100)
  assert.equal(
    chunks.reduce((sum, chunk) => sum + chunk.frameCount, 0),
    200,
  )
})
