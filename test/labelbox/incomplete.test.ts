import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { normalizeRecord, RecordFault } from '../../src/labelbox/index.ts'
import type { Json, JsonObject } from '../../src/model/index.ts'
import { assertEntriesFound, contentOf, decoded, wireFixture } from './decoded.ts'

const files = readdirSync(new URL('../fixtures/wire/', import.meta.url)).filter(file => !file.includes('frames-axial'))

for (const file of files)
  test(`only a missing id rejects, whichever key is removed: ${file}`, () => {
    for (const record of wireFixture(file))
      for (const path of pathsOf(record)) {
        const name = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
        const fault = faultOf(without(record, path))
        if (IDS.test(name)) assert.ok(fault, `${name} is not missed`)
        else assert.equal(fault, null, name)
        if (name !== '.data_row')
          assert.ok(fault === null || fault.reason === `${path.at(-1)} is missing`, fault?.reason)
      }
  })

const IDS =
  /^(\.data_row|\.data_row\.id|\.ID|\.projects\.[^.]+\.labels\[\d+\]\.id|.*\.objects\[\d+\]\.feature(_id|Id))$/

test('an item without what its type needs is left out, and stays in raw', () => {
  const attachments = [{ type: 'IMAGE' }, { value: 'v' }, { type: 'IMAGE', value: 'v' }]
  const values = [{}, { value: [1, 2] }, { value: null }]
  const event = { action: 'Move', created_at: '2024-01-01' }
  const history = [{ action: 'Move', created_by: 'a@example.com' }, event, { created_at: '2024-01-01' }]
  const { dataRow, projects } = normalizeRecord({
    data_row: { id: 'r' },
    attachments,
    embeddings: [{ id: 'e', values }],
    metadata_fields: [{ schema_id: 's' }],
    projects: { p: { project_details: { priority: 1, workflow_history: history } } },
  })
  assert.deepEqual(dataRow.fields.attachments, [{ id: null, type: 'IMAGE', value: 'v', name: null }])
  assert.deepEqual(dataRow.fields.embeddings?.[0]?.values, [[1, 2]])
  assert.deepEqual(dataRow.fields.metadata, [{ schemaId: 's', schemaName: null, value: null }])
  assert.deepEqual([dataRow.raw.attachments, dataRow.raw.embeddings], [attachments, [{ id: 'e', values }]])
  assert.deepEqual(
    projects[0]?.events?.map(({ number, raw }) => [number, raw]),
    [[0, event]],
  )
  assert.deepEqual(projects[0]?.raw.project_details, { priority: 1, workflow_history: [history[0], history[2]] })
})

test('a segment without one of its ends is left out, and stays in raw', () => {
  const segments = { F: [[1], [], [2, 3], [null, 4]] }
  const label = labelOf({ frames: { 2: { objects: {} } }, segments })
  const { content } = decoded(label)
  assert.deepEqual(content.groups.get('Video')?.tracks[0]?.segments, [{ start: 2, end: 3 }])
  assert.deepEqual(content.raw.annotations, { segments })
})

test('a v1 group without a name, and a frame without a number, stay in raw whole', () => {
  const group = { objects: [{ featureId: 'a', point: { x: 1, y: 1 } }], frames: [] }
  const frame = { objects: [{ featureId: 'b', point: { x: 1, y: 1 } }] }
  const numbered = { ...frame, frameNumber: 7 }
  const [label] = normalizeRecord({
    ID: 'l',
    Label: { groups: [group, { name: 'axial', frames: [frame, numbered] }] },
  }).labels
  const { content, annotations } = decoded(label)
  assert.deepEqual(
    annotations.map(({ featureId, frameNumber }) => [featureId, frameNumber]),
    [['b', 7]],
  )
  assert.deepEqual(content.raw, { Label: { groups: [group, { name: 'axial', frames: [frame] }] } })
})

const INCOMPLETE: readonly JsonObject[] = [
  { bounding_box: { left: 1, top: 2, height: 3 } },
  { line: [{ x: 1, y: 2 }, { x: 1 }] },
  { polygon: [{ y: null, x: 1 }] },
  { point: { x: 1 } },
  { point: {} },
  { mask: {} },
  { mask: { url: null } },
  { composite_mask: { color_rgb: [1, 2, 3] } },
]

for (const geometry of INCOMPLETE)
  test(`incomplete geometry is an UnknownAnnotation, whole in raw: ${JSON.stringify(geometry)}`, () => {
    const object = { feature_id: 'a', annotation_kind: 'ImageThing', ...geometry }
    const label = labelOf({ objects: [object] })
    assertEntriesFound(contentOf(label))
    const [annotation] = decoded(label).annotations
    assert.deepEqual(
      [annotation?.type, annotation?.annotationKind, annotation?.raw],
      ['UnknownAnnotation', 'ImageThing', object],
    )
    assert.equal(contentOf(label).annotations[0]?.area, null)
  })

test('geometry of a wrong type rejects, also where something is missing before it', () => {
  const { path, reason } = faultOf(rowOf({ objects: [{ feature_id: 'a', line: [{ x: 1 }, { x: '1', y: 1 }] }] })) ?? {}
  assert.deepEqual(
    [path, reason],
    ['$.projects.p.labels[0].annotations.objects[0].line[1].x', 'x must be a number, not a string'],
  )
})

const rowOf = (annotations: JsonObject): JsonObject => ({
  data_row: { id: 'r' },
  projects: { p: { labels: [{ id: 'l', annotations }] } },
})

const labelOf = (annotations: JsonObject) => normalizeRecord(rowOf(annotations)).labels[0]

function faultOf(record: Json): RecordFault | null {
  try {
    for (const label of normalizeRecord(record).labels) assertEntriesFound(contentOf(label))
    return null
  } catch (error) {
    if (error instanceof RecordFault) return error
    throw error
  }
}

type Path = readonly (string | number)[]

/** The path of every key of every object. */
function pathsOf(value: Json, up: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => pathsOf(item, [...up, index]))
  return Object.entries(value as JsonObject).flatMap(([key, item]) => [[...up, key], ...pathsOf(item, [...up, key])])
}

function without(record: Json, path: Path): Json {
  const copy = structuredClone(record) as Json
  const holder = path.slice(0, -1).reduce<unknown>((node, key) => Reflect.get(node as object, key), copy)
  Reflect.deleteProperty(holder as object, path.at(-1) as string)
  return copy
}
