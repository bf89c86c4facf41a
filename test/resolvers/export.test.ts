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

test('Exports are filtered by time, source, and the rejected records that the caller sees', async () => {
  await using graph = await openGraph([])
  await graph.loadRecords([{ data_row: { id: 'a' }, projects: { p: {} } }])
  await graph.loadRecords([{ data_row: { id: 'b' }, projects: { p: {} } }, '{"odd": 1}'])
  const { data } = await graph.execute('{ exports { nodes { source loadedAt } } }')
  const { exports } = data as { exports: { nodes: { source: string; loadedAt: string }[] } }
  const [newer, older] = exports.nodes
  const found = async (filter: object, projects: 'all' | readonly string[] = 'all') => {
    const query = 'query ($filter: LoadedExportFilter) { exports(filter: $filter) { totalCount nodes { source } } }'
    const answer = await graph.execute(query, { filter }, { scope: { projects } })
    const { totalCount, nodes } = (answer.data as { exports: { totalCount: number; nodes: { source: string }[] } })
      .exports
    assert.equal(totalCount, nodes.length)
    return nodes.map(({ source }) => source)
  }
  assert.deepEqual(await found({}), [newer?.source, older?.source])
  assert.deepEqual(await found({ loadedAt: { gte: newer?.loadedAt } }), [newer?.source])
  assert.deepEqual(await found({ loadedAt: { lt: newer?.loadedAt } }), [older?.source])
  assert.deepEqual(await found({ rejectedCount: { gt: 0 } }), [newer?.source])
  assert.deepEqual(await found({ rejectedCount: { gt: 0 } }, ['p']), [])
  assert.deepEqual(await found({ rejectedCount: { eq: 0 } }, ['p']), [newer?.source, older?.source])
  assert.deepEqual(await found({ source: { containsInsensitive: 'EXPORT-1' } }), [older?.source])
})
