import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { createIdCounter } from '../../src/ingest/id-counter.ts'
import { checkExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openGraph } from '../support/graph.ts'

const row = (id: string) => ({ data_row: { id } })
const label = (id: string, rowId: string) => ({ ID: id, 'DataRow ID': rowId, 'Labeled Data': 'x', Label: {} })

test('a load and a check count distinct data rows, of each file and of all', async () => {
  await using graph = await openGraph([])
  const files = [
    [label('a', 'r1'), label('b', 'r1'), label('c', 'r2')],
    [row('r2'), row('r3'), row('r3'), { data_row: {} }],
  ]
  const paths = await Promise.all(
    files.map(async (records, index) => {
      const path = graph.folder.file(`rows-${index}.json`)
      await writeFile(path, JSON.stringify(records))
      return path
    }),
  )
  const checked = await checkExports({ files: await listExports(paths) })
  const loaded = await graph.load(paths)
  for (const { exports, dataRows, records, rejected } of [checked, loaded])
    assert.deepEqual([exports.map(file => file.dataRows), dataRows, records, rejected], [[2, 2], 3, 7, 1])
  const again = await graph.load(paths)
  assert.deepEqual([again.exports.map(file => file.dataRows), again.dataRows], [[0, 0], 0])
  const { dataRows } = await graph.ask('{ dataRows { totalCount } }')
  assert.deepEqual(dataRows, { totalCount: 3 })
})

test('many rows are counted one by one, also those of an earlier file', () => {
  const rows = createIdCounter()
  const first = rows.beginFile()
  let count = 0
  for (let turn = 0; turn < 2; turn++) for (let n = 0; n < 300_000; n++) count += first.add(`cm${n}`)
  assert.deepEqual([count, first.fresh], [300_000, 300_000])
  const second = rows.beginFile()
  count = 0
  for (let n = 299_000; n < 301_000; n++) count += second.add(`cm${n}`)
  assert.deepEqual([count, second.fresh], [2_000, 1_000])
})

test('ids beyond the limit of the memory are counted once per record, and those before it still once', () => {
  const ids = createIdCounter(2048).beginFile()
  const countOf = () => Array.from({ length: 2000 }, (_, n) => ids.add(`cm${n}`)).filter(Boolean).length
  assert.deepEqual([countOf(), countOf(), ids.fresh], [2000, 2000 - 1536, 4000 - 1536])
})
