import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import {
  type Entities,
  type Filters,
  matches,
  periodStart,
  readExport,
  recountAnnotationStats,
  recountDataRowProjectStats,
  recountLabelStats,
  sortEntities,
} from './oracle.ts'

/** One row, two labels: a volume with a line and a mask, an image with a polygon and a nested answer. */
const ROW: JsonObject = {
  data_row: { id: 'row:1', global_key: null, row_data: 'a', details: { dataset_id: 'd1', created_at: '2024-03-31' } },
  media_attributes: { mime_type: 'application/dicom' },
  metadata_fields: [
    { schema_id: 's1', schema_name: 'split', value: [{ schema_name: 'train' }, { schema_name: 'valid' }] },
    { schema_id: 's2', schema_name: 'age', value: 40 },
  ],
  projects: {
    p1: {
      project_name: 'One',
      labels: [
        {
          label_kind: 'DICOM',
          id: 'b',
          label_details: { created_at: '2024-03-31T00:30:00.000428+00:00', created_by: 'ana' },
          performance_details: { seconds_to_create: 10, skipped: false },
          annotations: {
            groups: {
              Axial: {
                name: 'Axial',
                frames: {
                  10: {
                    objects: {
                      f: {
                        feature_id: 'f',
                        annotation_kind: 'DICOMPolyline',
                        line: [
                          { x: 0, y: 0 },
                          { x: 3, y: 4 },
                        ],
                      },
                    },
                  },
                  6: {
                    objects: { f: { feature_id: 'f', annotation_kind: 'DICOMSegmentationMask', mask: { url: 'u' } } },
                  },
                },
              },
            },
            key_frame_feature_map: { f: { Axial: { 6: true } } },
          },
        },
        {
          label_kind: 'Default',
          id: 'a',
          performance_details: { seconds_to_create: 20, consensus_score: 0.5 },
          annotations: {
            objects: [
              {
                feature_id: 'g',
                name: 'area',
                annotation_kind: 'ImagePolygon',
                polygon: [
                  { x: 0, y: 0 },
                  { x: 0, y: 2 },
                  { x: 3, y: 2 },
                  { x: 3, y: 0 },
                  { x: 0, y: 0 },
                ],
              },
            ],
            classifications: [
              {
                name: 'Quality',
                radio_answer: {
                  name: 'Poor',
                  classifications: [{ name: 'Reason', text_answer: { content: 'motion' } }],
                },
              },
            ],
          },
        },
      ],
      project_details: {
        workflow_history: [
          { action: 'Reject', created_at: '2024-03-31T01:00:01.5Z' },
          { action: 'MOVE', created_at: '2024-03-31T01:00:00Z' },
        ],
      },
    },
    p2: { labels: [] },
  },
}

const V1: JsonObject = {
  ID: 'c',
  'Labeled Data': 'x',
  Label: {
    groups: [{ name: 'axial', objects: [], classifications: [], frames: 'https://api.labelbox.com/v1/frames/c' }],
  },
  'Project Name': 'Old: 1',
  'Seconds to Label': '7.5',
  Agreement: -1,
  Skipped: false,
}

const found = readExport([ROW, V1])
const ids = <K extends keyof Entities>(list: readonly Entities[K][], filter: Filters[K]) =>
  list.filter(each => matches<K>(filter, each)).map(({ id }) => id)
const rows = (filter: Filters['dataRow']) => ids<'dataRow'>(found.dataRows, filter)
const labels = (filter: Filters['label']) => ids<'label'>(found.labels, filter)

test('ids say what a thing is and where', () => {
  assert.deepEqual(
    found.annotations.map(({ id }) => id),
    ['annotation:b:Axial:6:f', 'annotation:b:Axial:10:f', 'annotation:a:g'],
  )
  assert.deepEqual(
    found.dataRows.map(({ id }) => id),
    ['row:1', 'dataRow:c'],
  )
  assert.deepEqual(
    found.projects.map(({ id }) => id),
    ['p1', 'p2', 'project:Old%3A 1'],
  )
  assert.deepEqual(
    found.workflowEvents.map(({ id }) => id),
    ['event:row%3A1:p1:0', 'event:row%3A1:p1:1'],
  )
})

test('annotations are measured, and their key frames known where the export says', () => {
  assert.deepEqual(
    found.annotations.map(({ area, length, keyFrame }) => [area, length, keyFrame]),
    [
      [null, null, true],
      [null, 5, false],
      [6, null, null],
    ],
  )
})

test('events are numbered from the oldest and know how long the task before took', () => {
  assert.deepEqual(
    found.workflowEvents.map(({ number, action, secondsInPreviousTask }) => [number, action, secondsInPreviousTask]),
    [
      [0, 'MOVE', null],
      [1, 'REJECT', 1.5],
    ],
  )
})

test('v1: seconds as text, sentinels, remote groups, a project known by its name', () => {
  const label = found.labels.find(({ id }) => id === 'c')
  assert.equal(label?.secondsToCreate, 7.5)
  assert.equal(label?.consensusScore, null)
  assert.equal(label?.labelKind, 'DICOM')
  assert.deepEqual(labels({ remote: true }), ['c'])
})

