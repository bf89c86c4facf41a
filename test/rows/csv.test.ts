import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { csvWriter } from '../../src/rows/csv.ts'
import type { CellType } from '../../src/rows/field.ts'

const columnsOf = (types: readonly CellType[]) => types.map((type, index) => ({ path: `c${index}`, type }))

function write(types: readonly CellType[], rows: readonly (readonly unknown[])[], isGuarded = true): string {
  const writer = csvWriter(columnsOf(types), isGuarded)
  const cells = types.map((_, column) => rows.map(row => row[column]))
  return `${writer.start()}${writer.rows(cells, rows.length)}${writer.end()}`
}

/** A reader of RFC 4180 of its own. Null for a field that is empty without quotes. */
function parse(text: string): (string | null)[][] {
  const rows: (string | null)[][] = []
  let at = 0
  while (at < text.length) {
    const row: (string | null)[] = []
    for (;;) {
      if (text[at] === '"') {
        let value = ''
        for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
          if (text[at] === '"') at++
          value += text[at]
        }
        at++
        row.push(value)
      } else {
        const end = at + text.slice(at).search(/,|\r\n/)
        row.push(end === at ? null : text.slice(at, end))
        at = end
      }
      if (text[at] !== ',') break
      at++
    }
    assert.equal(text.slice(at, at + 2), '\r\n')
    at += 2
    rows.push(row)
  }
  return rows
}

suite('CSV', () => {
  test('is read back as it was, by the rules of RFC 4180', () => {
    const cell = fc.option(fc.oneof(fc.string(), fc.constantFrom('', '"', ',', '\r\n', 'a,b', '"x"', '\n', 'ü')))
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), rows => {
        assert.deepEqual(parse(write(['text', 'text', 'text'], rows, false)).slice(1), rows)
      }),
    )
  })

  test('null is empty, an empty text is two quotes, and lines end in CRLF', () => {
    assert.equal(write(['text', 'text'], [[null, '']]), 'c0,c1\r\n,""\r\n')
  })

  test('numbers, instants and JSON are written in full and without a guard', () => {
    const row = [-5, -0.5, true, -1, { a: ['=x'] }, Number.POSITIVE_INFINITY]
    const types = ['integer', 'number', 'boolean', 'instant', 'json', 'number'] as const
    assert.deepEqual(parse(write(types, [row]))[1], [
      '-5',
      '-0.5',
      'true',
      '1969-12-31T23:59:59.999999Z',
      '{"a":["=x"]}',
      null,
    ])
  })

  test('text that a spreadsheet takes for a formula is guarded, unless that is switched off', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r']) {
      const text = `${start}cmd|' /C calc'!A0`
      assert.deepEqual(parse(write(['text', 'any'], [[text, text]]))[1], [`'${text}`, `'${text}`])
      assert.deepEqual(parse(write(['text'], [[text]], false))[1], [text])
    }
    assert.deepEqual(parse(write(['text'], [['a=b'], ["'"]])).slice(1), [['a=b'], ["'"]])
  })
})
