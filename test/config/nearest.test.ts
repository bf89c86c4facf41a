import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from '../../src/config/nearest.ts'

const KNOWN = ['store', 'host', 'port', 'logLevel', 'cors']

for (const [word, expected] of [
  ['prot', 'port'],
  ['Hosts', 'host'],
  ['loglevel', 'logLevel'],
  ['stroe', 'store'],
  ['cors', 'cors'],
  ['bogus', undefined],
] as const) {
  test(`${word} is nearest to ${expected ?? 'none'}`, () => assert.equal(nearest(word, KNOWN), expected))
}
