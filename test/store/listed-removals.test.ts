import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { openGraph, openLoadedStore } from '../support/graph.ts'
import { type Opened, run, v2Label, v2Row } from './overlapping-records.ts'

const REMOVALS = '{ removals { totalCount nodes { removedId kind projectIds removedAt export { id loadedAt } } } }'

async function removalsIn(opened: Opened, projects: 'all' | readonly string[] = 'all') {
  const reader = await opened.store.openSnapshot({ scope: { projects } })
  const { rows } = await reader.page('removal', { limit: 100, backward: false })
  assert.equal(await reader.count('removal', null), rows.length)
  return rows.map(({ node }) => [node.removedId, node.kind, ...node.projectIds].join(' ')).sort()
}

const inTwo = (at: number) => ({
  ...v2Row({ at, labels: [v2Label('a', at)] }),
  projects: { project1: { labels: [v2Label('a', at)] }, project2: { labels: [v2Label('b', at)] } },
})

test('a run of a data set lists the row with all of its projects, its queue entries and labels, each for its projects', async () => {
  await using opened = await openLoadedStore()
  await opened.loadRecords([inTwo(1)])
  await run(opened, 5, [], { datasetId: 'set1' })
  const ofProject1 = ['a LABEL project1', 'dataRowProject:row1:project1 DATA_ROW_PROJECT project1']
  assert.deepEqual(await removalsIn(opened), [
    'a LABEL project1',
    'b LABEL project2',
    'dataRowProject:row1:project1 DATA_ROW_PROJECT project1',
    'dataRowProject:row1:project2 DATA_ROW_PROJECT project2',
    'row1 DATA_ROW project1 project2',
  ])
  assert.deepEqual(await removalsIn(opened, ['project1']), [...ofProject1, 'row1 DATA_ROW project1'])
  assert.deepEqual(await removalsIn(opened, ['project9']), [])
  const gone = await (await opened.store.openSnapshot({ scope: { projects: ['project1'] } })).gone(['a', 'b', 'row1'])
  assert.deepEqual(gone, [true, false, true])
})

test('a data row stays while another project has it, and the queue entry that it left is listed', async () => {
  await using opened = await openLoadedStore()
  await opened.loadRecords([inTwo(1)])
  await run(opened, 5, [], { projectId: 'project1' })
  const left = ['a LABEL project1', 'dataRowProject:row1:project1 DATA_ROW_PROJECT project1']
  assert.deepEqual(await removalsIn(opened), left)
  await run(opened, 6, [], { projectId: 'project2' })
  assert.ok((await removalsIn(opened)).includes('row1 DATA_ROW project2'))
})

test('the graph tells when the load was published that noticed a removal, and its Export', async () => {
  await using graph = await openGraph([])
  await graph.loadRecords([v2Row({ at: 1, labels: [v2Label('a', 1)] })])
  await graph.loadRecords([v2Row({ at: 2, labels: [] })])
  const { nodes } = (await graph.ask('{ exports(first: 1) { nodes { id loadedAt } } }')).exports as never as {
    nodes: { id: string; loadedAt: string }[]
  }
  const [newest] = nodes
  const removed = { removedId: 'a', kind: 'LABEL', projectIds: ['project1'], removedAt: newest?.loadedAt }
  const removals = { totalCount: 1, nodes: [{ ...removed, export: newest }] }
  assert.deepEqual(await graph.ask(REMOVALS), { removals })
  const since = 'query ($since: DateTime) { removals(since: $since) { totalCount } }'
  const countSince = async (time: string | undefined) => await graph.ask(since, { since: time })
  assert.deepEqual(await countSince(newest?.loadedAt), { removals: { totalCount: 1 } })
  assert.deepEqual(await countSince(newest?.loadedAt.replace(/\.\d+Z/, '.999999Z')), { removals: { totalCount: 0 } })
})

test('removals of stores of 0.4 are not listed', async () => {
  await using opened = await openLoadedStore()
  await opened.loadRecords([v2Row({ at: 1, labels: [v2Label('a', 1), v2Label('b', 1)] })])
  await opened.loadRecords([v2Row({ at: 2, labels: [v2Label('b', 2)] })])
  assert.deepEqual(await removalsIn(opened), ['a LABEL project1'])
  const database = new DatabaseSync(opened.url.slice('sqlite:'.length))
  // As the migration leaves them.
  database.exec("update tombstone set kind = '', projects = '[]', removed_at = 0, export_id = null")
  database.close()
  await opened.loadRecords([v2Row({ id: 'row2', at: 3, labels: [] })])
  assert.deepEqual(await removalsIn(opened), [])
})
