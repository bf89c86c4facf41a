import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { EVERYTHING } from '../../src/store/index.ts'
import { openGraph } from '../support/graph.ts'

/* Values that RFC 8259 allows and forbids, each in a record of its own, in NDJSON and in an array. */

const VALID: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-1',
    '1.5',
    '1e3',
    '1E+3',
    '1e-3',
    '-0.0',
    '123456789012',
    '0.1e1',
    '1e308',
    '5e-324',
  ],
  ...['""', '"a"', '"\\u0041"', '"\\uD834\\uDD1E"', '"\\ud800"', '"\\n\\t\\b\\f\\r\\/\\\\\\""', '"\u2028\u2029\u0085"'],
  ...['"\u007f"', '"\ufeff"', '"\ufffe\uffff"', '"{[,:"', '"\\u0000"', '"/*"', '"\\u2028"'],
  ...[
    '[]',
    '{}',
    '[[]]',
    '[{}]',
    '{"":1}',
    '{"a":{"a":{}}}',
    '[1,[2,[3]]]',
    '{"a":[]}',
    ' [ 1 , 2 ] ',
    '\t{\t"a"\t:\t1\t}\t',
  ],
  ...[
    '{"__proto__":1}',
    '{"constructor":1}',
    '{"a":1,"A":2}',
    '{"\\u0061b":1,"a":2}',
    `${'['.repeat(80)}${']'.repeat(80)}`,
  ],
]

const INVALID: readonly string[] = [
  ...[
    '',
    'nul',
    'True',
    'undefined',
    'NaN',
    'Infinity',
    '-Infinity',
    '+1',
    '01',
    '-01',
    '1.',
    '.5',
    '1e',
    '1e+',
    '-',
    '0x1',
  ],
  ...[
    '1 2',
    '1_000',
    '１',
    "'a'",
    '"\\x41"',
    '"\\u12"',
    '"\\uZZZZ"',
    '"\\a"',
    '"a\tb"',
    '"a\u0000b"',
    '"a\u001fb"',
    'a',
    '"',
  ],
  ...['[1,]', '[,1]', '[1 2]', '[1,,2]', '[1', '1]', '[1}', '{"a"}', '{"a":}', '{a:1}', "{'a':1}", '{"a":1,}', '{,}'],
  ...[
    '{"a":1 "b":2}',
    '{"a"::1}',
    '{1:1}',
    '{"a":1',
    '// c',
    '1 /* c */',
    '1 # c',
    '\ufeff1',
    '\u00a01',
    '\u20281',
    '\f1',
  ],
  // RFC 8259 leaves these to the reader: a value that would not come out as it is rejects its record.
  ...['1e400', '-1e400', '12345678901234567890', '{"a":1,"a":2}', '{"\\u0061":1,"a":2}'],
]

const recordOf = (value: string, id: string) =>
  `{"data_row":{"id":"${id}"},"media_attributes":{"v":${value}},"projects":{}}`

suite('every JSON value is stored or rejected', () => {
  test('in NDJSON, and its neighbours are stored', async () => {
    await using graph = await openGraph([])
    const lines = [
      ...VALID.map((value, i) => recordOf(value, `valid-${i}`)),
      ...INVALID.flatMap((value, i) => [recordOf(value, `invalid-${i}`), recordOf('1', `beside-${i}`)]),
    ]
    const path = graph.folder.file('cases.ndjson')
    await writeFile(path, `${lines.join('\n')}\n`)
    const { records, rejected, dataRows } = await graph.load([path])
    assert.equal(records, lines.length)
    assert.equal(dataRows + rejected, records)
    const { rows } = await (await graph.store.openSnapshot({ scope: EVERYTHING })).page('dataRow', {
      limit: 1000,
      backward: false,
    })
    const ids = rows.map(({ node }) => node.id)
    assert.deepEqual(
      ids.filter(id => id.startsWith('invalid-')).map(id => INVALID[Number(id.slice(8))]),
      [],
    )
    assert.deepEqual(
      VALID.filter((_, i) => !ids.includes(`valid-${i}`)),
      [],
    )
    assert.equal(ids.length, VALID.length + INVALID.length)
  })

  test('in an array', async () => {
    await using graph = await openGraph([])
    const path = graph.folder.file('cases.json')
    await writeFile(path, `[${VALID.map((value, i) => recordOf(value, `valid-${i}`)).join(',\n')}]`)
    const { records, rejected, dataRows } = await graph.load([path])
    assert.deepEqual([records, rejected, dataRows], [VALID.length, 0, VALID.length])
  })
})
