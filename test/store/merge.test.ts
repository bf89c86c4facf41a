import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { loadStream } from '../../src/ingest/index.ts'
import { formatInstant, type Json, type JsonObject } from '../../src/model/index.ts'
import { EVERYTHING, type LoadedWhole } from '../../src/store/index.ts'
import { openLoadedStore } from '../support/graph.ts'

/* The rules for records that come again: "absent is not exported", older and newer, thinner and richer. */

type Opened = Awaited<ReturnType<typeof openLoadedStore>>

const read = ({ store }: Opened) => store.openSnapshot({ scope: EVERYTHING })
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/merge/${name}`, import.meta.url))

const labelOf = async (opened: Opened, id: string) => (await (await read(opened)).nodes('label', [id]))[0]
const rowOf = async (opened: Opened, id: string) => (await (await read(opened)).nodes('dataRow', [id]))[0]
const isGone = async (opened: Opened, id: string) => (await (await read(opened)).gone([id]))[0]
const annotationCount = async (opened: Opened, id: string) =>
  (await read(opened)).count('annotation', { labelId: { eq: id } })

const day = (number: number) => `2024-01-${String(number).padStart(2, '0')}T00:00:00.000+00:00`

/** Loads a run that started on that day. */
async function run({ store }: Opened, at: number, records: readonly JsonObject[], wholeOf?: LoadedWhole) {
  const bytes = Buffer.from(records.map(record => `${JSON.stringify(record)}\n`).join(''))
  await loadStream({
    store,
    bytes: Readable.from([bytes]),
    size: bytes.length,
    source: 'a run',
    startedAt: Date.parse(day(at)) * 1000,
    signal: new AbortController().signal,
    note: async () => {},
    finish: () => (wholeOf ? { wholeOf } : {}),
  })
}

interface Row {
  readonly id?: string
  /** Of the last activity; null: not exported. */
  readonly at: number | null
  readonly row?: JsonObject
  readonly labels?: readonly JsonObject[]
  readonly details?: JsonObject
}

function v2Row({ id = 'row1', at, row = {}, labels, details }: Row): JsonObject {
  return {
    data_row: { id, ...row, ...(at === null ? {} : { details: { dataset_id: 'set1', last_activity_at: day(at) } }) },
    projects: { project1: { ...(labels && { labels }), ...(details && { project_details: details }) } },
  }
}

const box = (id: string, left: number) => ({
  [id]: {
    feature_id: id,
    name: 'Box',
    annotation_kind: 'DICOMBoundingBox',
    bounding_box: { top: 1, left, height: 2, width: 2 },
  },
})

/** A label updated on that day; null: the export has no label details. */
const v2Label = (id: string, at: number | null, more: JsonObject = {}): JsonObject => ({
  id,
  ...(at === null
    ? {}
    : { label_details: { updated_at: day(at), content_last_updated_at: day(at), created_by: `by${at}` } }),
  annotations: { objects: box(`${id}-box`, at ?? 0) },
  ...more,
})

const v1Label = (id: string, at: number | null, more: JsonObject = {}): JsonObject => ({
  ID: id,
  'DataRow ID': 'row1',
  'Labeled Data': `https://example.com/${at}`,
  Label: {
    objects: [
      { featureId: `${id}-box`, title: 'Box', value: 'box', bbox: { top: 1, left: at ?? 0, height: 2, width: 2 } },
    ],
  },
  'View Label': `https://editor.example.com?project=project1&label=${id}`,
  ...(at === null
    ? {}
    : { 'Updated At': `2024-01-${String(at).padStart(2, '0')}T00:00:00.000Z`, 'Created By': `by${at}` }),
  ...more,
})

