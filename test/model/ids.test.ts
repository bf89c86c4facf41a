import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  byCodePoint,
  encodePart,
  formatId,
  type NodeKind,
  namelessDataRowId,
  namelessProjectId,
  parseId,
} from '../../src/model/index.ts'

/** Every kind there is, held by the compiler. */
const KINDS = Object.keys({
  dataRow: 0,
  project: 0,
  dataRowProject: 0,
  group: 0,
  frame: 0,
  feature: 0,
  annotation: 0,
  event: 0,
  export: 0,
  task: 0,
  pull: 0,
} satisfies Record<NodeKind, 0>) as NodeKind[]

const kind = fc.constantFrom(...KINDS)
/** With many of the characters that have a meaning in an id. */
const part = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom('%', ':', '3', 'A', '2', '5') }),
)
const parts = fc.array(part, { minLength: 1, maxLength: 4 })

test('an id tells its kind and its parts again', () => {
  fc.assert(
    fc.property(kind, parts, (kind, parts) => assert.deepEqual(parseId(formatId(kind, ...parts)), { kind, parts })),
  )
})

test('two things never have one id', () => {
  fc.assert(
    fc.property(kind, parts, parts, (kind, one, other) => {
      const same = one.length === other.length && one.every((part, index) => part === other[index])
      assert.equal(formatId(kind, ...one) === formatId(kind, ...other), same)
    }),
  )
})

test('only % and : are encoded', () => {
  assert.equal(formatId('frame', 'label', 'axial', 7), 'frame:label:axial:7')
  assert.equal(formatId('group', 'a:b', '50%'), 'group:a%3Ab:50%25')
  assert.equal(formatId('project', 'Köpfe / 2 ü'), 'project:Köpfe / 2 ü')
  assert.equal(formatId('project', '%3A'), 'project:%253A')
  assert.equal(encodePart('plain'), 'plain')
})

test('what old exports left nameless is called after its label or its name', () => {
  assert.equal(namelessDataRowId('L'), 'dataRow:L')
  assert.equal(namelessProjectId('a: b'), 'project:a%3A b')
})

for (const id of [
  '',
  'cldnyuj4z1qjk083c202478df',
  'group',
  'label:x',
  'Group:x',
  '__proto__:x',
  ':x',
  'group:%',
  'group:%zz',
])
  test(`${JSON.stringify(id)} is no id of this gateway's making`, () => assert.equal(parseId(id), null))

test('a part may be empty', () => {
  assert.deepEqual(parseId('group:'), { kind: 'group', parts: [''] })
})

test('texts are compared as their bytes in UTF-8 are, as SQLite does', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', '\ue000', '\uffff', '😀', '\ud83d', '\ude00', '\u{10ffff}'),
  })
  const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  fc.assert(
    fc.property(text, text, (a, b) => assert.equal(Math.sign(byCodePoint(a, b)), inBytes(a, b))),
    { numRuns: 2_000 },
  )
})
