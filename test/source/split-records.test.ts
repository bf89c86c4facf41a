import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { splitRecords } from '../../src/source/index.ts'
import { arriving, chunked, type SeenRecord, split } from './collect.ts'

const good = (line: number, byteOffset: number, text: string): SeenRecord => ({ line, byteOffset, text, fault: null })

/** Name, source, its records. Every one is read in chunks of 1, 2, 3 and 7 bytes and at once. */
const CONTAINERS: readonly (readonly [string, string, readonly SeenRecord[]])[] = [
  ['NDJSON', '{"a":1}\n{"a":2}\n', [good(1, 0, '{"a":1}'), good(2, 8, '{"a":2}')]],
  ['NDJSON without a last line feed', '{"a":1}\n{"a":2}', [good(1, 0, '{"a":1}'), good(2, 8, '{"a":2}')]],
  ['NDJSON with CRLF', '{"a":1}\r\n{"a":2}\r\n', [good(1, 0, '{"a":1}'), good(2, 9, '{"a":2}')]],
  ['NDJSON with blank lines', '\n \n{"a":1}\n\r\n\n{"a":2}\n\n', [good(3, 3, '{"a":1}'), good(6, 14, '{"a":2}')]],
  ['NDJSON with space around', '  {"a":1} \n\t{"a":2}', [good(1, 2, '{"a":1}'), good(2, 12, '{"a":2}')]],
  ['NDJSON with a mark', '\ufeff{"a":1}\n{"a":2}', [good(1, 3, '{"a":1}'), good(2, 11, '{"a":2}')]],
  ['NDJSON of other values', '1\ntrue\n', [good(1, 0, '1'), good(2, 2, 'true')]],
  ['NDJSON whose first line is broken', '{"a":\n{"a":2}\n', [good(1, 0, '{"a":'), good(2, 6, '{"a":2}')]],
  [
    'NDJSON whose first line has a bracket too many',
    '{"a":1}}\n{"b":2}',
    [good(1, 0, '{"a":1}}'), good(2, 9, '{"b":2}')],
  ],
  [
    'NDJSON whose second line is broken',
    '{"a":1}\n{"a":\n{}',
    [good(1, 0, '{"a":1}'), good(2, 8, '{"a":'), good(3, 14, '{}')],
  ],
  [
    'separators that are not line feeds',
    '{"a":"\u2028\u2029\u0085\v\f"}\n{}',
    [good(1, 0, '{"a":"\u2028\u2029\u0085\v\f"}'), good(2, 19, '{}')],
  ],
  ['a single object on one line', '{"a":[1,{}]}', [good(1, 0, '{"a":[1,{}]}')]],
  ['one object, one line, cut short', '{"a":[1', [good(1, 0, '{"a":[1')]],
  ['one object over lines', '{\n  "a": "}\\"{",\n  "b": []\n}\n', [good(1, 0, '{\n  "a": "}\\"{",\n  "b": []\n}')]],
  ['one object over lines, with a mark and CRLF', '\ufeff\r\n{\r\n"a": 1\r\n}\r\n', [good(2, 5, '{\r\n"a": 1\r\n}')]],
  [
    'objects over lines',
    '{\n"a":1\n}\n\n{\n"a":2}{}\n',
    [good(1, 0, '{\n"a":1\n}'), good(5, 11, '{\n"a":2}'), good(6, 19, '{}')],
  ],
  ['an empty array', ' [ \n ] ', []],
  ['a compact array', '[{"a":1},{"a":[2]}]', [good(1, 1, '{"a":1}'), good(1, 9, '{"a":[2]}')]],
  [
    'a pretty array',
    '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]\n',
    [good(2, 4, '{\n    "a": 1\n  }'), good(5, 24, '{\n    "a": 2\n  }')],
  ],
  ['an array with a mark', '\ufeff[{}]', [good(1, 4, '{}')]],
  ['an array after blank lines', '\n\n [{}]', [good(3, 4, '{}')]],
  [
    'an array of other values',
    '[1, "a,]\\"", [2] ,null]',
    [good(1, 1, '1'), good(1, 4, '"a,]\\""'), good(1, 13, '[2]'), good(1, 18, 'null')],
  ],
  [
    'an array with brackets and escapes in strings',
    '[{"a":"\\\\"},{"b":"]}\\\\\\"["}]',
    [good(1, 1, '{"a":"\\\\"}'), good(1, 12, '{"b":"]}\\\\\\"["}')],
  ],
  [
    'an array with a line feed in a string',
    '[{"a":"\n"},\n{"b":"\\\n"}, {}]',
    [good(1, 1, '{"a":"\n"}'), good(3, 12, '{"b":"\\\n"}'), good(4, 24, '{}')],
  ],
  [
    'elements that are not JSON but balanced',
    '[{a:1},{"b":2} {},{NaN}]',
    [good(1, 1, '{a:1}'), good(1, 7, '{"b":2} {}'), good(1, 18, '{NaN}')],
  ],
  ['multi-byte characters', '[{"é":"漢"},\n"🧠"]', [good(1, 1, '{"é":"漢"}'), good(2, 15, '"🧠"')]],
  ['nothing', '', []],
  ['a mark alone', '\ufeff', []],
  ['whitespace alone', ' \n\r\n\t', []],
]

describe('splitRecords', () => {
  for (const [name, source, expected] of CONTAINERS) {
    it(`reads ${name}`, async () => {
      assert.deepEqual(await split([source]), expected)
      for (const size of [1, 2, 3, 7]) assert.deepEqual(await split(chunked(source, size)), expected, `${size} bytes`)
    })
  }

  it('gives batches of about 256 KiB, whatever the chunks', async () => {
    const line = `{"a":"${'x'.repeat(1000)}"}\n`
    const source = Buffer.from(line.repeat(5000))
    for (const size of [4096, source.length]) {
      let count = 0
      for await (const records of splitRecords(arriving(chunked(source, size)))) {
        assert.ok(records.length > 0 && records.length * line.length < 1.1 * 2 ** 18)
        count += records.length
      }
      assert.equal(count, 5000)
    }
  })

  it('passes an error of the source on', async () => {
    const failing = async function* () {
      yield Buffer.from('{}\n')
      throw new Error('gone')
    }
    const read = async () => {
      for await (const _ of splitRecords(failing()));
    }
    await assert.rejects(read, /^Error: gone$/)
  })
})
