import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { normalizeRecord, RecordFault } from '../../src/labelbox/index.ts'
import type { Json } from '../../src/model/index.ts'

const folder = new URL('../fixtures/negative/', import.meta.url)

for (const file of readdirSync(folder)) {
  test(`refuses ${file.replace('.json', '').replaceAll('-', ' ')}`, () => {
    const { path, reason, record } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
      path: string
      reason: string
      record: Json
    }
    const fault = faultOf(record)
    assert.equal(fault.path, path)
    assert.equal(fault.reason, reason)
  })
}

test('refuses what is nested too deeply, wherever it stands, before it can overflow the stack', () => {
  const bomb = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const nested = `${'{"radio_answer":{"classifications":[{"name":'.repeat(300)}1${'}]}}'.repeat(300)}`
  for (const text of [
    `{"data_row":{"id":"r"},"extra":${bomb}}`,
    `{"data_row":{"id":"r","details":{"x":${bomb}}}}`,
    `{"data_row":{"id":"r"},"projects":{"p":{"labels":[{"id":"l","annotations":{"x":${bomb}}}]}}}`,
    `{"data_row":{"id":"r"},"projects":{"p":{"labels":[{"id":"l","annotations":{"objects":[{"feature_id":"a","x":${bomb}}]}}]}}}`,
    `{"data_row":{"id":"r"},"projects":{"p":{"labels":[{"id":"l","annotations":{"classifications":[${nested}]}}]}}}`,
    `{"ID":"l","Labeled Data":"","Label":{"objects":[{"featureId":"a","classifications":${bomb}}]}}`,
  ]) {
    const fault = faultOf(JSON.parse(text))
    assert.equal(fault.reason, 'nested deeper than 512 levels')
    assert.ok(fault.path.endsWith('…'))
  }
})

test('a path stays short, and says odd keys in a form that any store can hold', () => {
  const key = `"\ud800\0${'k'.repeat(1000)}`
  const fault = faultOf({ data_row: { id: 'r' }, [key]: Number.POSITIVE_INFINITY })
  assert.ok(fault.path.length < 120)
  assert.ok(fault.path.startsWith('$["\\"\\ud800\\u0000kkk'))
})

function faultOf(record: Json): RecordFault {
  try {
    normalizeRecord(record)
  } catch (error) {
    assert.ok(error instanceof RecordFault, String(error))
    return error
  }
  assert.fail('was accepted')
}
