import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldText } from '../../src/model/index.ts'

test('texts that differ in case or in how accents are written fold to one', () => {
  for (const [one, other] of [
    ['LIVER', 'liver'],
    ['E\u0301COLE', '\u00e9cole'],
    ['Ａxial', 'ａxial'],
    ['ÅNGSTRÖM', 'a\u030angstro\u0308m'],
  ] as const)
    assert.equal(foldText(one), foldText(other))
  assert.notEqual(foldText('é'), foldText('e'))
})
