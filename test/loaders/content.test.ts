import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { suite, type TestContext, test } from 'node:test'
import type { JsonObject } from '../../src/model/index.ts'
import { openGraph } from '../support/graph.ts'
import { turnsDuring } from '../support/turns.ts'

const MANY = 3_000

const times = <Each>(each: (i: number) => Each): Each[] => Array.from({ length: MANY }, (_, i) => each(i))

function record(content: JsonObject, { metadata_fields = [], ...ofRow }: JsonObject): JsonObject {
  const label = { id: 'l1', label_kind: 'DICOM', annotations: content }
  return { data_row: { id: 'r1', ...ofRow }, metadata_fields, projects: { p1: { name: 'p1', labels: [label] } } }
}

const PLANE = { Axial: { name: 'Axial', classifications: [], frames: {} } }

const object = (i: number): JsonObject => ({
  feature_id: `f${i}`,
  name: 'Lesion',
  annotation_kind: 'DICOMPolyline',
  classifications: [],
  line: [
    { x: i, y: 1.5 },
    { x: i + 1, y: 2.5 },
  ],
})

/** The turns that a query of a label with this content takes, on a clock so fast that every turn is over at once. */
async function turnsFor({ mock }: TestContext, content: JsonObject, query: string, ofRow: JsonObject = {}) {
  await using graph = await openGraph([])
  await graph.loadRecords([record(content, ofRow)])
  const expected = await graph.ask(query)
  await using fresh = await openGraph([])
  await fresh.loadRecords([record(content, ofRow)])
  let time = 0
  mock.method(performance, 'now', () => {
    time += 100
    return time
  })
  const asking = fresh.ask(query)
  const turns = await turnsDuring(asking)
  assert.deepEqual(await asking, expected)
  return turns
}

suite('a large content is decoded in turns, between which others get theirs', () => {
  test('its classifications', async context => {
    const classifications = times(i => ({ feature_id: `c${i}`, name: `Q${i}`, text_answer: { content: 'yes' } }))
    const turns = await turnsFor(context, { classifications }, '{ label(id: "l1") { classifications { name text } } }')
    assert.ok(turns >= MANY / 32 / 2, `${turns} turns`)
  })

  test('keys of it that are only kept', async context => {
    const notes = times(i => ({ note: `number ${i}`, tags: ['a'.repeat(200)] }))
    const turns = await turnsFor(context, { notes, classifications: [] }, '{ label(id: "l1") { raw } }')
    assert.ok(turns >= 5, `${turns} turns`)
  })

  test('keys of its data row', async context => {
    const notes = times(i => ({ note: `number ${i}`, tags: ['a'.repeat(200)] }))
    const turns = await turnsFor(context, {}, '{ dataRow(id: "r1") { raw } }', { notes })
    assert.ok(turns >= 5, `${turns} turns`)
  })

  test('the segments and key frames of many features, which are gathered in turns, too', async context => {
    const segments = { Axial: Object.fromEntries(times(i => [`f${i}`, [[i, i + 1]]])) }
    const keyFrames = Object.fromEntries(times(i => [`f${i}`, { Axial: { [i]: true } }]))
    const content = { groups: PLANE, segments, key_frame_feature_map: keyFrames }
    const query = '{ label(id: "l1") { groups { features { featureId segments { start } keyFrames } } } }'
    const turns = await turnsFor(context, content, query)
    assert.ok(turns >= 3 * MANY, `${turns} turns`)
  })

  test('the many segments and key frames of one feature', async context => {
    const segments = { Axial: { f: times(i => [i, i]) } }
    const keyFrames = { f: { Axial: Object.fromEntries(times(i => [i, true])) } }
    const content = { groups: PLANE, segments, key_frame_feature_map: keyFrames }
    const query = '{ label(id: "l1") { groups { name } } }'
    const turns = await turnsFor(context, content, query)
    assert.ok(turns >= (3 * MANY) / 64, `${turns} turns`)
  })

  test('the metadata of its data row', async context => {
    // Text that does not become short when it is compressed.
    const value = (i: number) => createHash('sha256').update(String(i)).digest('hex')
    const metadata_fields = times(i => ({ schema_id: `s${i}`, schema_name: 'tag', value: value(i) }))
    const query = '{ dataRow(id: "r1") { metadata { schemaId value } } }'
    const turns = await turnsFor(context, {}, query, { metadata_fields })
    assert.ok(turns >= 5, `${turns} turns`)
  })

  test('the objects of one frame', async context => {
    const objects = Object.fromEntries(times(i => [`f${i}`, object(i)]))
    const frames = { 1: { objects, classifications: [] } }
    const content = { groups: { Axial: { name: 'Axial', classifications: [], frames } }, segments: {} }
    const query = '{ label(id: "l1") { group(name: "axial") { frame(number: 1) { annotations { id name } } } } }'
    const turns = await turnsFor(context, content, query)
    assert.ok(turns >= MANY / 32 / 2, `${turns} turns`)
  })
})
