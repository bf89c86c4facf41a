import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { normalizeRecord, RecordFault } from '../../src/labelbox/index.ts'
import type { Annotation, Classification, ExportRecord, Json, Relationship } from '../../src/model/index.ts'
import { assertEntriesFound, contentOf, decoded, wireFixture } from './decoded.ts'

type Tree = { [key: string]: unknown } | unknown[]

const records = readdirSync(new URL('../fixtures/wire/', import.meta.url))
  .filter(file => !file.includes('frames-axial'))
  .flatMap(wireFixture)

const anyRecord = fc.constantFrom(...records).map(record => structuredClone(record) as Tree)

test('every unknown key, wherever it stands, is in one raw and no more', () => {
  const names = fc.constantFrom('__proto__', 'constructor', 'toString', 'length', 'x', 'überall', '')
  const spots = fc.array(fc.record({ spot: fc.nat(), name: names }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(anyRecord, spots, (record, choices) => {
      const open = openObjects(record)
      const marks = new Map<string, string>()
      for (const [index, { spot, name }] of choices.entries()) {
        const object = open[spot % open.length]
        const mark = `mark-${index}-`
        if (object === undefined || Object.hasOwn(object, name)) continue
        Object.defineProperty(object, name, { value: { mark }, enumerable: true, configurable: true, writable: true })
        marks.set(mark, `${JSON.stringify(name)}:{"mark":"${mark}"}`)
      }
      const normalized = normalizeRecord(record as Json)
      const raws = rawsOf(normalized).map(raw => JSON.stringify(raw))
      for (const [mark, text] of marks) {
        const holding = raws.filter(raw => raw.includes(mark))
        assert.equal(holding.length, 1, mark)
        assert.ok(holding[0]?.includes(text))
      }
      for (const label of normalized.labels) assertEntriesFound(contentOf(label))
    }),
    { numRuns: 1000 },
  )
})

test('whatever stands where something else should, a record is stored or refused with a reason that quotes nothing', () => {
  const junk = fc.constantFrom<Json>(
    null,
    true,
    -1,
    1.5,
    1e300,
    2 ** 53,
    1e308,
    '',
    'SECRET',
    '\ud800',
    [],
    [[]],
    ['SECRET'],
    {},
    JSON.parse('{"__proto__":"SECRET"}') as Json,
    { '': null },
    { other: {} },
  )
  fc.assert(
    fc.property(anyRecord, fc.array(fc.tuple(fc.nat(), junk), { minLength: 1, maxLength: 3 }), (record, changes) => {
      for (const [at, value] of changes) {
        const slots = slotsOf(record)
        const slot = slots[at % slots.length]
        if (slot) (slot.holder as { [key: string]: unknown })[slot.key] = structuredClone(value)
      }
      try {
        const stored = normalizeRecord(record as Json)
        for (const label of stored.labels) assertEntriesFound(contentOf(label))
      } catch (error) {
        assert.ok(error instanceof RecordFault, String(error))
        assert.equal(error.reason.includes('SECRET'), false)
        assert.ok(error.path.startsWith('$'))
      }
    }),
    { numRuns: 2000 },
  )
})

/** Objects that may hold a key nobody knows; those whose keys are names, numbers or ids may not. */
function openObjects(value: unknown, keyed = 0): { [key: string]: unknown }[] {
  if (Array.isArray(value)) return value.flatMap(item => openObjects(item))
  if (typeof value !== 'object' || value === null) return []
  const object = value as { [key: string]: unknown }
  const inner = Object.entries(object).flatMap(([key, item]) =>
    openObjects(item, keyed > 0 ? keyed - 1 : (KEYED[key] ?? 0)),
  )
  return keyed > 0 ? inner : [object, ...inner]
}

/** How many levels below a key are maps. */
const KEYED: { readonly [key: string]: number } = {
  projects: 1,
  groups: 1,
  frames: 1,
  objects: 1,
  segments: 3,
  key_frame_feature_map: 3,
}

function slotsOf(value: unknown): { holder: object; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [{ holder: value, key }, ...slotsOf(item)])
}

function rawsOf(record: ExportRecord): unknown[] {
  return [
    record.dataRow.raw,
    ...record.projects.flatMap(project => [project.raw, ...(project.events ?? []).map(event => event.raw)]),
    ...record.labels.flatMap(label => {
      const { content, chunks, annotations } = decoded(label)
      const frames = chunks.flatMap(chunk => chunk.frames)
      const attached = [content, ...content.groups.values(), ...frames]
      return [
        { ...label.raw, ...content.raw },
        ...(label.fields.reviews ?? []).map(review => review.raw),
        ...attached.flatMap(place => [
          ...place.classifications.flatMap(classificationRaws),
          ...place.relationships.flatMap(holderRaws),
        ]),
        ...annotations.flatMap(holderRaws),
      ]
    }),
  ]
}

const holderRaws = (holder: Annotation | Relationship): unknown[] => [
  holder.raw,
  ...holder.classifications.flatMap(classificationRaws),
]

const classificationRaws = (classification: Classification): unknown[] => [
  classification.raw,
  ...classification.answers.flatMap(answer => answer.classifications.flatMap(classificationRaws)),
]
