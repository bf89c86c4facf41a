import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EVERYTHING, openStore, type StoreReader } from '../../src/store/index.ts'
import { BACKENDS } from '../support/backends.ts'
import { openLoadedStore } from '../support/graph.ts'
import { run, v2Label, v2Row } from './overlapping-records.ts'

const ROUNDS = 6
const rowIds = ['row1', ...Array.from({ length: ROUNDS }, (_, round) => `last${round}`)]
const labelIds = ['a', ...Array.from({ length: ROUNDS }, (_, round) => `label${round}`)]

async function readAll(reader: StoreReader): Promise<object> {
  const window = { limit: 100, backward: false }
  const directory = await reader.chunkDirectory(labelIds.map(labelId => ({ labelId, groupName: null })))
  return {
    rows: (await reader.page('dataRow', window)).rows.map(({ node }) => node),
    labels: (await reader.page('label', window)).rows.map(({ node }) => node),
    entries: await reader.nodesOfDataRows('dataRowProject', rowIds),
    events: await reader.nodesOfDataRows('workflowEvent', rowIds),
    contents: await reader.contents(labelIds),
    chunks: await reader.chunks(directory.flat().map(({ chunk }) => chunk)),
  }
}

for (const backend of BACKENDS)
  test(`${backend.name}: rows that are removed leave their numbers to no others, which are kept in memory`, async () => {
    await using opened = await openLoadedStore(backend)
    const first = v2Row({ at: 1, labels: [v2Label('a', 1)] })
    const check = async () => {
      const plain = await openStore(opened.url, { ...backend.options, keptBytes: 0 })
      try {
        const expected = await readAll(await plain.openSnapshot({ scope: EVERYTHING }))
        assert.deepEqual(await readAll(await opened.store.openSnapshot({ scope: EVERYTHING })), expected)
      } finally {
        await plain.close()
      }
    }
    await opened.loadRecords([first])
    for (let round = 0; round < ROUNDS; round++) {
      const at = 4 * round + 2
      await opened.loadRecords([v2Row({ id: `last${round}`, at, labels: [v2Label(`label${round}`, at)] })])
      await check()
      // Removes the last row, and after the next load what it held.
      await run(opened, at + 1, [first], { datasetId: 'set1' })
      await check()
      if (round % 2 === 1) await run(opened, at + 2, [first], { datasetId: 'set1' })
    }
  })
