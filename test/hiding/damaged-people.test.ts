import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { EVERYTHING, type Hidden } from '../../src/store/index.ts'
import { openGraph } from '../support/graph.ts'

const PEOPLE = { scope: EVERYTHING, hides: new Set<Hidden>(['people']) }

test('nobody is shown because a person in the store is damaged, however often is asked', async () => {
  await using graph = await openGraph([])
  const record = (id: string, by: string) => ({
    data_row: { id, external_id: `seen by cuserzoe7`, details: { created_by: by } },
    projects: {},
  })
  await graph.loadRecords([record('r1', 'cuserann1'), record('r2', 'cuserzoe7')])
  const database = new DatabaseSync(graph.url.slice('sqlite:'.length))
  database.exec(`update person set name = 'cuserann2' where name = 'cuserann1'`)
  database.close()
  const query = '{ dataRows { nodes { externalId createdBy } } }'
  for (let time = 0; time < 3; time++) await assert.rejects(graph.execute(query, {}, PEOPLE), { code: 'STORE_CORRUPT' })
  assert.equal((await graph.execute(query)).errors, undefined)
})
