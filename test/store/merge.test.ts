import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { formatInstant, type JsonObject } from '../../src/model/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { annotationCount, day, labelOf, rawOf, read, rowOf, v1Label, v2Label, v2Row } from './overlapping-records.ts'

/* The rules for records that come again: "absent is not exported", older and newer. */

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/merge/${name}`, import.meta.url))

suite('absent is not exported', () => {
  test('a thinner export leaves what it does not carry, of rows, queue entries and labels', async () => {
    await using opened = await openLoadedStore()
    await opened.load([fixture('thin-1-full.ndjson'), fixture('thin-2-thin.ndjson')])
    const label = await labelOf(opened, 'clab1')
    assert.equal(label?.createdBy, 'a@example.com')
    assert.equal(formatInstant(label?.contentUpdatedAt ?? 0), '2024-01-01T10:00:00Z')
    assert.deepEqual([label?.secondsToCreate, label?.secondsToReview, label?.consensusScore], [50, 5, 0.9])
    assert.equal(label?.reviews?.length, 1)
    assert.equal(
      ((await rawOf(opened, 'label', 'clab1'))?.performance_details as JsonObject | undefined)?.seconds_to_create,
      50,
    )
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
    const raw = await rawOf(opened, 'label', 'a')
    assert.deepEqual([raw?.label_details, raw?.performance_details], [null, null])
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
    assert.equal(((await rawOf(opened, 'dataRow', 'row1'))?.data_row as JsonObject | undefined)?.external_id, null)
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
