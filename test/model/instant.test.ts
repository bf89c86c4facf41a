import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { formatInstant, MICROS_PER_DAY, MICROS_PER_SECOND, parseInstant } from '../../src/model/index.ts'

/** Every shape, and how it is written out again. */
const SHAPES = [
  ['2023-02-03', '2023-02-03T00:00:00Z'],
  ['2023-02-03 04:05:06', '2023-02-03T04:05:06Z'],
  ['2023-02-03T04:05:06', '2023-02-03T04:05:06Z'],
  ['2023-02-03T04:05:06Z', '2023-02-03T04:05:06Z'],
  ['2023-02-03t04:05:06z', '2023-02-03T04:05:06Z'],
  ['2023-02-03T04:05:06.7Z', '2023-02-03T04:05:06.700Z'],
  ['2023-02-03T04:05:06.789Z', '2023-02-03T04:05:06.789Z'],
  ['2023-02-03T04:05:06.789012Z', '2023-02-03T04:05:06.789012Z'],
  ['2023-02-03T04:05:06.000001Z', '2023-02-03T04:05:06.000001Z'],
  ['2023-02-03T04:05:06.789012999Z', '2023-02-03T04:05:06.789012Z'],
  ['2023-02-03T04:05:06.428000+00:00', '2023-02-03T04:05:06.428Z'],
  ['2023-02-03T04:05:06+0530', '2023-02-02T22:35:06Z'],
  ['2023-02-03T04:05:06-08:00', '2023-02-03T12:05:06Z'],
  ['2023-02-03 04:05:06.5 +01:00', '2023-02-03T03:05:06.500Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
  ['1684-12-31', '1684-12-31T00:00:00Z'],
  ['2255-06-01', '2255-06-01T00:00:00Z'],
] as const

const BAD = [
  '',
  'yesterday',
  '2023',
  '2023-02',
  '2023-2-3',
  '20230203',
  '2023-02-29',
  '2023-00-10',
  '2023-13-01',
  '2023-01-00',
  '2023-04-31',
  '2023-02-03T24:00:00Z',
  '2023-02-03T04:60:00Z',
  '2023-02-03T23:59:60Z',
  '2023-02-03T04:05Z',
  '2023-02-03T04:05:06.Z',
  '2023-02-03T04:05:06.1234567890Z',
  '2023-02-03T04:05:06+24:00',
  '2023-02-03T04:05:06+01:60',
  '2023-02-03T04:05:06+1',
  '2023-02-03Z',
  ' 2023-02-03',
  '2023-02-03\n',
  '1683-12-31',
  '2256-01-01',
  '0099-01-01',
  '0000-01-01',
  '-2023-01-01',
  '1675382400000',
]

/** Instants that a number holds exactly in microseconds and that Date can format. */
const instant = fc.integer({ min: -9_000_000_000_000_000, max: 9_000_000_000_000_000 })

suite('an instant', () => {
  for (const [text, written] of SHAPES) {
    test(`${text} is ${written}`, () => {
      const parsed = parseInstant(text)
      assert.ok(parsed !== null)
      assert.equal(formatInstant(parsed), written)
    })
  }

  for (const text of BAD) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parseInstant(text), null))
  }

  test('is what was written out', () => {
    fc.assert(fc.property(instant, micros => assert.equal(parseInstant(formatInstant(micros)), micros)))
  })

  test('is the one that Date knows, as far as milliseconds go', () => {
    const date = fc.date({ min: new Date('1690-01-01'), max: new Date('2250-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(date, date => {
        assert.equal(parseInstant(date.toISOString()), date.getTime() * 1000)
        assert.equal(Date.parse(formatInstant(date.getTime() * 1000)), date.getTime())
      }),
    )
  })

  test('is as far from UTC as its offset says', () => {
    const offset = fc.record({ sign: fc.constantFrom('+', '-'), hours: fc.nat(23), minutes: fc.nat(59) })
    const two = (number: number) => String(number).padStart(2, '0')
    fc.assert(
      fc.property(offset, fc.constantFrom(':', ''), ({ sign, hours, minutes }, colon) => {
        const text = `2023-02-03T04:05:06${sign}${two(hours)}${colon}${two(minutes)}`
        const away = (hours * 60 + minutes) * 60 * MICROS_PER_SECOND * (sign === '+' ? -1 : 1)
        assert.equal(parseInstant(text), Date.parse('2023-02-03T04:05:06Z') * 1000 + away)
      }),
    )
  })

  test('sorts as text as it does as a number, within one precision', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 10_000 }), (micros, days) => {
        const later = micros + days * MICROS_PER_DAY
        fc.pre(Number.isSafeInteger(later) && later < 9_000_000_000_000_000)
        assert.ok(formatInstant(micros) < formatInstant(later))
      }),
    )
  })
})
