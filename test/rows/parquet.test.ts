import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { tableFromIPC, type Vector } from 'apache-arrow'
import { ParquetFile, readParquet } from 'parquet-wasm'
import * as fc from 'fast-check'
import type { CellType } from '../../src/rows/field.ts'
import { parquetWriter } from '../../src/rows/parquet.ts'

const TYPES = ['text', 'any', 'integer', 'number', 'boolean', 'instant', 'json'] as const satisfies readonly CellType[]
type Cells = readonly (readonly unknown[])[]

function write(batches: readonly Cells[]): Uint8Array {
  const writer = parquetWriter(TYPES.map(type => ({ path: `a.${type}`, type })))
  const parts = [writer.start(), ...batches.map(cells => writer.rows(cells, cells[0]?.length ?? 0)), writer.end()]
  return Buffer.concat(parts.map(part => Buffer.from(part)))
}

/** By another reader: columns in the order of the types, instants as whole microseconds. */
function read(bytes: Uint8Array): Cells {
  const table = tableFromIPC(readParquet(bytes).intoIPCStream())
  return TYPES.map((type, index) => {
    const column = (table.getChildAt(index) ?? assert.fail()) as Vector
    return Array.from({ length: column.length }, (_, row) => {
      if (!column.isValid(row)) return null
      if (type !== 'instant') return column.get(row)
      // Of the chunks' own values: `get` cuts to milliseconds.
      return Number(column.data.flatMap(({ values, length }) => [...values.subarray(0, length)])[row])
    })
  })
}

const VALUES: Readonly<Record<(typeof TYPES)[number], fc.Arbitrary<unknown>>> = {
  text: fc.string({ unit: 'grapheme' }),
  any: fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.array(fc.string({ unit: 'grapheme' }))),
  integer: fc.integer(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  boolean: fc.boolean(),
  instant: fc.maxSafeInteger(),
  json: fc.jsonValue({ stringUnit: 'grapheme' }).filter(value => value !== null),
}

const expected = (type: CellType, value: unknown) =>
  type === 'json' ? JSON.stringify(value) : type === 'any' && typeof value !== 'string' ? JSON.stringify(value) : value

suite('Parquet', () => {
  test('is read back by another reader as it was', () => {
    const row = fc.tuple(...TYPES.map(type => fc.option(VALUES[type])))
    const batch = fc.array(row, { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(fc.array(batch, { minLength: 1, maxLength: 3 }), batches => {
        const cells = batches.map(rows => TYPES.map((_, index) => rows.map(own => own[index])))
        const found = read(write(cells))
        const rows = batches.flat()
        for (const [index, type] of TYPES.entries())
          assert.deepEqual(
            found[index],
            rows.map(own => (own[index] === null ? null : expected(type, own[index]))),
            type,
          )
      }),
      { numRuns: 60 },
    )
  })

  test('has a row group for each flush, and types that other tools know', async () => {
    const cells = (count: number): Cells =>
      TYPES.map(type =>
        Array.from(
          { length: count },
          (_, row) =>
            ({
              text: `t${row}`,
              any: row,
              integer: row,
              number: row / 2,
              boolean: row % 2 === 0,
              instant: row,
              json: { row },
            })[type],
        ),
      )
    const bytes = write([cells(20_000), cells(20_000), cells(5)])
    const file = await ParquetFile.fromFile(new Blob([new Uint8Array(bytes)]))
    assert.equal(file.metadata().numRowGroups(), 3)
    assert.equal(file.metadata().fileMetadata().numRows(), 40_005)
    const { schema } = tableFromIPC(readParquet(bytes).intoIPCStream())
    assert.deepEqual(
      schema.fields.map(({ type }) => String(type)),
      ['Utf8', 'Utf8', 'Int32', 'Float64', 'Bool', 'Timestamp<MICROSECOND, UTC>', 'Utf8'],
    )
  })

  test('of no rows has its columns', () => {
    assert.deepEqual(
      read(write([])),
      TYPES.map(() => []),
    )
  })
})
