import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLScalarType } from 'graphql'
import { SafeInt, TimeZone } from '../../src/resolvers/scalars.ts'
import { createSchema } from '../../src/server/schema.ts'

test('a byte offset beyond 32 bits is a SafeInt', () => {
  assert.equal(SafeInt.serialize(2 ** 40), 2 ** 40)
  assert.throws(() => SafeInt.serialize(2 ** 53))
})

test('a time zone is an IANA name', () => {
  assert.equal(TimeZone.parseValue('Europe/Berlin'), 'Europe/Berlin')
  for (const value of ['Nowhere/Town', '', ['UTC'], 1]) assert.throws(() => TimeZone.parseValue(value))
})

test('the schema says where DateTime is specified', () => {
  const type = createSchema().getType('DateTime')
  assert.ok(type instanceof GraphQLScalarType)
  assert.equal(type.specifiedByURL, 'https://scalars.graphql.org/andimarek/date-time')
})