suite('absent is not exported', () => {
  test('a thinner export leaves what it does not carry, of rows, queue entries and labels', async () => {
    await using opened = await openLoadedStore()
    await opened.load([fixture('thin-1-full.ndjson'), fixture('thin-2-thin.ndjson')])
    const label = await labelOf(opened, 'clab1')
    assert.equal(label?.createdBy, 'a@example.com')
    assert.equal(formatInstant(label?.contentUpdatedAt ?? 0), '2024-01-01T10:00:00Z')
    assert.deepEqual([label?.secondsToCreate, label?.secondsToReview, label?.consensusScore], [50, 5, 0.9])
    assert.equal(label?.reviews?.length, 1)
    assert.equal((label?.raw.performance_details as JsonObject | undefined)?.seconds_to_create, 50)
    const row = await rowOf(opened, 'crow1')
    assert.deepEqual([row?.datasetName, row?.metadata?.length], ['D', 1])
  })

  test('null for an object is null for what it holds, in fields as in raw', async () => {
    await using opened = await openLoadedStore()
    const media = { height: 1, mime_type: 'application/dicom' }
    const history = [{ action: 'Move', created_at: day(1) }]
    const performance = { seconds_to_create: 1, seconds_to_review: 2 }
    const details = { task_name: 'Review', workflow_history: history }
    const label = v2Label('a', 1, { performance_details: performance })
    await opened.loadRecords([{ ...v2Row({ at: 1, labels: [label], details }), media_attributes: media }])
    const nulls: JsonObject = {
      data_row: { id: 'row1' },
      media_attributes: null,
      projects: {
        project1: { project_details: null, labels: [{ id: 'a', label_details: null, performance_details: null }] },
      },
    }
    await opened.loadRecords([nulls])
    const [row, found] = [await rowOf(opened, 'row1'), await labelOf(opened, 'a')]
    assert.deepEqual([row?.mimeType, row?.mediaAttributes], [null, null])
    assert.deepEqual([found?.createdBy, found?.secondsToCreate, found?.secondsToReview], [null, null, null])
    assert.deepEqual([found?.raw.label_details, found?.raw.performance_details], [null, null])
    const [queue] = await (await read(opened)).nodes('dataRowProject', ['dataRowProject:row1:project1'])
    assert.deepEqual([queue?.taskName, queue?.hasWorkflowHistory, queue?.inTaskSince], [null, false, null])
    assert.equal(await (await read(opened)).count('workflowEvent', null), 0)
  })

  test('a v2 label leaves what only v1 has: open issues, benchmarks, the link to the editor', async () => {
    await using opened = await openLoadedStore()
    await opened.load([fixture('v1-open-issues-and-benchmark.json'), fixture('v1-then-v2.ndjson')])
    const label = await labelOf(opened, 'cv2')
    assert.equal(label?.hasOpenIssues, true)
    assert.equal(label?.viewUrl, 'https://editor.labelbox.com?project=cprj00000000000000000001&label=cv2')
    assert.equal(label?.createdBy, 'a@example.com')
    assert.equal(label?.version, '1.0.0')
  })

  test('a label without annotations keeps them; without a time it replaces and leaves the stored times', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ at: 2, labels: [v2Label('a', 2)] })])
    const thin: JsonObject = { id: 'a', performance_details: { skipped: true } }
    await opened.loadRecords([v2Row({ at: null, labels: [thin] })])
    assert.equal(await annotationCount(opened, 'a'), 1)
    const label = await labelOf(opened, 'a')
    assert.deepEqual([label?.skipped, label?.createdBy], [true, 'by2'])
    await opened.loadRecords([v2Row({ at: 1, labels: [v2Label('a', 1)] })])
    assert.equal((await labelOf(opened, 'a'))?.createdBy, 'by2')
  })

  test('a newer v1 record that replaces annotations says nothing of their time, which becomes null', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ at: 2, labels: [v2Label('a', 2)] })])
    await opened.loadRecords([v1Label('a', 3)])
    const label = await labelOf(opened, 'a')
    assert.deepEqual([label?.createdBy, label?.contentUpdatedAt], ['by3', null])
    await opened.loadRecords([v2Row({ at: 2, labels: [v2Label('a', 2)] })])
    assert.equal((await labelOf(opened, 'a'))?.contentUpdatedAt, null)
  })
})

