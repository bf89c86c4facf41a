import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import type { JsonObject } from '../../src/model/index.ts'
import { EVERYTHING } from '../../src/store/index.ts'
import { openLoadedStore } from '../support/graph.ts'
import { runProperty } from './run-property.ts'

/*
 * Records of one data row that carry different keys. An older record only adds keys that were never carried, so the
 * order cannot matter where the newest record carries a key or only one other does: of two records always.
 */

const stamp = (time: number) => `2024-01-0${time}T00:00:00.000Z`

/** @param isWhole whether it carries every key; else any of them. */
function v2Row(time: number, isWhole: boolean): fc.Arbitrary<JsonObject> {
  type Values = Record<string, fc.Arbitrary<unknown>>
  const some = (values: Values, always: JsonObject = {}): fc.Arbitrary<JsonObject> =>
    fc
      .record(values, { requiredKeys: isWhole ? Object.keys(values) : [] })
      .map(found => ({ ...always, ...(found as JsonObject) }))
  const text = fc.constantFrom(`at ${time}`, null)
  const number = fc.constantFrom(time, null)
  const metadata = [{ schema_id: 's', schema_name: 'split', value: `set ${time}` }]
  const history = [{ action: 'MOVE', created_at: stamp(time), actor: `person ${time}` }, { action: 'incomplete' }]
  const label = (id: string) => {
    const thing = { feature_id: id, name: `box ${time}`, bounding_box: { top: 1, left: time, height: 2, width: 2 } }
    return some(
      {
        label_kind: text,
        performance_details: some({ skipped: fc.boolean(), seconds_to_create: number }),
        annotations: fc.constant({ objects: { [id]: { ...thing, annotation_kind: 'ImageBoundingBox' } } }),
      },
      { id, label_details: { updated_at: stamp(time), created_by: `person ${time}` } },
    )
  }
  const entry = {
    name: fc.constant(`name ${time}`),
    project_details: some({
      task_name: text,
      priority: number,
      batch_name: text,
      workflow_history: fc.constantFrom(history, [], null),
    }),
    labels: fc.subarray(['a', 'b']).chain(ids => fc.tuple(...ids.map(label))),
  }
  return some(
    {
      metadata_fields: fc.constantFrom(metadata, []),
      media_attributes: fc.option(some({ height: number, mime_type: text })),
      projects: some({ project1: some(entry) }),
    },
    {},
  ).chain(row =>
    some({ external_id: text, global_key: text, row_data: text }).map(fields => ({
      ...row,
      data_row: { id: 'row1', ...fields, details: { dataset_id: 'set', last_activity_at: stamp(time) } },
    })),
  )
}

/** A record of one label, which shows its data row and queue entry at the label's time. */
const v1Label = (time: number): fc.Arbitrary<JsonObject> =>
  fc
    .record(
      {
        'External ID': fc.constant(`at ${time}`),
        'Project Name': fc.constant(`name ${time}`),
        'DataRow Workflow Info': fc.record(
          {
            taskName: fc.constant(`at ${time}`),
            'Workflow History': fc.constant([{ action: 'MOVE', createdAt: stamp(time) }]),
          },
          { requiredKeys: [] },
        ),
      },
      { requiredKeys: [] },
    )
    .map(found => ({
      ID: 'a',
      'DataRow ID': 'row1',
      'View Label': 'https://editor.labelbox.com?project=project1&label=a',
      'Updated At': stamp(time),
      Label: { objects: [] },
      ...(found as JsonObject),
    }))

/** Answers after each record was loaded on its own. */
async function answersAfter(records: readonly JsonObject[]) {
  await using opened = await openLoadedStore()
  for (const record of records) assert.equal((await opened.loadRecords([record])).rejected, 0)
  const reader = await opened.store.openSnapshot({ scope: EVERYTHING })
  const all = { limit: 100, backward: false } as const
  const nodes = async <L extends 'dataRow' | 'dataRowProject' | 'label' | 'project'>(list: L) =>
    (await reader.page(list, all)).rows.map(({ node }) => ({ ...node, contentVersion: null }))
  const annotations = (await reader.page('annotation', all)).rows.map(({ node }) => node)
  const chunks = await reader.chunks(annotations.map(({ chunk }) => chunk))
  return {
    dataRows: await nodes('dataRow'),
    queues: await nodes('dataRowProject'),
    projects: await nodes('project'),
    labels: await nodes('label'),
    events: await reader.nodesOfDataRows('workflowEvent', ['row1']),
    metadata: await reader.count('dataRow', { metadata: { schemaName: 'split' } }),
    annotations: annotations.map(({ chunk: _, ...node }, index) => [node, chunks[index]]),
  }
}

const listed = (row: JsonObject) => JSON.stringify(row).includes('"labels":[{"id":"a"') || !('projects' in row)

suite('records with different keys end in the same answers in any order', () => {
  const worlds = {
    'two records': fc.tuple(fc.oneof(v2Row(1, false), v1Label(1)), fc.oneof(v2Row(2, false), v1Label(2))),
    'any, and a newest one with every key': fc.tuple(v2Row(1, false), v2Row(2, false), v2Row(3, true)),
    // A label that was removed comes back without what V1 said before.
    'one of V1, one of V2 and a newest one with every key': fc.tuple(
      v1Label(1),
      v2Row(2, false).filter(listed),
      v2Row(3, true),
    ),
  }
  for (const [name, world] of Object.entries(worlds))
    test(name, async () => {
      const orders = (world as fc.Arbitrary<JsonObject[]>).chain(records =>
        fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
      )
      const property = fc.asyncProperty(orders, async ([records, order]) => {
        assert.deepEqual(await answersAfter(order), await answersAfter(records))
      })
      await runProperty(property, 15)
    })
})

test('of two older records with a key that the newest lacks, the one that was loaded first after it stays', async () => {
  const row = (time: number, fields: JsonObject): JsonObject => ({
    data_row: { id: 'row1', ...fields, details: { last_activity_at: stamp(time) } },
  })
  const [first, second, newest] = [row(1, { external_id: 'one' }), row(2, { external_id: 'two' }), row(3, {})]
  const idAfter = async (...records: JsonObject[]) => {
    const { dataRows } = await answersAfter(records)
    return dataRows[0]?.externalId
  }
  assert.equal(await idAfter(first, second, newest), 'two')
  assert.equal(await idAfter(newest, second, first), 'two')
  assert.equal(await idAfter(newest, first, second), 'one')
})
