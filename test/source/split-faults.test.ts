import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { MAX_DEPTH, splitRecords } from '../../src/source/index.ts'
import { chunked, split, splitRaw } from './collect.ts'

const ENDS = /ends inside this record/
const UNCLOSED = /without closing the array/
const MISSING = /element of the array is missing/
const MISMATCH = /closed by one of the other kind/
const AFTER = /after the end of the array/
const STRAY = /text between the records/

/** Name, source, its records as text and fault (null: none). */
const FAULTS: readonly (readonly [string, string, readonly (readonly [string, RegExp | null])[]])[] = [
  [
    'array-empty-element',
    '[{},,{}]',
    [
      ['{}', null],
      ['', MISSING],
      ['{}', null],
    ],
  ],
  [
    'array-trailing-comma',
    '[{}, ]',
    [
      ['{}', null],
      ['', MISSING],
    ],
  ],
  [
    'array-lone-comma',
    '[,]',
    [
      ['', MISSING],
      ['', MISSING],
    ],
  ],
  ['array-open', '[', [['', UNCLOSED]]],
  [
    'array-open-after-element',
    '[{}\n',
    [
      ['{}', null],
      ['', UNCLOSED],
    ],
  ],
  [
    'array-open-after-comma',
    '[{},',
    [
      ['{}', null],
      ['', UNCLOSED],
    ],
  ],
  [
    'array-cut-in-object',
    '[{},{"a":',
    [
      ['{}', null],
      ['{"a":', ENDS],
    ],
  ],
  ['array-cut-in-string', '[{"a":"\\', [['{"a":"\\', ENDS]]],
  [
    'array-cut-in-number',
    '[1,23',
    [
      ['1', null],
      ['23', ENDS],
    ],
  ],
  [
    'array-closed-by-brace',
    '[{},{"a":1}}, {}]',
    [
      ['{}', null],
      ['{"a":1}}, {}]', MISMATCH],
    ],
  ],
  [
    'array-closed-by-brace-between',
    '[{},} {}',
    [
      ['{}', null],
      ['} {}', MISMATCH],
    ],
  ],
  [
    'element-closed-by-bracket',
    '[{},{"a":[1}, {}]\n',
    [
      ['{}', null],
      ['{"a":[1}, {}]', MISMATCH],
    ],
  ],
  [
    'text-after-array',
    '[{}] x\n{}',
    [
      ['{}', null],
      ['x\n{}', AFTER],
    ],
  ],
  [
    'array-after-array',
    '[{}][{}]',
    [
      ['{}', null],
      ['[{}]', AFTER],
    ],
  ],
  ['object-cut', '{\n"a":{\n', [['{\n"a":{', ENDS]]],
  ['object-mismatch', '{\n"a":[}\n}\n{}', [['{\n"a":[}\n}\n{}', MISMATCH]]],
  [
    'text-between-objects',
    '{\n},\n{\n}',
    [
      ['{\n}', null],
      [',', STRAY],
      ['{\n}', null],
    ],
  ],
  [
    'text-after-object',
    '{\n}}\nx {}',
    [
      ['{\n}', null],
      ['}', STRAY],
      ['x', STRAY],
      ['{}', null],
    ],
  ],
]