test('a v1 record without the ids of its data row and project leaves the label where it is', async () => {
  for (const lacking of ['DataRow ID', 'View Label']) {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v1Label('a', 1, { 'Project Name': 'Heads' })])
    const { [lacking]: _, ...record } = v1Label('a', 2, { 'Project Name': 'Heads' })
    await opened.loadRecords([record])
    const label = await labelOf(opened, 'a')
    assert.deepEqual([label?.createdBy, label?.dataRowId, label?.projectId], ['by2', 'row1', 'project1'])
    const reader = await read(opened)
    const counts = (['dataRow', 'project', 'dataRowProject'] as const).map(list => reader.count(list, null))
    assert.deepEqual(await Promise.all(counts), [1, 1, 1])
    assert.equal((await rowOf(opened, 'row1'))?.rowData, 'https://example.com/2')
  }
})

suite('older never replaces newer', () => {
  for (const [older, newer] of [
    [v2Row({ at: 1, labels: [v2Label('a', 1)] }), v2Row({ at: 2, labels: [v2Label('a', 2)] })],
    [v1Label('a', 1), v1Label('a', 2)],
    [v1Label('a', 1), v2Row({ at: 2, labels: [v2Label('a', 2)] })],
    [v2Row({ at: 1, labels: [v2Label('a', 1)] }), v1Label('a', 2)],
  ] as const) {
    const name = [older, newer].map(record => (record.data_row ? 'v2' : 'v1')).join(' before ')
    test(`the newer label stands in either order, and the older one is counted (${name})`, async () => {
      for (const records of [
        [older, newer],
        [newer, older],
      ] as const) {
        await using opened = await openLoadedStore()
        for (const record of records) await opened.loadRecords([record])
        assert.equal((await labelOf(opened, 'a'))?.createdBy, 'by2')
        const [left] = await (await read(opened))
          .page('annotation', { limit: 9, backward: false })
          .then(({ rows }) => rows)
        const [chunk] = await (await read(opened)).chunks([left?.node.chunk ?? 0])
        assert.match(chunk?.text ?? '', /"left":2/)
        const { rows } = await (await read(opened)).page('export', { limit: 2, backward: false })
        const counts = rows.map(({ node }) => node.olderLabelCount)
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          records[0] === newer ? 1 : 0,
        )
      }
    })
  }

  test('an older record adds what was never carried, and nothing that was carried as null', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([
      v2Row({ at: 2, row: { external_id: null }, details: { priority: null, batch_id: 'b2' } }),
    ])
    await opened.loadRecords([
      v2Row({
        at: 1,
        row: { external_id: 'e1', global_key: 'k1' },
        details: { priority: 1, batch_id: 'b1', task_name: 't1' },
      }),
    ])
    const row = await rowOf(opened, 'row1')
    assert.deepEqual([row?.externalId, row?.globalKey], [null, 'k1'])
    const [queue] = await (await read(opened)).nodes('dataRowProject', ['dataRowProject:row1:project1'])
    assert.deepEqual([queue?.priority, queue?.batchId, queue?.taskName], [null, 'b2', 't1'])
    assert.equal((row?.raw.data_row as JsonObject | undefined)?.external_id, null)
  })

  test('metadata and history that were carried empty are not filled by an older record', async () => {
    await using opened = await openLoadedStore()
    const history = [{ action: 'Move', created_at: day(1) }]
    const metadata = { metadata_fields: [{ schema_name: 'split', value: 'train' }] }
    await opened.loadRecords([{ ...v2Row({ at: 2, details: { workflow_history: [] } }), metadata_fields: [] }])
    await opened.loadRecords([{ ...v2Row({ at: 1, details: { workflow_history: history } }), ...metadata }])
    const reader = await read(opened)
    assert.deepEqual((await rowOf(opened, 'row1'))?.metadata, [])
    assert.equal(await reader.count('dataRow', { metadata: { schemaName: 'split' } }), 0)
    assert.equal(await reader.count('workflowEvent', null), 0)
  })

  test('times are compared at the coarser precision, and with equal times the later load wins', async () => {
    await using opened = await openLoadedStore()
    const at = (time: string, by: string) =>
      v2Row({ at: null, labels: [{ id: 'a', label_details: { updated_at: time, created_by: by } }] })
    await opened.loadRecords([at('2024-01-01T10:00:00.428999+00:00', 'first')])
    await opened.loadRecords([at('2024-01-01T10:00:00.428Z', 'second')])
    assert.equal((await labelOf(opened, 'a'))?.createdBy, 'second')
    await opened.loadRecords([at('2024-01-01T10:00:00.427999+00:00', 'third')])
    assert.equal((await labelOf(opened, 'a'))?.createdBy, 'second')
    await opened.loadRecords([at('2024-01-01T12:00:00+02:00', 'fourth')])
    assert.equal((await labelOf(opened, 'a'))?.createdBy, 'fourth')
  })

  test('an older record changes no owner', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ id: 'row2', at: 2, labels: [v2Label('a', 2)] })])
    await opened.loadRecords([v2Row({ id: 'row1', at: 1, labels: [v2Label('a', 1)] })])
    assert.equal((await labelOf(opened, 'a'))?.dataRowId, 'row2')
  })

  test('a project keeps the name of the newest record, in either order', async () => {
    const named = (id: string, at: number, name: string): JsonObject => ({
      data_row: { id, details: { last_activity_at: day(at) } },
      projects: { project1: { name } },
    })
    const records = [named('r1', 3, 'new'), named('r2', 1, 'old'), named('r3', 2, 'old'), named('r4', 4, 'new')]
    for (const order of [records, records.toReversed()]) {
      await using opened = await openLoadedStore()
      await opened.loadRecords(order)
      await opened.loadRecords([named('r5', 3, 'between')])
      assert.equal((await (await read(opened)).nodes('project', ['project1']))[0]?.name, 'new')
    }
  })
})

