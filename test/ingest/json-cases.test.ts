import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { EVERYTHING } from '../../src/store/index.ts'
import { openGraph } from '../support/graph.ts'
import { INVALID, recordOf, VALID } from './json-cases.ts'

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