test('null meets isNull, ne and not, and nothing else', () => {
  assert.deepEqual(rows({ globalKey: { isNull: true } }), ['row:1', 'dataRow:c'])
  assert.deepEqual(rows({ globalKey: { ne: 'k' } }), ['row:1', 'dataRow:c'])
  assert.deepEqual(rows({ globalKey: { startsWith: '' } }), [])
  assert.deepEqual(rows({ not: { globalKey: { eq: 'k' } } }), ['row:1', 'dataRow:c'])
  assert.deepEqual(rows({ createdAt: { lt: 9e15 } }), ['row:1'])
  assert.deepEqual(rows({ globalKey: null, id: { eq: 'row:1' } }), ['row:1'])
})

test('empty lists: in and or match nothing, and matches everything', () => {
  assert.deepEqual(rows({ id: { in: [] } }), [])
  assert.deepEqual(rows({ or: [] }), [])
  assert.deepEqual(rows({ and: [] }), ['row:1', 'dataRow:c'])
})

test('one related thing meets all of a filter', () => {
  assert.deepEqual(rows({ label: { labelKind: { eq: 'DICOM' }, secondsToCreate: { eq: 20 } } }), [])
  assert.deepEqual(rows({ label: { labelKind: { eq: 'Default' }, secondsToCreate: { eq: 20 } } }), ['row:1'])
  assert.deepEqual(rows({ project: { labelCount: { eq: 0 } } }), ['row:1'])
  assert.deepEqual(rows({ metadata: { schemaName: 'split', text: { eq: 'valid' } } }), ['row:1'])
  assert.deepEqual(rows({ metadata: { schemaName: 'split', number: { eq: 40 } } }), [])
  assert.deepEqual(rows({ metadata: { number: { gt: 39 } } }), ['row:1'])
})

test('classifications match at any depth, answers by name', () => {
  assert.deepEqual(labels({ classification: { answer: { eq: 'Poor' } } }), ['a'])
  assert.deepEqual(labels({ classification: { name: { eq: 'Reason' }, text: { contains: 'tion' } } }), ['a'])
  assert.deepEqual(labels({ classification: { name: { eq: 'Reason' }, answer: { isNull: true } } }), ['a'])
  assert.deepEqual(labels({ classification: { name: { eq: 'Quality' }, answer: { isNull: true } } }), [])
})

test('orders: text by code point, null last either way, ids among equals', () => {
  const named = ['Ａ', '🧠', null, 'Z'].map((globalKey, at) => ({
    ...ROW,
    data_row: { id: `${at}`, global_key: globalKey },
  }))
  const { dataRows } = readExport(named)
  const by = (direction: 'ASC' | 'DESC') =>
    sortEntities('dataRow', dataRows, [{ field: 'GLOBAL_KEY', direction }]).map(({ globalKey }) => globalKey)
  assert.deepEqual(by('ASC'), ['Z', 'Ａ', '🧠', null])
  assert.deepEqual(by('DESC'), ['🧠', 'Ａ', 'Z', null])
  assert.deepEqual(
    sortEntities('annotation', found.annotations).map(({ id }) => id),
    ['annotation:a:g', 'annotation:b:Axial:6:f', 'annotation:b:Axial:10:f'],
  )
})

test('periods begin when the local clock says so', () => {
  const at = (text: string) => Date.parse(text) * 1000
  assert.equal(periodStart(at('2024-03-31T20:00:00Z'), 'DAY', 'Europe/Berlin'), at('2024-03-30T23:00:00Z'))
  assert.equal(periodStart(at('2024-04-01T00:00:00Z'), 'DAY', 'Europe/Berlin'), at('2024-03-31T22:00:00Z'))
  assert.equal(periodStart(at('2021-01-02T12:00:00Z'), 'WEEK', 'UTC'), at('2020-12-28T00:00:00Z'))
  assert.equal(periodStart(at('2024-11-20T12:00:00Z'), 'MONTH', 'America/New_York'), at('2024-11-01T04:00:00Z'))
  // This day had no midnight: clocks went from midnight to one.
  assert.equal(periodStart(at('2018-11-04T12:00:00Z'), 'DAY', 'America/Sao_Paulo'), at('2018-11-04T03:00:00Z'))
})

test('figures by hand', () => {
  const [all] = recountLabelStats(found.labels, { groupBy: [] })
  assert.deepEqual(all?.secondsToCreate, { count: 3, sum: 37.5, mean: 12.5, min: 7.5, max: 20, median: 10, p95: 19 })
  assert.equal(all?.reworkedCount, 2)
  assert.equal(all?.remoteGroupCount, 1)
  const queues = recountDataRowProjectStats(found.dataRowProjects, { groupBy: ['PROJECT'] })
  assert.deepEqual(
    queues.map(({ projectId, labelCount, unlabelledCount }) => [projectId, labelCount, unlabelledCount]),
    [
      ['p1', 2, 0],
      ['p2', 0, 1],
      ['project:Old%3A 1', 1, 0],
    ],
  )
  const planes = recountAnnotationStats(found.annotations, { groupBy: ['GROUP'] })
  assert.deepEqual(
    planes.map(({ group, annotationCount, featureCount, frameCount }) => [
      group,
      annotationCount,
      featureCount,
      frameCount,
    ]),
    [
      ['AXIAL', 2, 1, 2],
      [null, 1, 1, 0],
    ],
  )
})
