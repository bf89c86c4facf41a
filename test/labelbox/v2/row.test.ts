import assert from 'node:assert/strict'
import { test } from 'node:test'
import { normalizeRecord } from '../../../src/labelbox/index.ts'
import { parseInstant } from '../../../src/model/index.ts'
import { contentOf, decoded, normalized } from '../decoded.ts'

test('a row that was exported with every part', () => {
  const { dataRow } = normalized('v2-consensus-and-workflow.json')
  const { raw, fields } = dataRow
  assert.equal(dataRow.id, 'row-full')
  assert.deepEqual(fields, {
    globalKey: null,
    externalId: 'scan-1.dcm',
    rowData: 'https://example.com/1.dcm',
    mimeType: 'application/dicom',
    mediaAttributes: { mime_type: 'application/dicom', exif_rotation: '1' },
    datasetId: 'd1',
    datasetName: 'Scans',
    createdAt: parseInstant('2023-02-03'),
    updatedAt: parseInstant('2023-02-03T03:36:30Z'),
    lastActivityAt: parseInstant('2023-02-03T03:36:59.552Z'),
    createdBy: 'a@example.com',
    attachments: [],
    metadata: [
      { schemaId: 'm', schemaName: 'split', value: [{ schema_id: 't', schema_name: 'train' }] },
      { schemaId: 'n', schemaName: 'count', value: 1.5 },
    ],
    embeddings: [{ embeddingId: 'e', name: 'CLIP', dimensions: 2, isCustom: false, values: [[0.5, -1]] }],
    experiments: { model: { runs: { run: { labels: [], predictions: [] } } } },
  })
  assert.deepEqual(Object.keys(raw), [
    'data_row',
    'media_attributes',
    'attachments',
    'metadata_fields',
    'embeddings',
    'experiments',
  ])
})

test('a part that was not exported is absent, one that is null is null', () => {
  assert.deepEqual(normalized('v2-bare-row.json'), {
    format: 'v2',
    time: null,
    dataRow: { id: 'row-bare', fields: {}, raw: { data_row: { id: 'row-bare' } } },
    projects: [],
    labels: [],
  })
  const { dataRow, projects } = normalizeRecord({
    data_row: { id: 'r', details: null },
    media_attributes: null,
    attachments: null,
    projects: { p: { name: null, project_tags: null, project_details: { batch_id: null, workflow_history: null } } },
  })
  assert.deepEqual(dataRow.fields, {
    mediaAttributes: null,
    mimeType: null,
    datasetId: null,
    datasetName: null,
    createdAt: null,
    updatedAt: null,
    lastActivityAt: null,
    createdBy: null,
    attachments: null,
  })
  assert.deepEqual(projects[0]?.project, { name: null, tags: null })
  assert.deepEqual(projects[0]?.queue, { batchId: null })
  assert.equal(projects[0]?.events, null)
  assert.equal(projects[0]?.listsLabels, false)
})

test("a row's place in its projects, and its history from the oldest event", () => {
  const { projects } = normalized('v2-consensus-and-workflow.json')
  const [project, second] = projects
  assert.ok(project)
  assert.deepEqual(project.project, { name: 'Scans', tags: [{ id: 't', text: 'urgent', color: 'ff0000' }] })
  assert.deepEqual(project.queue, {
    ontologyId: 'ont',
    batchId: 'b',
    batchName: 'first',
    priority: 5,
    taskName: 'Done',
    workflowStatus: 'DONE',
    consensusExpectedLabelCount: 2,
    selectedLabelId: 'label-a',
  })
  assert.deepEqual(
    project.events?.map(event => [event.number, event.action, event.rawAction, event.createdBy, event.nextTaskId]),
    [
      [0, 'MOVE', 'Move', null, 't1'],
      [1, 'OTHER', 'Teleport', null, null],
      [2, 'APPROVE', 'Approve', 'b@example.com', null],
    ],
  )
  assert.deepEqual(
    project.events?.map(event => event.secondsInPreviousTask),
    [null, 0, 580555.427999],
  )
  assert.equal('workflow_history' in (project.raw.project_details as object), false)
  assert.equal((project.raw.project_details as { auto_audit?: unknown }).auto_audit, false)
  assert.equal('labels' in project.raw, false)
  assert.deepEqual(second, { id: 'project-2', project: {}, queue: {}, listsLabels: true, raw: {} })
})

test('labels of a consensus, a skipped one among them', () => {
  const { labels } = normalized('v2-consensus-and-workflow.json')
  const [first, second] = labels
  assert.ok(first && second)
  const { reviews, ...fields } = first.fields
  assert.deepEqual(fields, {
    labelKind: 'DICOM',
    version: '1.0.0',
    createdAt: parseInstant('2023-02-03T03:36:30Z'),
    contentUpdatedAt: parseInstant('2023-02-04T03:36:30Z'),
    createdBy: 'a@example.com',
    secondsToCreate: 40,
    secondsToLabel: 37,
    secondsToReview: 3,
    secondsToRework: 0,
    secondsTotal: 40,
    skipped: false,
    consensusScore: 0.75,
  })
  // A v2 review has not been seen by anybody: what does not fit is left to raw.
  assert.deepEqual(
    reviews?.map(({ id, score, createdAt, createdBy }) => [id, score, createdAt, createdBy]),
    [
      ['rv', 1, parseInstant('2023-02-05'), 'b@example.com'],
      [null, null, null, null],
    ],
  )
  assert.deepEqual(reviews?.[1]?.raw, { id: 7, score: 'high' })
  assert.equal('reviews' in (first.raw.label_details as object), false)
  assert.equal(second.fields.skipped, true)
  assert.equal(second.fields.benchmarkLabelId, 'label-a')
  assert.deepEqual([first.time, second.time, second.projectId], ['2023-02-04T03:36:30', null, 'project-1'])
  assert.deepEqual(contentOf(second), {
    format: 'v2',
    head: '{}',
    groups: [],
    chunks: [],
    annotations: [],
    classifications: [],
    tracks: [],
    answers: [],
  })
  assert.deepEqual(decoded(second).content.raw, {})
})

test('the documented key of a project name goes before that of the files', () => {
  assert.equal(normalized('v2-image.json').projects[0]?.project.name, 'Photos')
})
