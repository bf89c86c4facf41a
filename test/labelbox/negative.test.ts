import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { normalizeRecord, RecordFault } from '../../src/labelbox/index.ts'
import type { Json } from '../../src/model/index.ts'
import { parseJson } from '../../src/source/index.ts'

const folder = new URL('../fixtures/negative/', import.meta.url)

for (const file of readdirSync(folder)) {
  test(`refuses ${file.replace('.json', '').replaceAll('-', ' ')}`, () => {
    const text = readFileSync(new URL(file, folder))
    const { path, reason } = JSON.parse(text.toString()) as { path: string; reason: string }
    // Numbers are looked at where the record is parsed, with the fixture around it.
    const parsed = parseJson(text)
    const found = parsed.fault === undefined ? faultOf((parsed.value as { record: Json }).record) : parsed
    assert.deepEqual([found.path?.replace('$.record', '$'), found.fault], [path, reason])
  })
}

test('a path stays short, and says odd keys in a form that any store can hold', () => {
  const key = `"\ud800\0${'k'.repeat(1000)}`
  const { path } = faultOf({ data_row: { id: 'r' }, projects: { [key]: 1 } })
  assert.ok(path.length < 130)
  assert.ok(path.startsWith('$.projects["\\"\\ud800\\u0000kkk'))
})

function faultOf(record: Json): { path: string; fault: string } {
  try {
    normalizeRecord(record)
  } catch (error) {
    assert.ok(error instanceof RecordFault, String(error))
    return { path: error.path, fault: error.reason }
  }
  assert.fail('was accepted')
}
