import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptableTypes } from '../../src/server/negotiate.ts'

const JSON_TYPE = 'application/json'
const GRAPHQL = 'application/graphql-response+json'

for (const [accept, types] of [
  [undefined, [JSON_TYPE, GRAPHQL]],
  ['', [JSON_TYPE, GRAPHQL]],
  ['*/*', [JSON_TYPE, GRAPHQL]],
  ['application/*', [JSON_TYPE, GRAPHQL]],
  ['application/json', [JSON_TYPE]],
  ['Application/JSON; charset="utf-8"', [JSON_TYPE]],
  [`${GRAPHQL}, application/json;q=0.9`, [GRAPHQL, JSON_TYPE]],
  [`${JSON_TYPE};q=0.1, */*;q=0.5`, [GRAPHQL, JSON_TYPE]],
  [`*/*, ${JSON_TYPE};q=0`, [GRAPHQL]],
  ['text/html', []],
  ['application/json; charset=utf-16', []],
  ['application/json;q=0', []],
  ['application/json;q=x', []],
] as const)
  test(`Accept ${accept} allows ${types.join(' and ') || 'nothing'}`, () => {
    assert.deepEqual(acceptableTypes(accept), types)
  })
