import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile, join, literal, quoted, raw, sql } from '../../src/store/sql.ts'

test('pieces are put in place, and values become parameters in the order of the text', () => {
  const condition = sql`${raw('a.x')} = ${1} and ${sql`a.y in (${join(['p', null])})`}`
  const statement = sql`select ${join([raw('a.x'), quoted('aB')])} from a where ${condition} limit ${literal(5)}`
  assert.deepEqual(
    compile(statement, n => `$${n}`),
    {
      text: 'select a.x, "aB" from a where a.x = $1 and a.y in ($2, $3) limit 5',
      parameters: [1, 'p', null],
    },
  )
})

test('a statement of the same shape has the same text, whatever its values', () => {
  const textOf = (value: string) => compile(sql`select ${value}`, () => '?').text
  assert.equal(textOf("' or 1 = 1"), textOf('x'))
})
