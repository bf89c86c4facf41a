import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import fc from 'fast-check'
import { checkRange, rangeWire } from '../../../src/labelbox/api/time-range.ts'
import type { ExportTimeRange } from '../../../src/model/index.ts'
import { instantsOf } from '../../../src/model/time-zone.ts'
import { openLabelbox, request } from './upstream.ts'

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Kiritimati',
]

const wireOf = (range: ExportTimeRange, zone = 'Europe/Berlin') => rangeWire(checkRange('range', range), zone)

suite('a range of times', () => {
  test("in the account's zone is sent as it is written", () => {
    const timezone = 'Europe/Berlin'
    const [from, to] = ['2000-01-01 00:00:00', '2050-01-01']
    assert.deepEqual(wireOf({ from, to }), { operator: 'BETWEEN', timezone, value: { min: from, max: to } })
    assert.deepEqual(wireOf({ from }), { operator: 'GREATER_THAN_OR_EQUAL', timezone, value: from })
    assert.deepEqual(wireOf({ to }), { operator: 'LESS_THAN_OR_EQUAL', timezone, value: to })
    assert.equal(wireOf({}), null)
  })

  test('with offsets is shifted to UTC', () => {
    const forms: readonly (readonly [string, string])[] = [
      ['2023-05-23T14:30:00+0530', '2023-05-23T09:00:00+0000'],
      ['2023-05-23T14:30:00+05:30', '2023-05-23T09:00:00+0000'],
      ['2023-05-23T14:30:00-08:00', '2023-05-23T22:30:00+0000'],
      ['2023-12-31T23:00:00-02:00', '2024-01-01T01:00:00+0000'],
      ['2023-05-23T14:30:00Z', '2023-05-23T14:30:00+0000'],
      ['2023-05-23t14:30:00z', '2023-05-23T14:30:00+0000'],
    ]
    for (const [text, sent] of forms) {
      assert.deepEqual(wireOf({ from: text }), { operator: 'GREATER_THAN_OR_EQUAL', timezone: 'UTC', value: sent })
      assert.deepEqual(wireOf({ to: text }), { operator: 'LESS_THAN_OR_EQUAL', timezone: 'UTC', value: sent })
    }
  })

  test('between two seconds moves outwards', () => {
    const [from, to] = ['2023-05-23T14:30:00.000001Z', '2023-05-23T14:30:59.000001Z']
    assert.deepEqual(wireOf({ from, to })?.value, { min: '2023-05-23T14:30:00+0000', max: '2023-05-23T14:31:00+0000' })
  })

  test('with one offset is in UTC at both ends', () => {
    const mixed = wireOf({ from: '2026-07-01', to: '2026-07-02T00:00:00Z' })
    assert.deepEqual(mixed, {
      operator: 'BETWEEN',
      timezone: 'UTC',
      value: { min: '2026-06-30T22:00:00+0000', max: '2026-07-02T00:00:00+0000' },
    })
    const other = wireOf({ from: '2026-01-01T00:00:00Z', to: '2026-01-02 10:00:00' })
    assert.deepEqual(other?.value, { min: '2026-01-01T00:00:00+0000', max: '2026-01-02T09:00:00+0000' })
  })

  test('takes the wider reading where clocks show an hour twice or never', () => {
    const later = '2026-12-31T00:00:00Z'
    const earlier = '2026-01-01T00:00:00Z'
    const ends = (range: ExportTimeRange) => wireOf(range)?.value as { readonly min: string; readonly max: string }
    const min = (from: string) => ends({ from, to: later }).min
    const max = (to: string) => ends({ from: earlier, to }).max
    assert.equal(min('2026-10-25 02:30:00'), '2026-10-25T00:30:00+0000')
    assert.equal(max('2026-10-25 02:30:00'), '2026-10-25T01:30:00+0000')
    assert.equal(min('2026-03-29 02:30:00'), '2026-03-29T00:30:00+0000')
    assert.equal(max('2026-03-29 02:30:00'), '2026-03-29T01:30:00+0000')
    // A whole day that Samoa left out.
    assert.deepEqual(instantsOf(Date.UTC(2011, 11, 30, 12) * 1000, 'Pacific/Apia')?.length, 2)
  })

  test('is read back by a clock in that zone', () => {
    const clock = (zone: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 }),
        (zone, seconds) => {
          // What a clock shows at an instant is among the readings of what it shows.
          const shown = clock(zone).format(seconds * 1000)
          const local = Date.parse(`${shown.replace(' ', 'T')}Z`) * 1000
          const readings = instantsOf(local, zone) ?? []
          assert.ok(readings.includes(seconds * 1_000_000), `${zone} ${shown}`)
          for (const reading of readings) assert.equal(clock(zone).format(reading / 1000), shown)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('with an offset means what Date makes of it', () => {
    const part = fc.tuple(
      fc.integer({ min: Date.UTC(1990, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 }),
      fc.integer({ min: -14 * 60, max: 14 * 60 }),
      fc.boolean(),
    )
    fc.assert(
      fc.property(part, ([seconds, minutes, colon]) => {
        const local = new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 19)
        const two = (value: number) => `${Math.floor(value)}`.padStart(2, '0')
        const size = Math.abs(minutes)
        const text = `${local}${minutes < 0 ? '-' : '+'}${two(size / 60)}${colon ? ':' : ''}${two(size % 60)}`
        const sent = wireOf({ from: text })?.value
        assert.equal(sent, new Date(seconds * 1000).toISOString().replace('.000Z', '+0000'))
      }),
    )
  })
})

suite("the account's zone", () => {
  const zoned = (timezone: unknown) =>
    openLabelbox({ answers: { CurrentUserPyApi: () => ({ data: { user: { timezone } } }) } })

  test('is asked for once when a time is in it', async () => {
    await using labelbox = await zoned('Asia/Kathmandu')
    const range = { from: '2026-01-01', to: '2026-01-02' }
    await labelbox.client.start(request({ lastActivityAt: range, labelCreatedAt: range }))
    assert.deepEqual(
      labelbox.asked.map(({ name, query }) => (name === 'CurrentUserPyApi' ? query : name)),
      ['query CurrentUserPyApi { user { timezone } }', 'exportDataRowsInProjectPyApi'],
    )
    const entries = labelbox.asked[1]?.variables.input.filters.searchQuery.query
    assert.deepEqual(
      entries?.map(entry => entry.value),
      Array(2).fill({ operator: 'BETWEEN', timezone: 'Asia/Kathmandu', value: { min: range.from, max: range.to } }),
    )
  })

  test('is UTC when there is none', async () => {
    for (const timezone of [null, '']) {
      await using labelbox = await zoned(timezone)
      await labelbox.client.start(request({ labelCreatedAt: { to: '2026-01-01' } }))
      const [entry] = labelbox.asked[1]?.variables.input.filters.searchQuery.query ?? []
      const value = { operator: 'LESS_THAN_OR_EQUAL', timezone: 'UTC', value: '2026-01-01' }
      assert.deepEqual(entry?.value, value)
    }
  })

  test('is not asked for when both ends have an offset', async () => {
    await using labelbox = await zoned('Asia/Kathmandu')
    await labelbox.client.start(request({ lastActivityAt: { from: '2026-01-01T00:00:00Z' } }))
    assert.equal(labelbox.asked.length, 1)
  })

  test('that nobody knows is a matter only of what has to be converted', async () => {
    await using labelbox = await zoned('Mars/Olympus')
    await labelbox.client.start(request({ lastActivityAt: { from: '2026-01-01' } }))
    const mixed = request({ lastActivityAt: { from: '2026-01-01', to: '2026-01-02T00:00:00Z' } })
    await assert.rejects(labelbox.client.start(mixed), { code: 'BAD_USER_INPUT', message: /offset/ })
  })
})
