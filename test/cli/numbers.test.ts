import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytes, count, duration } from '../../src/cli/numbers.ts'

test('counts name one and many', () => {
  assert.equal(count(1, 'label'), '1 label')
  assert.equal(count(0, 'label'), '0 labels')
  assert.equal(count(12_345, 'rejected', 'rejected'), '12,345 rejected')
})

test('bytes count in powers of ten', () => {
  assert.equal(bytes(999), '999 B')
  assert.equal(bytes(1_000), '1.0 kB')
  assert.equal(bytes(270_400_000), '270.4 MB')
})

test('durations show hours only where there are any', () => {
  assert.equal(duration(7), '0:07')
  assert.equal(duration(750), '12:30')
  assert.equal(duration(3_723), '1:02:03')
  assert.equal(duration(59.6), '1:00')
})
