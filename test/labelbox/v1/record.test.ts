import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { normalizeRecord } from '../../../src/labelbox/index.ts'
import { type JsonObject, parseInstant } from '../../../src/model/index.ts'
import { answersOf, contentOf, decoded, normalized, wireFixture } from '../decoded.ts'

test('sentinels count as absent; what an old record leaves nameless is called after what it has', () => {
  const { dataRow, projects, labels } = normalized('v1-sentinels.json')
  assert.equal(dataRow.id, 'dataRow:v1-2018')
  assert.equal(projects[0]?.id, 'project:Old%3A 50%25')
  const [label] = labels
  assert.ok(label)
  const { reviews, ...fields } = label.fields
  assert.deepEqual(fields, {
    labelKind: 'Default',
    createdAt: parseInstant('2018-05-09T03:14:41Z'),
    createdBy: 'a@example.com',
    secondsToCreate: 12.5,
    secondsToLabel: 12.5,
    benchmarkLabelId: 'other',
    isBenchmark: true,
    hasOpenIssues: false,
  })
  assert.deepEqual(reviews?.[0]?.score, -1)
  assert.equal(reviews?.[0]?.raw.labelId, 'v1-2018')
  assert.deepEqual([label.time, projects[0]?.listsLabels], [null, false])
})

test("a record's keys go to the raw of what they are about", () => {
  const { dataRow, projects, labels } = normalized('v1-sentinels.json')
  assert.deepEqual(Object.keys(dataRow.raw), [
    'Labeled Data',
    'External ID',
    'Media Attributes',
    'DataRow Metadata',
    'Data Split',
    'media_type',
    'Dataset Name',
  ])
  assert.deepEqual(dataRow.fields, {
    rowData: 'https://example.com/old.jpg',
    externalId: null,
    datasetName: 'Set',
    mimeType: 'image/jpeg',
    mediaAttributes: { mimeType: 'image/jpeg' },
    metadata: [{ schemaId: 'm', schemaName: 'tag', value: 'x' }],
  })
  assert.deepEqual(projects[0]?.raw, { 'Project Name': 'Old: 50%', 'DataRow Workflow Info': { taskName: 'Done' } })
  assert.equal(projects[0]?.events?.[0]?.actorId, 'u')
  assert.equal(labels[0]?.raw.Agreement, '')
  assert.ok(labels[0] && 'Masks' in labels[0].raw && !('Reviews' in labels[0].raw) && !('Label' in labels[0].raw))
})

test('without a project there is no place in a queue, and what is said of it stays with the label', () => {
  const info = { taskName: 'Done', 'Workflow History': [] }
  const record = normalizeRecord({ ID: 'l', 'Labeled Data': 'x', Label: {}, 'DataRow Workflow Info': info })
  assert.deepEqual(record.projects, [])
  assert.equal(record.labels[0]?.projectId, null)
  assert.deepEqual(record.labels[0]?.raw, { ID: 'l', 'DataRow Workflow Info': info })
})

test('the objects of a picture: other geometry goes before a mask, lists of lists are flattened', () => {
  const [label] = normalized('v1-image.json').labels
  const { annotations, content } = decoded(label)
  assert.deepEqual(
    annotations.map(({ featureId, type, annotationKind }) => [featureId, type, annotationKind]),
    [
      ['b', 'BoundingBoxAnnotation', 'ImageBoundingBox'],
      ['p', 'PolygonAnnotation', 'ImagePolygon'],
      ['m', 'MaskAnnotation', 'ImageSegmentationMask'],
      ['pt', 'PointAnnotation', 'ImagePoint'],
      ['pdf', 'BoundingBoxAnnotation', 'DocumentBoundingBox'],
      ['txt', 'UnknownAnnotation', 'TextEntity'],
      ['tok', 'UnknownAnnotation', 'DocumentEntityToken'],
      ['tile', 'UnknownAnnotation', 'GeoPolygon'],
    ],
  )
  assert.deepEqual(answersOf(annotations[0]?.classifications ?? []), [
    ['Kind', 'Cat', null],
    ['Age', null, '7'],
    ['Marks', 'Ear', null],
    ['Marks', 'Tail', null],
  ])
  assert.deepEqual([annotations[0]?.name, annotations[0]?.schemaId, annotations[0]?.color], ['Box', 's', '#1CE6FF'])
  assert.deepEqual(
    content.classifications.map(classification => classification.answerKind),
    ['CHECKLIST', 'OTHER'],
  )
  assert.equal(content.relationships[0]?.name, 'next to')
  assert.deepEqual([contentOf(label).annotations[1]?.area, label?.fields.labelKind], [6, 'Default'])
})

