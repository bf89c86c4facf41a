import assert from 'node:assert/strict'
import { copyFile, writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { earlierExport } from './changed-export.ts'
import { answersOf, expectDone, load, startLoadFromStdin } from './loads.ts'

type Loaded = Awaited<ReturnType<typeof openLoadedStore>>

const read = ({ store }: Loaded) => store.openSnapshot({ scope: EVERYTHING })

suite('the same file twice', () => {
  test('changes nothing, be it from another path or stdin', async () => {
    await using opened = await openLoadedStore()
    const [path, copy] = [opened.folder.file('a.ndjson'), opened.folder.file('b.json')]
    await writeFile(path, earlierExport())
    await copyFile(path, copy)
    await opened.load([path])
    const before = await answersOf(await read(opened))
    const exportsBefore = await opened.store.loadedExports()
    assert.equal(exportsBefore.length, 1)

    const { exports } = await opened.load([path, copy])
    assert.deepEqual(
      exports.map(each => [each.skipped, each.exportId]),
      [
        [true, null],
        [true, null],
      ],
    )
    const storePath = opened.url.replace('sqlite:', '')
    await load(copy, storePath)
    await expectDone(await startLoadFromStdin(path, storePath))
    assert.deepEqual(await answersOf(await read(opened)), before)
    assert.deepEqual(await opened.store.loadedExports(), exportsBefore)
  })

  test('loaded from stdin first, it is known from a path', async () => {
    await using opened = await openLoadedStore()
    const path = opened.folder.file('a.ndjson')
    await writeFile(path, earlierExport())
    await expectDone(await startLoadFromStdin(path, opened.url.replace('sqlite:', '')))
    const before = await answersOf(await read(opened))
    assert.equal((await opened.load([path])).exports[0]?.skipped, true)
    assert.deepEqual(await answersOf(await read(opened)), before)
  })

  test('the same records in other bytes are an Export of their own, and change no answer about them', async () => {
    await using opened = await openLoadedStore()
    const row = v2Row({ labels: [v2Label('label1')] })
    await opened.loadRecords([row])
    const before = await whole(opened)
    await opened.loadRecords([row, v2Row({ id: 'row2' })])
    assert.deepEqual(await whole(opened), before)
    assert.equal((await opened.store.loadedExports()).length, 2)
  })
})

suite('a record that comes again', () => {
  test('keeps what it does not carry and replaces what it carries, null and empty too (v2 on v2)', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ labels: [v2Label('label1')] })])
    await opened.loadRecords([
      {
        data_row: { id: 'row1', external_id: null },
        metadata_fields: [],
        media_attributes: { mime_type: 'image/png' },
      },
    ])
    const { row, queue, labels, events, project } = await whole(opened)
    assert.equal(row?.globalKey, 'key1')
    assert.equal(row?.externalId, null)
    assert.equal(row?.createdBy, 'ann@example.com')
    assert.deepEqual(row?.metadata, [])
    assert.equal(row?.mimeType, 'image/png')
    assert.equal(queue?.taskName, 'Review')
    assert.equal(project?.name, 'Project')
    assert.equal(events.length, 1)
    assert.deepEqual(
      labels.map(label => label.id),
      ['label1'],
    )
  })

  test("keeps a project's queue, history and labels where the project says nothing of them", async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ labels: [v2Label('label1')] })])
    await opened.loadRecords([
      { data_row: { id: 'row1' }, projects: { project1: { project_details: { priority: 7, batch_name: null } } } },
    ])
    const { queue, labels, events, project } = await whole(opened)
    assert.equal(queue?.priority, 7)
    assert.equal(queue?.batchName, null)
    assert.equal(queue?.taskName, 'Review')
    assert.equal(queue?.hasWorkflowHistory, true)
    assert.equal(events.length, 1)
    assert.equal(project?.name, 'Project')
    assert.deepEqual(
      labels.map(label => label.id),
      ['label1'],
    )
  })

  test('replaces the history whole, an empty one too', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({})])
    await opened.loadRecords([
      { data_row: { id: 'row1' }, projects: { project1: { project_details: { workflow_history: [] } } } },
    ])
    const { queue, events } = await whole(opened)
    assert.deepEqual(events, [])
    assert.equal(queue?.inTaskSince, null)
    assert.equal(queue?.hasWorkflowHistory, true)
  })

  test("replaces that project's labels of that row, and no others", async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([
      v2Row({ labels: [v2Label('label1'), v2Label('label2')] }),
      { data_row: { id: 'row1' }, projects: { project2: { labels: [v2Label('label3')] } } },
      v2Row({ id: 'row2', labels: [v2Label('label4')] }),
    ])
    await opened.loadRecords([{ data_row: { id: 'row1' }, projects: { project1: { labels: [v2Label('label2')] } } }])
    assert.deepEqual(await labelIds(opened), ['label2', 'label3', 'label4'])
    await opened.loadRecords([{ data_row: { id: 'row1' }, projects: { project1: { labels: [] } } }])
    assert.deepEqual(await labelIds(opened), ['label3', 'label4'])
    assert.equal(await (await read(opened)).count('annotation', { labelId: { eq: 'label2' } }), 0)
  })

  test('replaces annotations whole, and keeps what else the label leaves out (v2 on v2)', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ labels: [v2Label('label1')] })])
    assert.equal(await (await read(opened)).count('annotation', null), 1)
    await opened.loadRecords([
      {
        data_row: { id: 'row1' },
        projects: { project1: { labels: [{ id: 'label1', annotations: { classifications: [] } }] } },
      },
    ])
    const { labels } = await whole(opened)
    assert.equal(labels[0]?.createdBy, 'ann@example.com')
    assert.equal(labels[0]?.secondsToCreate, 9)
    assert.equal(await (await read(opened)).count('annotation', null), 0)
    assert.deepEqual((await (await read(opened)).contents(['label1']))[0]?.groups, [])
  })

  test('twice in one export, the later one stands', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([
      v2Row({ labels: [v2Label('label1'), v2Label('label2')] }),
      { data_row: { id: 'row1', global_key: 'key2' }, projects: { project1: { labels: [v2Label('label2')] } } },
    ])
    const { row, labels } = await whole(opened)
    assert.equal(row?.globalKey, 'key2')
    assert.equal(row?.createdBy, 'ann@example.com')
    assert.deepEqual(
      labels.map(label => label.id),
      ['label2'],
    )
  })

  test('keeps what v1 does not carry, and a sentinel is not carried (v1 on v2)', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ labels: [v2Label('label1'), v2Label('label2')] })])
    await opened.loadRecords([
      v1Record({ Agreement: -1, 'Seconds to Review': '', 'Seconds to Label': 3, 'Created By': 'bob@example.com' }),
    ])
    const { row, queue, labels, events } = await whole(opened)
    assert.equal(row?.globalKey, 'key1')
    assert.equal(row?.externalId, 'external1')
    assert.equal(row?.createdBy, 'ann@example.com')
    assert.equal(queue?.taskName, 'Review')
    assert.equal(events.length, 1)
    assert.deepEqual(
      labels.map(label => label.id),
      ['label1', 'label2'],
    )
    assert.equal(labels[0]?.consensusScore, 0.5)
    assert.equal(labels[0]?.secondsToReview, 4)
    assert.equal(labels[0]?.createdBy, 'bob@example.com')
    assert.equal(labels[0]?.secondsToLabel, 3)
    assert.equal(labels[1]?.createdBy, 'ann@example.com')
  })

  test('replaces annotations whole and keeps what else the record leaves out (v1 on v1)', async () => {
    await using opened = await openLoadedStore()
    const Label = { objects: [{ featureId: 'feature1', title: 'Box', value: 'box', bbox: BOX }], classifications: [] }
    await opened.loadRecords([v1Record({ Label, 'Seconds to Label': 3, Skipped: false })])
    assert.equal(await (await read(opened)).count('annotation', null), 1)
    await opened.loadRecords([v1Record({ 'Has Open Issues': 1 })])
    const { labels } = await whole(opened)
    assert.equal(labels[0]?.secondsToLabel, 3)
    assert.equal(labels[0]?.skipped, false)
    assert.equal(labels[0]?.hasOpenIssues, true)
    assert.equal(await (await read(opened)).count('annotation', null), 0)
  })

  test("keeps what v2 does not say of v1's label, and takes away one it does not list (v2 on v1)", async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([
      v1Record({ 'Seconds to Label': 3, 'Dataset Name': 'Set' }),
      v1Record({ ID: 'label2', 'Seconds to Label': 4 }),
    ])
    assert.deepEqual(await labelIds(opened), ['label1', 'label2'])
    await opened.loadRecords([v2Row({ labels: [v2Label('label1')] })])
    const { row, labels } = await whole(opened)
    assert.equal(row?.datasetName, 'Set')
    assert.deepEqual(
      labels.map(label => [label.id, label.secondsToLabel]),
      [['label1', 3]],
    )
  })

  test('a rejected record changes nothing', async () => {
    await using opened = await openLoadedStore()
    await opened.loadRecords([v2Row({ labels: [v2Label('label1')] })])
    const before = await whole(opened)
    const summary = await opened.loadRecords([{ data_row: { id: 'row1', global_key: 'key2' }, projects: [] }])
    assert.equal(summary.rejected, 1)
    assert.deepEqual(await whole(opened), before)
  })
})