test('a row that comes twice in a file has the metadata and history of its newest record', async () => {
  await using opened = await openLoadedStore()
  const row = (at: number): JsonObject => ({
    ...v2Row({ at, details: { workflow_history: [{ action: 'Move', created_at: day(at) }] } }),
    metadata_fields: [{ schema_name: 'split', value: `set${at}` }],
  })
  await opened.loadRecords([row(1), row(3), row(2), v2Row({ at: 4, details: { priority: 1 } })])
  const reader = await read(opened)
  for (const [value, count] of [
    ['set1', 0],
    ['set2', 0],
    ['set3', 1],
  ] as const)
    assert.equal(await reader.count('dataRow', { metadata: { schemaName: 'split', text: { eq: value } } }), count)
  const [events = []] = await reader.nodesOfDataRows('workflowEvent', ['row1'])
  assert.deepEqual(
    events.map(({ createdAt }) => formatInstant(createdAt)),
    ['2024-01-03T00:00:00Z'],
  )
})

suite('removals keep their time', () => {
  const both = v2Row({ at: 1, labels: [v2Label('a', 1), v2Label('b', 1)] })
  const one = v2Row({ at: 3, labels: [v2Label('a', 3)] })

  test('a label that a newer list lacks is removed, and an older record does not bring it', async () => {
    for (const records of [
      [both, one],
      [one, both],
    ]) {
      await using opened = await openLoadedStore()
      for (const record of records) await opened.loadRecords([record])
      assert.deepEqual([await labelOf(opened, 'b'), await isGone(opened, 'b')], [null, true])
      await opened.loadRecords([v1Label('b', 2)])
      assert.equal(await labelOf(opened, 'b'), null)
      await opened.loadRecords([v1Label('b', 4)])
      assert.equal((await labelOf(opened, 'b'))?.createdBy, 'by4')
      // The list is older than that.
      await opened.loadRecords([one])
      assert.equal((await labelOf(opened, 'b'))?.createdBy, 'by4')
    }
  })

  test('a record without a time brings the label back', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([both])
    await opened.loadRecords([one])
    await opened.loadRecords([v2Row({ at: null, labels: [v2Label('a', 3), v2Label('b', null)] })])
    assert.notEqual(await labelOf(opened, 'b'), null)
  })

  test('an older list removes no label', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ at: 3, labels: [v2Label('a', 3), v2Label('b', 3)] })])
    await opened.loadRecords([v2Row({ at: 2, labels: [v2Label('a', 2)] })])
    assert.notEqual(await labelOf(opened, 'b'), null)
  })

  test('what a whole run removed comes back with a later record or a later task only', async () => {
    await using opened = await openLoadedStore()
    const gone = v2Row({ id: 'row2', at: 2, labels: [v2Label('b', 2)] })
    await opened.loadRecords([both, gone])
    await run(opened, 5, [one], { datasetId: 'set1' })
    assert.deepEqual([await rowOf(opened, 'row2'), await isGone(opened, 'row2')], [null, true])
    await opened.loadRecords([gone, { ...v2Row({ id: 'row2', at: 4, labels: [v2Label('c', 4)] }) }])
    assert.deepEqual([await rowOf(opened, 'row2'), await labelOf(opened, 'c')], [null, null])
    assert.equal(await isGone(opened, 'c'), true)
    await run(opened, 6, [gone])
    assert.deepEqual([(await rowOf(opened, 'row2'))?.id, (await labelOf(opened, 'b'))?.id], ['row2', 'b'])
  })
})

