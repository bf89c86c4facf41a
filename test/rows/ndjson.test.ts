import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import * as fc from 'fast-check'
import { ndjsonWriter } from '../../src/rows/ndjson.ts'

suite('NDJSON', () => {
  test('is one object a line, with what is nested as it is', () => {
    const value = fc.option(fc.jsonValue())
    const columns = ['a', 'b.c', '"'].map(path => ({ path, type: 'json' as const }))
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value)), rows => {
        const writer = ndjsonWriter(columns)
        const cells = columns.map((_, column) => rows.map(row => row[column]))
        const text = `${writer.start()}${writer.rows(cells, rows.length)}${writer.end()}`
        const lines = text.split('\n').slice(0, -1)
        const expected = rows.map(row =>
          JSON.stringify(Object.fromEntries(columns.map(({ path }, at) => [path, row[at]]))),
        )
        assert.deepEqual(lines, expected)
      }),
    )
  })

  test('instants are RFC 3339', () => {
    const writer = ndjsonWriter([{ path: 'at', type: 'instant' }])
    assert.equal(writer.rows([[1, null]], 2), '{"at":"1970-01-01T00:00:00.000001Z"}\n{"at":null}\n')
  })
})
