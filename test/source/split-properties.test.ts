import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../../src/source/index.ts'
import { split, splitRaw } from './collect.ts'

/** Bytes that mean something to a splitter come often, so that random text gets somewhere. */
const token = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  '\\',
  ',',
  ':',
  '\n',
  '\r\n',
  ' ',
  '1',
  'a',
  'é',
  '漢',
  '\u2028',
  '{"a":1}',
  '\ufeff',
  '\\"',
)
const text = fc
  .oneof(
    fc.array(token, { maxLength: 40 }),
    fc.array(token, { maxLength: 40 }).map(parts => ['[', ...parts]),
  )
  .map(parts => parts.join(''))
const cuts = fc.array(fc.nat(120), { maxLength: 12 })

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.filter(place => place < bytes.length).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

it('splits alike however the source is cut into chunks', async () => {
  await fc.assert(
    fc.asyncProperty(text, cuts, fc.constantFrom(8, 1000), async (source, places, maxRecordBytes) => {
      const bytes = Buffer.from(source)
      assert.deepEqual(await split(cutAt(bytes, places), maxRecordBytes), await split([bytes], maxRecordBytes))
    }),
    { numRuns: 3000 },
  )
})

it('gives each record as it stands in the source, on the line it stands on, in order and without overlap', async () => {
  await fc.assert(
    fc.asyncProperty(text, cuts, async (source, places) => {
      const bytes = Buffer.from(source)
      let end = 0
      for (const record of await splitRaw(cutAt(bytes, places))) {
        assert.ok(record.byteOffset >= end)
        end = record.byteOffset + record.bytes.length
        assert.deepEqual(Buffer.from(record.bytes), bytes.subarray(record.byteOffset, end))
        assert.equal(record.line, bytes.subarray(0, record.byteOffset).toString('latin1').split('\n').length)
      }
    }),
    { numRuns: 3000 },
  )
})

it('leaves out nothing but whitespace and what separates records', async () => {
  await fc.assert(
    fc.asyncProperty(text, async source => {
      const bytes = Buffer.from(source)
      const rest = Buffer.from(bytes)
      if (source.startsWith('\ufeff')) rest.fill(' ', 0, 3)
      for (const record of await splitRaw([bytes]))
        rest.fill(' ', record.byteOffset, record.byteOffset + record.bytes.length)
      const left = /^\ufeff?[ \t\r\n]*\[/.test(source) ? /^\s*\[[\s,]*\]?\s*$/ : /^\s*$/
      assert.match(rest.toString('latin1'), left)
    }),
    { numRuns: 3000 },
  )
})

it('finds the values again in every container', async () => {
  const value = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), cuts, async (values, places) => {
      const lines = values.map(one => JSON.stringify(one))
      const spread = values.map(one => JSON.stringify(one, null, 2))
      const sources = [lines.join('\n'), `[${lines}]`, JSON.stringify(values, null, 2), `[\n${lines.join(',\n')}\n]`]
      // An empty object has no second line, and makes the rest a broken line each.
      if (Object.keys(values[0] ?? {}).length > 0) sources.push(spread.join('\n'))
      for (const source of sources) {
        const records = await splitRaw(cutAt(Buffer.from(source), places))
        assert.deepEqual(
          records.map(record => parseJson(record.bytes)),
          lines.map(line => ({ value: JSON.parse(line) })),
        )
      }
    }),
    { numRuns: 500 },
  )
})
