import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { liftFrames, normalizeRecord, RecordFault } from '../../../src/labelbox/index.ts'
import {
  areaWithin,
  type ChunkRecord,
  chunkText,
  type ExportRecord,
  type Json,
  lengthOver,
  polygonArea,
  polylineLength,
} from '../../../src/model/index.ts'
import { parseJson } from '../../../src/source/index.ts'
import { benchExport } from '../../bench/bench-export.ts'
import { wireFixture } from '../decoded.ts'

const texts = [
  ...[...benchExport(60_000)].map(line => line.trim()),
  ...['dicom-v2.json', 'v2-dicom-classifications.json', 'v2-video.json']
    .flatMap(wireFixture)
    .map(record => JSON.stringify(record)),
]

test('a row as exports have it is read from its bytes', () => {
  for (const text of texts.slice(0, 3)) assert.notEqual(liftFrames(Buffer.from(text)), null)
})

test('what is lifted says what JSON.parse says, however a record is written', () => {
  const piece = fc.constantFrom(
    ...['"', '\\', '{', '}', '[', ']', ',', ':', ' ', '\n', '\t', '0', '1', '-', '.', 'e5', '00', 'é', '\u2028', '\0'],
    ...['null', '[]', '{}', '""', '1e400', '12345678901234567890', '0.1234567890123456789', '-0', '01', '"\\u0041"'],
    ...[
      '"frames":{"1":{"objects":{}}},',
      '"7":{"objects":{}},',
      '"classifications":[{"name":"a"}],',
      '"color":"#fff",',
    ],
    ...['"relationships":[],', '"feature_id":"x",', '"line":[{"x":1,"y":2}],', '"polygon":[],', '"mask":{"url":"u"},'],
    ...['"__proto__":{},', '"labels":', '"annotations":', '"groups":', '"data_row":', '"feature_schema_id":"s",'],
  )
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.integer({ min: 0, max: 3 }),
    piece,
  })
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(edit, { maxLength: 3 }), (text, edits) => {
      let edited = text
      for (const { at, drop, piece } of edits) {
        const near = Math.floor(at * edited.length)
        // Half of the time where something begins, as what is written there is more often still JSON.
        const place = drop === 0 ? edited.indexOf('"', near) : near
        edited = edited.slice(0, place) + piece + edited.slice(place + drop)
      }
      assertSame(edited)
    }),
    { numRuns: 4000 },
  )
})

test('figures of coordinates are those of points, to the last bit', () => {
  const points = fc.array(fc.record({ x: fc.double({ noNaN: true }), y: fc.double({ noNaN: true }) }))
  fc.assert(
    fc.property(points, points => {
      const coordinates = Float64Array.from(points.flatMap(({ x, y }) => [x, y]))
      assert.equal(areaWithin(coordinates, points.length), polygonArea(points))
      assert.equal(lengthOver(coordinates, points.length), polylineLength(points))
    }),
  )
})

test('numbers are those that JSON.parse reads', () => {
  const [text] = texts
  assert.ok(text !== undefined)
  const number = fc.oneof(
    fc.tuple(fc.integer(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.float({ noNaN: true, noDefaultInfinity: true }).map(value => value.toFixed(6)),
    fc.integer().map(String),
  )
  fc.assert(
    fc.property(number, value => assertSame(text.replace(/"x":[\d.]+/, `"x":${value}`))),
    { numRuns: 1000 },
  )
})

function assertSame(text: string): void {
  const bytes = Buffer.from(text)
  const value = liftFrames(bytes)
  if (value === null) return
  const parsed = parseJson(bytes)
  assert.equal(parsed.fault, undefined)
  const whole = outcome(parsed.value ?? null)
  const lifted = outcome(value)
  // A fault sends the record the long way, which has the words for it.
  if (lifted !== null) assert.deepEqual(readable(lifted), whole && readable(whole))
}

function outcome(value: Json): ExportRecord | null {
  try {
    return normalizeRecord(value)
  } catch (error) {
    assert.ok(error instanceof RecordFault)
    return null
  }
}

/** Chunks as what their text says: spelling may differ. */
function readable({ labels, ...rest }: ExportRecord) {
  return {
    ...rest,
    labels: labels.map(({ content, ...label }) => ({
      ...label,
      ...content,
      chunks: content.chunks.map(readableChunk),
    })),
  }
}

function readableChunk({ pieces, ...chunk }: ChunkRecord) {
  // Written again, since -0 is 0 there.
  return { ...chunk, text: JSON.stringify(JSON.parse(chunkText({ pieces }))) }
}
