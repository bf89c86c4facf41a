import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../../src/model/index.ts'

/* Single values of generated exports. Pools are small, so that things meet and filters find something. */

/** Sort differently by code point and by UTF-16 unit; hold what line splitters and JSON writers stumble over. */
const TEXTS = [
  'Liver',
  'liver',
  'Lesion 1',
  'Lesion 10',
  'Ａxial',
  '🧠 left',
  '\u2028',
  'a%b_c',
  `it's "so"`,
  '\u00e9',
  'e\u0301',
]

/** No NUL: no store keeps it in text. No lone surrogate: UTF-8 has none. */
const anyText = fc.string({ unit: 'binary', maxLength: 5 }).map(text => text.replaceAll('\0', '\t'))

/** Never empty: v1 says "absent" so. */
export const filledText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: anyText.filter(text => text !== '') },
)
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: filledText },
  { weight: 1, arbitrary: fc.constant('') },
)

export const email = fc.constantFrom('ana@example.com', 'bo@example.com', 'Ana@example.com')
export const schemaId = fc.constantFrom('cschema1', 'cschema2', 'cschema:3')
export const featureId = fc.constantFrom('cfeature1', 'cfeature2', 'cfeature%3', 'cfeature:4')
export const taskName = fc.constantFrom('Initial labeling task', 'Initial review task', 'Rework (all rejected)', 'Done')
export const count = fc.integer({ min: 0, max: 9 })
/** Sums of quarters are exact in any order. */
export const quarter = fc.integer({ min: 0, max: 4000 }).map(value => value / 4)
export const score = fc.constantFrom(0, 0.25, 0.5, 0.875, 1)

/** Projects by id, each with its one name. Only the plain ones can stand in v1's editor URLs. */
export const PLAIN_PROJECTS = [
  { id: 'cproject1', name: 'Liver CT' },
  { id: 'cproject2', name: 'Ｌungs' },
  { id: 'cproject3', name: '🧠 MR' },
] as const
export const PROJECTS = [...PLAIN_PROJECTS, { id: 'cproject:4%', name: 'Odd: 100%' }] as const

/** Around clock changes (at two, at midnight, by half an hour) and the turn of a year whose first week is the old one's. */
const MOMENTS = [
  '2024-03-31T01:00:00Z',
  '2024-10-27T01:00:00Z',
  '2024-11-03T06:00:00Z',
  '2023-04-27T22:00:00Z',
  '2018-11-04T03:00:00Z',
  '2024-04-06T15:00:00Z',
  '2021-01-01T00:00:00Z',
] as const

/** Zones whose clocks change at those moments, and some that never do. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Africa/Cairo',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Kiritimati',
] as const

/** Milliseconds since 1970, in quarters of an hour or not. */
export const time: fc.Arbitrary<number> = fc
  .tuple(
    fc.constantFrom(...MOMENTS),
    fc.integer({ min: -200, max: 200 }),
    fc.constantFrom(0, 0, 0, 1, 552, 59_999, 899_999),
  )
  .map(([moment, quarters, rest]) => Date.parse(moment) + quarters * 900_000 + rest)

const iso = (at: number) => new Date(at).toISOString()

/** A time in each shape that exports have: date, seconds, milliseconds, microseconds; in another offset too. */
export const stampShape = fc.constantFrom(
  (at: number) => iso(at).slice(0, 10),
  (at: number) => `${iso(at).slice(0, 19)}+00:00`,
  (at: number) => `${iso(at).slice(0, 23)}+00:00`,
  (at: number) => `${iso(at).slice(0, 23)}428+00:00`,
  (at: number) => `${iso(at + 19_800_000).slice(0, 19)}+05:30`,
)
export const stamp = fc.tuple(time, stampShape).map(([at, shape]) => shape(at))

/** An object whose keys are each there or not. */
export const partial = (keys: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> => withKeys({}, keys)

/** An object with all of one set of keys and any of another. */
export const withKeys = (
  required: Record<string, fc.Arbitrary<Json>>,
  optional: Record<string, fc.Arbitrary<Json>>,
): fc.Arbitrary<JsonObject> =>
  fc.record(
    { ...required, ...optional },
    { requiredKeys: Object.keys(required), noNullPrototype: true },
  ) as fc.Arbitrary<JsonObject>

export const orNull = (arbitrary: fc.Arbitrary<Json>): fc.Arbitrary<Json> => fc.option(arbitrary, { freq: 5 })

/** A list of things that differ in their id. */
export const differing = (
  thing: fc.Arbitrary<JsonObject>,
  key: string,
  size: { minLength?: number; maxLength: number },
): fc.Arbitrary<JsonObject[]> => fc.uniqueArray(thing, { ...size, selector: each => each[key] })