test('the frames of a video: inlined in three ways, or remote', () => {
  for (const [file, frames] of [
    ['v1-video-inlined.json', [1, 2]],
    ['v1-video-frames-list.json', [1]],
    ['v1-video-frames-keyed.json', [1, 2]],
  ] as const) {
    const [label] = normalized(file).labels
    assert.equal(label?.fields.labelKind, 'Video')
    assert.deepEqual(
      contentOf(label).groups.map(group => [group.key, group.idName, group.remote, group.frameCount]),
      [['OTHER', 'Video', false, frames.length]],
    )
    const { chunks, annotations, content } = decoded(label)
    assert.deepEqual(
      chunks.flatMap(chunk => chunk.frames.map(frame => frame.number)),
      frames,
    )
    assert.deepEqual([annotations[0]?.keyFrame, annotations[0]?.annotationKind], [true, 'VideoBoundingBox'])
    assert.deepEqual(content.groups.get('Video')?.tracks, [])
  }
  const [remote] = normalized('v1-video-remote.json').labels
  const url = 'https://api.labelbox.com/v1/frames/v1-remote'
  assert.deepEqual(contentOf(remote).groups, [
    { key: 'OTHER', idName: 'Video', name: 'Video', remote: true, framesUrl: url, frameCount: null },
  ])
  assert.deepEqual(decoded(remote).content.raw, { Label: { frames: url } })
  const [inlined] = normalized('v1-video-inlined.json').labels
  assert.deepEqual(decoded(inlined).content.raw, { Label: [{ frameNumber: 2, shade: 'dark' }] })
})

test('the groups of a volume: objects of their own, frames inlined or none', () => {
  const [label] = normalized('v1-dicom-groups.json').labels
  assert.deepEqual(
    contentOf(label).groups.map(group => [group.idName, group.name, group.remote, group.frameCount]),
    [
      ['Axial', 'axial', false, 1],
      ['Sagittal', 'sagittal', false, 0],
      ['Coronal', 'coronal', false, 0],
    ],
  )
  const { content, annotations } = decoded(label)
  assert.deepEqual(
    annotations.map(({ featureId, frameNumber, annotationKind }) => [featureId, frameNumber, annotationKind]),
    [
      ['g', null, 'DICOMPolyline'],
      ['f', 1, 'DICOMBoundingBox'],
    ],
  )
  assert.deepEqual(answersOf(content.groups.get('Axial')?.classifications ?? []), [['C', null, 't']])
  assert.deepEqual(content.raw, {
    Label: { groups: [{ name: 'axial', hue: 1 }, { name: 'sagittal', frames: null }, { name: 'coronal' }] },
  })
})

test('a skipped label that is empty does not tell its kind', () => {
  const labels = wireFixture('v1-skipped.json').flatMap(record => normalizeRecord(record).labels)
  assert.equal(labels.length, 3)
  for (const label of labels) assert.equal('labelKind' in label.fields, false)
  const raws = labels.map(label => decoded(label).content.raw)
  assert.deepEqual(raws, [{ Label: {} }, { Label: { state: { done: false } } }, { Label: null }])
})

test('a skipped label is stored whatever stands in its place, which stays in raw', () => {
  for (const file of ['v1-skips.json', 'v1-2018-skip-only.json']) {
    const records = JSON.parse(readFileSync(new URL(`../../fixtures/${file}`, import.meta.url), 'utf8')) as JsonObject[]
    for (const record of records) {
      const [label] = normalizeRecord(record).labels
      const { content, annotations } = decoded(label)
      assert.deepEqual([label?.fields.skipped, label?.fields.labelKind, annotations], [true, undefined, []])
      if (typeof record.Label === 'string') assert.equal(content.raw.Label, record.Label)
      if (isNote(record.Label)) assert.deepEqual(content.raw.Label, record.Label)
    }
  }
})

test('a skipped label may hold anything: what cannot be read stays in raw', () => {
  const odd = [5, true, ['x'], { objects: 'none' }, { groups: 'none' }, { objects: [{ title: 'no id' }] }]
  for (const content of odd) {
    const [label] = normalizeRecord({ ID: 'l', Skipped: true, Label: content }).labels
    const { content: read, annotations } = decoded(label)
    assert.deepEqual([label?.fields.skipped, annotations, read.raw], [true, [], { Label: content }])
    assert.throws(() => normalizeRecord({ ID: 'l', Label: content }))
  }
})

test('an empty text for a number or a flag counts as absent', () => {
  const record = { ID: 'l', 'Has Open Issues': '', 'Is Benchmark': '', Agreement: '', 'Seconds to Review': '' }
  const [label] = normalizeRecord({ ...record, Reviews: [{ id: 'r', score: '' }] }).labels
  assert.deepEqual(Object.keys(label?.fields ?? {}), ['reviews'])
  assert.equal(label?.fields.reviews?.[0]?.score, null)
})

test('an id alone is no record, and the reason says so', () => {
  assert.throws(() => normalizeRecord({ ID: 'l' }), /nothing of a label stands beside ID/)
})

const isNote = (label: unknown) => typeof label === 'object' && label !== null && 'note' in label

test('any number of open issues is true', () => {
  for (const [count, has] of [
    [0, false],
    [1, true],
    [2, true],
    [17, true],
  ] as const)
    assert.equal(normalizeRecord({ ID: 'l', 'Has Open Issues': count }).labels[0]?.fields.hasOpenIssues, has)
})

test('an old record without DataRow ID, or with little else than its id, is a label', () => {
  const { dataRow, labels } = normalizeRecord({ ID: 'l', 'Created By': 'a@example.com' })
  assert.deepEqual([dataRow.id, labels[0]?.id, labels[0]?.fields.createdBy], ['dataRow:l', 'l', 'a@example.com'])
})