suite('a whole run', () => {
  const inProject1 = v2Row({ at: 1, labels: [v2Label('a', 1)] })
  const other = v2Row({ id: 'row2', at: 4, labels: [] })
  const alone = (at: number): JsonObject => ({ ...v2Row({ at }), projects: {} })
  const project2 = (at: number): JsonObject => ({
    ...v2Row({ at }),
    projects: { project2: { labels: [v2Label('c', at)] } },
  })
  const ofNoProject = v1Label('b', 2, { 'View Label': null })

  /** The row's queue entries and all labels; null where the row is not there. */
  async function seen(opened: Opened): Promise<unknown> {
    const reader = await read(opened)
    const { rows } = await reader.page('label', { limit: 9, backward: false })
    for (const row of await reader.nodes('dataRow', [...new Set(rows.map(({ node }) => node.dataRowId))]))
      assert.notEqual(row, null, 'a label without its data row')
    const [queues] = await reader.nodesOfDataRows('dataRowProject', ['row1'])
    return (await rowOf(opened, 'row1')) && [queues?.map(queue => queue.projectId), rows.map(({ node }) => node.id)]
  }

  for (const [name, records, whole, expected] of [
    ['keeps a row that a newer record shows in no project', [inProject1, alone(9)], 'project', [[], []]],
    ['removes a row that an older record shows in no project', [inProject1, alone(3)], 'project', null],
    ['keeps a row that is in another project', [inProject1, project2(3)], 'project', [['project2'], ['c']]],
    ['keeps a row with a label of no project', [inProject1, ofNoProject], 'project', [[], ['b']]],
    ['keeps newer labels and removes older ones', [inProject1, v1Label('b', 7)], 'project', [['project1'], ['b']]],
    ['of a dataset removes a row with all its labels', [inProject1, ofNoProject, project2(3)], 'dataset', null],
  ] as const)
    test(`${name}, in either order`, async () => {
      const wholeOf = whole === 'project' ? { projectId: 'project1' } : { datasetId: 'set1' }
      for (const runsAfter of records.map((_, index) => index + 1)) {
        await using opened = await openLoadedStore()
        await opened.loadRecords(records.slice(0, runsAfter))
        await run(opened, 5, [other], wholeOf)
        for (const record of records.slice(runsAfter)) await opened.loadRecords([record])
        assert.deepEqual(await seen(opened), expected, `the run after ${runsAfter} records`)
      }
    })
})

