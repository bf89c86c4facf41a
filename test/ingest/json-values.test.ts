import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import type { Json } from '../../src/model/index.ts'
import { openGraph, readJson } from '../support/graph.ts'

/** A text for each of the 95 cases that JSONTestSuite has every parser accept. */
const TEXTS = Object.entries(
  await readJson<Record<string, string>>(new URL('../fixtures/json-values.json', import.meta.url)),
)

let graph: Awaited<ReturnType<typeof openGraph>>

before(async () => {
  graph = await openGraph([])
})

after(() => graph.close())

const rowOf = (id: string, value: string) =>
  `{"data_row":{"id":"${id}"},"metadata_fields":[{"schema_id":"s","value":${value}}]}`

async function valueOfRow(id: string): Promise<Json | undefined> {
  const { dataRow } = await graph.ask('query ($id: ID!) { dataRow(id: $id) { metadata { value } } }', { id })
  return (dataRow as { metadata: { value: Json }[] } | undefined)?.metadata[0]?.value
}

for (const [name, text] of TEXTS.filter(([name]) => !name.includes('duplicated'))) {
  test(`a value that JSON accepts comes out as it is: ${name}`, async () => {
    // A line of NDJSON cannot hold a line break, an element of an array can.
    const path = graph.folder.file(`${name.replaceAll(/\W/g, '-')}.json`)
    await writeFile(path, text.includes('\n') ? `[${rowOf(name, text)}]` : `${rowOf(name, text)}\n`)
    assert.equal((await graph.load([path])).rejected, 0)
    // -0 is written as 0.
    assert.deepEqual(await valueOfRow(name), JSON.parse(JSON.stringify(JSON.parse(text))))
  })
}

for (const [name, text] of TEXTS.filter(([name]) => name.includes('duplicated'))) {
  test(`the record is rejected: ${name}`, async () => {
    const { exports } = await graph.loadRecords([rowOf(name, text)])
    assert.deepEqual(exports[0]?.rejects, [
      { line: 1, byteOffset: 0, path: '$.metadata_fields[0].value.a', reason: 'the key stands twice in its object' },
    ])
  })
}

const WRITTEN: readonly (readonly [string, unknown])[] = [
  ['1E22', 1e22],
  ['123e65', 1.23e67],
  ['-1.0e+28', -1e28],
  ['10000000000000000000000', 1e22],
  ['-0', 0],
  ['9007199254740994', 9007199254740994],
  ['123456789012345680000', 123456789012345680000],
  ['0.1000000000000000055511151231257827', 0.1],
  ['1e-400', 0],
]

test('a number with a fraction or an exponent is the nearest double, one in digits alone comes out unchanged', async () => {
  await graph.loadRecords(WRITTEN.map(([text], index) => rowOf(`number-${index}`, text)))
  for (const [index, [text, value]] of WRITTEN.entries()) assert.equal(await valueOfRow(`number-${index}`), value, text)
})

const CHANGED = ['9007199254740993', '-9007199254740993', '12345678901234567890', '18446744073709551616']
const OVERFLOWING = ['1e309', '-1.0E400', `1${'0'.repeat(309)}`]

test('a number that would come out changed rejects its record', async () => {
  for (const [texts, reason] of [
    [CHANGED, 'a whole number that cannot be held exactly'],
    [OVERFLOWING, 'a number too large to be held'],
  ] as const) {
    const { exports } = await graph.loadRecords(texts.map(text => rowOf('r', `[0,{"a":${text}}]`)))
    const faults = exports[0]?.rejects.map(({ path, reason }) => [path, reason])
    assert.deepEqual(
      faults,
      texts.map(() => ['$.metadata_fields[0].value[1].a', reason]),
    )
  }
})

test('NaN is not JSON', async () => {
  assert.equal((await graph.loadRecords([rowOf('nan', 'NaN')])).rejected, 1)
})
