import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { MICROS_PER_DAY, timeZone } from '../../src/model/index.ts'
import { ZONES } from '../support/arbitrary-export.ts'

/** Beside those of the exports: half hours and quarters, midnights that are left out or come twice, a day that is. */
const zone = fc.constantFrom<string>(
  ...ZONES,
  'Asia/Beirut',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Apia',
  'Africa/Casablanca',
  'America/Havana',
  'Antarctica/Troll',
)
/** Whole milliseconds: Intl knows nothing finer. */
const instant = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) })
  .map(milliseconds => milliseconds * 1000)

const formats = new Map<string, Intl.DateTimeFormat>()

/** Local time in the zone, as if it were UTC, to the second. */
function clock(name: string, at: number): number {
  const format =
    formats.get(name) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' })
  formats.set(name, format)
  return Date.parse(`${format.format(at / 1000).replace(' ', 'T')}Z`) * 1000
}

const zoneOf = (name: string) => timeZone(name) ?? assert.fail(name)
const floorToSecond = (at: number) => Math.floor(at / 1e6) * 1e6
const dayOf = (local: number) => Math.floor(local / MICROS_PER_DAY)

test('the table of offsets says what Intl says at any instant of its span', () => {
  const property = fc.property(zone, instant, instant, fc.nat(40), instant, (name, one, other, years, third) => {
    const from = Math.min(one, other)
    const to = Math.min(Math.max(one, other), from + years * 366 * MICROS_PER_DAY)
    const offsets = zoneOf(name).offsets(from, to)
    assert.ok((offsets[0]?.starts ?? Number.POSITIVE_INFINITY) <= from)
    const inside = from + (third % (to - from + 1))
    // The instants around every change, where a table goes wrong first.
    const edges = offsets.slice(1).flatMap(({ starts }) => [starts - 1000, starts])
    for (const at of [from, to, Math.abs(inside) > to ? to : Math.max(from, inside), ...edges]) {
      const offset = offsets.findLast(({ starts }) => starts <= at)?.offset
      assert.equal(floorToSecond(at) + Number(offset), clock(name, floorToSecond(at)), `${name} at ${at}`)
    }
    assert.deepEqual(
      offsets.map(({ starts }) => starts),
      offsets.map(({ starts }) => starts).toSorted((a, b) => a - b),
    )
  })
  fc.assert(property, { numRuns: 150 })
})

test('a day starts at the first instant that the zone’s clock shows it', () => {
  const property = fc.property(zone, instant, (name, at) => {
    const day = dayOf(clock(name, floorToSecond(at)))
    const start = zoneOf(name).startOfDay(day)
    assert.ok(start <= at)
    assert.equal(dayOf(clock(name, start)), day)
    assert.ok(dayOf(clock(name, start - 1e6)) < day)
    // No earlier instant shows that day either, which a clock put back over midnight could do.
    for (let before = start - 3 * 3600e6; before < start; before += 60e6)
      assert.notEqual(dayOf(clock(name, before)), day)
  })
  fc.assert(property, { numRuns: 300 })
})