suite('thinner never replaces richer', () => {
  const frames = (numbers: readonly number[], left: number) =>
    Object.fromEntries(numbers.map(number => [number, { objects: box('f', left + number), classifications: [] }]))
  const volume = (at: number, numbers: readonly number[], left = 0): JsonObject =>
    v2Row({
      at,
      labels: [
        {
          id: 'a',
          label_kind: 'DICOM',
          label_details: { updated_at: day(at), content_last_updated_at: day(at), created_by: `by${at}` },
          annotations: {
            groups: { Axial: { name: 'Axial', classifications: [], frames: frames(numbers, left) } },
            segments: { Axial: { f: [[1, 5]] } },
            key_frame_feature_map: { f: { Axial: { '1': true, '3': true } } },
          },
        },
      ],
    })
  const [full, drawn] = [
    [1, 2, 3, 4, 5],
    [1, 3, 5],
  ]

  test('annotations without what was carried over leave the richer ones, whatever the times', async () => {
    for (const records of [
      [volume(1, full), volume(2, drawn)],
      [volume(2, drawn), volume(1, full)],
      [volume(1, drawn), volume(2, full)],
      [volume(2, full), volume(1, drawn)],
    ]) {
      await using opened = await openLoadedStore()
      for (const record of records) await opened.loadRecords([record])
      assert.equal(await annotationCount(opened, 'a'), 5)
      assert.equal((await labelOf(opened, 'a'))?.createdBy, 'by2')
    }
  })

  test('the order of keys, of groups and of key frames makes no difference', async () => {
    const groups = (numbers: readonly number[]) => ({
      Axial: { name: 'Axial', classifications: [], frames: frames(numbers, 0) },
      Coronal: { name: 'Coronal', classifications: [], frames: {} },
    })
    const drawnIn = (at: number, planes: JsonObject, keyFrames: Json): JsonObject =>
      v2Row({
        at,
        labels: [
          v2Label('a', at, {
            label_kind: 'DICOM',
            annotations: { groups: planes, key_frame_feature_map: { f: { Axial: keyFrames } } },
          }),
        ],
      })
    const { Axial, Coronal } = groups([1, 3])
    for (const [richer, thinner] of [
      [{ '1': true, '3': true }, [3, 1]],
      [[1, 3], { '3': true, '1': true }],
      [{ '1': true, '2': false, '3': true }, [1, 3]],
    ] as const) {
      await using opened = await openLoadedStore()
      await opened.loadRecords([drawnIn(1, groups([1, 2, 3, 4]), richer)])
      await opened.loadRecords([drawnIn(2, { Coronal, Axial }, thinner)])
      assert.equal(await annotationCount(opened, 'a'), 4)
    }
  })

  test('v1 frames that hold nothing but carried-over annotations may be missing, in groups of another order', async () => {
    const frame = (number: number) => ({
      frameNumber: number,
      objects: [{ featureId: 'f', title: 'Box', value: 'box', keyframe: number === 1, line: [{ x: number, y: 1 }] }],
    })
    const volume = (at: number, groups: readonly JsonObject[]) => v1Label('a', at, { Label: { groups } })
    const coronal = { name: 'coronal', frames: [] }
    const full = volume(1, [{ name: 'axial', frames: [frame(1), frame(9)] }, coronal])
    const thin = volume(2, [coronal, { name: 'axial', frames: [frame(1)] }])
    for (const records of [
      [full, thin],
      [thin, full],
    ]) {
      await using opened = await openLoadedStore()
      for (const record of records) await opened.loadRecords([record])
      assert.equal(await annotationCount(opened, 'a'), 2)
      assert.equal((await labelOf(opened, 'a'))?.createdBy, 'by2')
    }
  })

  test('a newer version replaces them, and the summary counts the carried-over annotations that are dropped', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([volume(1, full)])
    const summary = await opened.loadRecords([volume(2, drawn, 10)])
    assert.equal(await annotationCount(opened, 'a'), 3)
    assert.equal(summary.droppedAnnotationCount, 2)
  })
})