describe('splitRecords over what is broken', () => {
  for (const [name, source, expected] of FAULTS) {
    it(name, async () => {
      for (const size of [1, 2, 3, 1000]) {
        const records = await split(chunked(source, size))
        assert.deepEqual(
          records.map(record => record.text),
          expected.map(([text]) => text),
        )
        for (const [at, { fault }] of records.entries()) {
          const wanted = expected[at]?.[1] ?? null
          if (wanted === null) assert.equal(fault, null)
          else assert.match(fault ?? '', wanted)
        }
      }
    })
  }

  it('says where an element is missing', async () => {
    const records = await split(['[{},\n ,{},\n'])
    assert.deepEqual(
      records.map(({ line, byteOffset }) => [line, byteOffset]),
      [
        [1, 1],
        [2, 6],
        [2, 7],
        [3, 11],
      ],
    )
  })

  const objects = ['{"a":[1,"]"]}', '{\n "b": {"c": "\\"é"}\n}', '{"d": {}}']

  it('survives an array cut at any byte, and loses no element that was whole', async () => {
    const source = Buffer.from(`[${objects.join(' ,\n')}]`)
    for (let end = 0; end < source.length; end++) {
      const records = await split([source.subarray(0, end)])
      const whole = objects.filter(text => source.indexOf(text) + Buffer.byteLength(text) <= end)
      assert.deepEqual(
        records.filter(record => record.fault === null).map(record => record.text),
        whole,
        `cut at ${end}`,
      )
      assert.equal(records.length, end === 0 ? 0 : whole.length + 1, `cut at ${end}`)
    }
  })

  it('survives objects over lines cut at any byte', async () => {
    const [, second = '', third = ''] = objects
    const source = Buffer.from(`${second}\n${third}`)
    for (let end = 1; end < source.length; end++) {
      const cut = source.subarray(0, end)
      for (const records of [await split([cut]), await split(chunked(cut, 1))]) {
        assert.equal(records.length, end <= Buffer.byteLength(second) + 1 ? 1 : 2, `cut at ${end}`)
      }
    }
  })
})

describe('splitRecords over a record past the limit', () => {
  const big = `{"a":"${'x'.repeat(100)}"}`
  const containers = {
    lines: `{}\n${big}\n{}`,
    array: `[{},\n${big},\n{}]`,
    sequence: `{\n}\n${big}\n{}`,
    last: `{}\n{}\n${big}`,
  }

  for (const [name, source] of Object.entries(containers)) {
    it(`goes on after it: ${name}`, async () => {
      for (const size of [1, 10, 64, 1000]) {
        const records = await split(chunked(source, size), 64)
        assert.equal(records.length, 3)
        const long = records.filter(record => record.fault !== null)
        assert.equal(long.length, 1)
        assert.match(long[0]?.fault ?? '', /longer than 64 bytes/)
        assert.equal(long[0]?.text, big.slice(0, 64))
        assert.equal(long[0]?.byteOffset, source.indexOf(big))
      }
    })
  }

  it('takes one of exactly the limit', async () => {
    const records = await split(chunked(containers.lines, 10), big.length)
    assert.deepEqual(
      records.map(record => record.fault),
      [null, null, null],
    )
  })

  /** Far more than may be held, from one chunk that comes again and again. */
  async function* endless(opening: string, filling: string, closing: string, bytes: number) {
    const chunk = Buffer.from(filling.repeat(Math.ceil(2 ** 20 / filling.length)))
    yield Buffer.from(opening)
    for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk
    yield Buffer.from(closing)
  }

  const LONG = 64 * 2 ** 20
  const endings: readonly (readonly [string, string, string, string, number])[] = [
    ['a line', '{}\n{"a":"', 'x', '"}\n{}', 3],
    ['a first line', '{"a":"', 'x', '"}\n{}', 2],
    ['an element', '[{},{"a":"', 'x', '"},{}]', 3],
    ['an element that only opens', '[{},', '[', '', 2],
    ['a member over lines', '{\n"a":"', 'x\n', '"}\n{}', 2],
    ['the rest after a mismatch', '[{},]{', 'x', '', 3],
    ['white space in front', '', ' \n', '{}', 1],
  ]
  for (const [name, opening, filling, closing, count] of endings) {
    it(`keeps no more than its beginning: ${name}`, async () => {
      let records = 0
      for await (const batch of splitRecords(endless(opening, filling, closing, LONG), 2 ** 21)) {
        for (const record of batch) {
          records++
          assert.ok(record.bytes.byteLength <= 2 ** 20)
        }
      }
      assert.equal(records, count)
    })
  }
})

describe('splitRecords over a deep record', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

  it('takes an element of the greatest depth and rejects one level more', async () => {
    const records = await split([`[${nested(MAX_DEPTH)},${nested(MAX_DEPTH + 1)},{}]`])
    assert.deepEqual(
      records.map(record => record.fault),
      [null, `the record is nested deeper than ${MAX_DEPTH} levels`, null],
    )
  })

  it('goes on after a depth bomb', async () => {
    const records = await splitRaw(chunked(`[${nested(1_000_000)},{}]`, 65_536))
    assert.deepEqual(
      records.map(record => record.fault === null),
      [false, true],
    )
  })
})