const BOX = { top: 1, left: 2, width: 3, height: 4 }

function v2Row({ id = 'row1', labels }: { readonly id?: string; readonly labels?: readonly JsonObject[] }): JsonObject {
  return {
    data_row: {
      id,
      global_key: id.replace('row', 'key'),
      external_id: id.replace('row', 'external'),
      details: { created_by: 'ann@example.com' },
    },
    metadata_fields: [{ schema_id: 'schema1', schema_name: 'tag', value: 'a' }],
    projects: {
      project1: {
        name: 'Project',
        ...(labels && { labels }),
        project_details: {
          task_name: 'Review',
          batch_name: 'Batch',
          priority: 5,
          workflow_history: [{ action: 'Move', created_at: '2024-01-02T03:04:05Z', next_task_name: 'Review' }],
        },
      },
    },
  }
}

function v2Label(id: string): JsonObject {
  return {
    id,
    label_details: { created_by: 'ann@example.com' },
    performance_details: { seconds_to_create: 9, seconds_to_review: 4, consensus_score: 0.5 },
    annotations: { objects: [{ feature_id: `${id}-box`, annotation_kind: 'ImageBoundingBox', bounding_box: BOX }] },
  }
}

function v1Record(keys: JsonObject): JsonObject {
  return {
    ID: 'label1',
    'DataRow ID': 'row1',
    'Labeled Data': 'https://storage.example.com/row1.dcm',
    Label: {},
    'View Label': 'https://editor.example.com?project=project1&label=label1',
    ...keys,
  }
}

/** Everything stored for row1 and its queue entry in project1. */
async function whole(opened: Loaded) {
  const reader = await read(opened)
  const [row] = await reader.nodes('dataRow', ['row1'])
  const [queue] = await reader.nodes('dataRowProject', ['dataRowProject:row1:project1'])
  const [project] = await reader.nodes('project', ['project1'])
  const [labels = []] = await reader.nodesOfDataRows('label', ['row1'])
  const [events = []] = await reader.nodesOfDataRows('workflowEvent', ['row1'])
  return { row, queue, project, labels, events }
}

async function labelIds(opened: Loaded): Promise<string[]> {
  const { rows } = await (await read(opened)).page('label', { limit: 100, backward: false })
  return rows.map(row => row.node.id)
}
