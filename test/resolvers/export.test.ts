import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openGraph } from '../support/graph.ts'

test('callers who may not see every project see no rejected records, and no count has them', async () => {
  await using graph = await openGraph([])
  await graph.loadRecords([
    { data_row: { id: 'a' }, projects: { p: { labels: [], project_details: {} } } },
    '{"odd": 1}',
  ])
  const query = '{ exports { nodes { recordCount rejectedCount rejects { totalCount } } } }'
  const seenBy = async (projects: 'all' | readonly string[]) =>
    JSON.parse(JSON.stringify((await graph.execute(query, {}, { scope: { projects } })).data?.exports))
  assert.deepEqual(await seenBy('all'), { nodes: [{ recordCount: 2, rejectedCount: 1, rejects: { totalCount: 1 } }] })
  assert.deepEqual(await seenBy(['p']), { nodes: [{ recordCount: 1, rejectedCount: 0, rejects: { totalCount: 0 } }] })
})
