import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseValue } from 'graphql'
import { DateTime } from '../../src/resolvers/DateTime.ts'

describe('DateTime in', () => {
  const instant = Date.UTC(2023, 1, 3, 3, 36, 30) * 1000
  const shapes: [unknown, number][] = [
    ['2023-02-03T03:36:30Z', instant],
    ['2023-02-03T04:36:30.123456+01:00', instant + 123_456],
    ['2023-02-03', Date.UTC(2023, 1, 3) * 1000],
    ['2023-02-03 03:36:30', instant],
    [instant / 1000, instant],
    [String(instant / 1000), instant],
    [`${instant / 1000}.5`, instant + 500],
    [0, 0],
    [-1, -1000],
  ]
  for (const [value, expected] of shapes)
    it(`takes ${value}`, () => {
      assert.equal(DateTime.parseValue(value), expected)
      assert.equal(DateTime.parseLiteral(parseValue(JSON.stringify(value))), expected)
    })

  for (const value of ['', 'yesterday', '2023-02-30', '2023-02-03T25:00:00Z', 1e300, Number.NaN, true, null, [], {}])
    it(`rejects ${JSON.stringify(value)}`, () => {
      assert.throws(() => DateTime.parseValue(value), isRefusal)
    })

  it('rejects literals that are neither strings nor numbers', () => {
    for (const literal of ['true', '[]', '{}', 'NOW'])
      assert.throws(() => DateTime.parseLiteral(parseValue(literal)), isRefusal)
  })
})

describe('DateTime out', () => {
  it('is RFC 3339 in UTC with the fraction that was given', () => {
    const day = Date.UTC(2023, 1, 9, 20, 52, 24) * 1000
    assert.equal(DateTime.serialize(day), '2023-02-09T20:52:24Z')
    assert.equal(DateTime.serialize(day + 428_000), '2023-02-09T20:52:24.428Z')
    assert.equal(DateTime.serialize(day + 428_001), '2023-02-09T20:52:24.428001Z')
  })
})

function isRefusal(error: unknown): boolean {
  return error instanceof RangeError
}
