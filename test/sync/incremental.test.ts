import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { ExportScope, JsonObject } from '../../src/model/index.ts'
import { createRandom } from '../safety/random.ts'
import { type Account, type Graph, openAccount, projectsOf, type Row, run } from './account.ts'
import { answersOf, codesOf, idsIn } from './answers.ts'
import { edit } from './edits.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const EDITS = 100

const SCOPES: [string, (rows: readonly Row[]) => ExportScope][] = [
  ['project', rows => ({ projectId: projectsOf(rows)[0] ?? '' })],
  ['dataset', rows => ({ datasetId: rows[0]?.data_row.details.dataset_id ?? '' })],
  ['catalog', () => ({ catalog: true })],
]

/** The query of the last export that the upstream started. */
const lastQuery = ({ exports }: Account) => {
  const [latest] = exports.begun.slice(-1)
  assert.ok(latest)
  return (latest.input.filters as { searchQuery: { query: JsonObject[] } } & JsonObject).searchQuery.query
}

/** From when on changes were asked for, in milliseconds; null: everything was. */
function sinceAsked(account: Account): number | null {
  const entry = lastQuery(account).find(({ type }) => type === 'data_row_last_activity_at')
  if (!entry) return null
  const { operator, value } = entry.value as { operator: string; value: string }
  assert.equal(operator, 'GREATER_THAN_OR_EQUAL')
  return Date.parse(value)
}

suite('incremental runs', () => {
  for (const [name, scopeOf] of SCOPES)
    test(`of a ${name}: ${EDITS} random changes upstream come as a full export has them, lag or not`, async t => {
      t.diagnostic(`SEED=${SEED}`)
      await using account = await openAccount()
      const scope = scopeOf(account.rows)
      await using graph = await account.openGraph()
      await run(graph, { scope, incremental: true })
      assert.equal(sinceAsked(account), null)

      const random = createRandom(SEED)
      for (let count = 0; count < EDITS; count++) edit(account.rows, random)
      account.exports.misbehave({ name: 'stale index', edits: 3 })
      const began = Date.now()
      const lagging = await run(graph, { scope, incremental: true })
      assert.equal(lagging.status, 'COMPLETE')
      account.exports.misbehave(null)
      for (let count = 0; count < EDITS / 20; count++) edit(account.rows, random)
      const task = await run(graph, { scope, incremental: true })
      assert.equal(task.status, 'COMPLETE')
      // From before the run that lagged: what that could not see comes now.
      assert.ok((sinceAsked(account) ?? 0) < began)

      await using fresh = await account.openGraph()
      const full = await run(fresh, { scope })
      assert.ok(task.dataRowCount > 0 && task.dataRowCount <= full.dataRowCount)
      assert.deepEqual(await answersOf(graph), await answersOf(fresh), `SEED=${SEED}`)
    })

  test('ask only for what changed', async () => {
    await using account = await openAccount()
    await using graph = await account.openGraph()
    const scope = { catalog: true } as const
    await run(graph, { scope })
    const [changed] = account.rows
    assert.ok(changed)
    changed.data_row.external_id = 'renamed.dcm'
    changed.data_row.details.last_activity_at = new Date().toISOString()
    const { dataRowCount } = await run(graph, { scope, incremental: true })
    assert.equal(dataRowCount, 1)
    const { dataRow } = await graph.ask(`{ dataRow(id: "${changed.data_row.id}") { externalId } }`)
    assert.deepEqual(dataRow, { externalId: 'renamed.dcm' })
    assert.equal((await idsIn(graph)).length, account.rows.length)
  })
})

suite('what is gone upstream', () => {
  for (const [name, scopeOf] of SCOPES.slice(0, 2))
    test(`of a ${name} goes with the next whole run, and only then`, async () => {
      await using account = await openAccount()
      const scope = scopeOf(account.rows)
      await using graph = await account.openGraph()
      await run(graph, { scope })
      await run(graph, { scope: { catalog: true } })
      const before = await idsIn(graph)
      const inScope =
        'projectId' in scope ? (row: Row) => Object.keys(row.projects).join() === scope.projectId : () => true
      const [gone] = account.rows.filter(row => isIn(row, scope) && inScope(row) && labelIds(row).length > 0)
      // Elsewhere: a whole run of one scope says nothing of others.
      const elsewhere = account.rows.find(row => !isIn(row, scope))
      assert.ok(gone && elsewhere)
      for (const row of [gone, elsewhere]) account.rows.splice(account.rows.indexOf(row), 1)
      const ids = [gone.data_row.id, ...labelIds(gone)]

      await expectNothingGone(account, graph, scope, before)
      const { status } = await run(graph, { scope })
      assert.equal(status, 'COMPLETE')
      assert.deepEqual(
        await idsIn(graph),
        before.filter(id => id !== gone.data_row.id),
      )
      for (const id of ids) assert.deepEqual(await codesOf(graph, `{ node(id: "${id}") { id } }`), [null, 'NOT_FOUND'])
      assert.deepEqual(await codesOf(graph, `{ dataRow(id: "${gone.data_row.id}") { id } }`), [null, 'NOT_FOUND'])
      // One that there never was is another thing.
      assert.deepEqual(await codesOf(graph, '{ dataRow(id: "cnobody") { id } }'), [null])

      account.rows.push(gone)
      await run(graph, { scope })
      assert.deepEqual((await idsIn(graph)).sort(), before.sort())
      for (const id of ids) assert.deepEqual(await graph.ask(`{ node(id: "${id}") { id } }`), { node: { id } })
    })

  test('labels that are gone answer NOT_FOUND, whatever run notices', async () => {
    await using account = await openAccount()
    await using graph = await account.openGraph()
    const [projectId = ''] = projectsOf(account.rows)
    const scope = { projectId }
    await run(graph, { scope })
    const row = account.rows.find(each => (each.projects[projectId]?.labels.length ?? 0) > 0)
    const label = row?.projects[projectId]?.labels.pop()
    assert.ok(row && label)
    row.data_row.details.last_activity_at = new Date().toISOString()
    await run(graph, { scope, incremental: true })
    assert.deepEqual(await codesOf(graph, `{ label(id: "${label.id}") { id } }`), [null, 'NOT_FOUND'])
  })
})

/** Neither filtered nor failed nor partial runs take anything away, nor those that know only of changes. */
async function expectNothingGone(account: Account, graph: Graph, scope: ExportScope, before: readonly string[]) {
  const [first] = account.rows.filter(row => isIn(row, scope))
  assert.ok(first)
  const runs: [string, () => Promise<{ status: string }>, string][] = [
    ['incremental', () => run(graph, { scope, incremental: true }), 'COMPLETE'],
    ['ids', () => run(graph, { scope, filters: { dataRowIds: [first.data_row.id] } }), 'COMPLETE'],
    ['range', () => run(graph, { scope, filters: { lastActivityAt: { from: '2025-06-01' } } }), 'COMPLETE'],
    ['created', () => run(graph, { scope, filters: { labelCreatedAt: { to: '2026-06-01' } } }), 'COMPLETE'],
    ['catalog', () => run(graph, { scope: { catalog: true } }), 'COMPLETE'],
    ['failed', () => withFault(account, 'FAILED', () => run(graph, { scope })), 'FAILED'],
    ['errors', () => withFault(account, 'COMPLETE with errors', () => run(graph, { scope })), 'COMPLETE_WITH_ERRORS'],
    ['refused', () => withRefusedRow(account, first, () => run(graph, { scope })), 'COMPLETE'],
  ]
  for (const [name, start, expected] of runs) {
    const { status } = await start()
    assert.equal(status, expected, name)
    assert.deepEqual(await idsIn(graph), before, name)
  }
}

async function withFault<T>({ exports }: Account, name: 'FAILED' | 'COMPLETE with errors', work: () => Promise<T>) {
  exports.misbehave({ name })
  try {
    return await work()
  } finally {
    exports.misbehave(null)
  }
}

/** A record that cannot be read here is not gone there. */
async function withRefusedRow<T>({ rows }: Account, row: Row, work: () => Promise<T>): Promise<T> {
  const at = rows.indexOf(row)
  rows[at] = { ...row, data_row: { ...row.data_row, id: 7 as unknown as string } }
  try {
    return await work()
  } finally {
    rows[at] = row
  }
}

const isIn = ({ data_row, projects }: Row, scope: ExportScope) =>
  'projectId' in scope
    ? scope.projectId in projects
    : 'datasetId' in scope && data_row.details.dataset_id === scope.datasetId

const labelIds = ({ projects }: Row) => Object.values(projects).flatMap(({ labels }) => labels.map(({ id }) => id))

suite('the watermark', () => {
  test('moves only after an unfiltered run that is complete', async () => {
    await using account = await openAccount({ dataRows: 3 })
    await using graph = await account.openGraph()
    const scope = { projectId: projectsOf(account.rows)[0] ?? '' }
    const since = async () => {
      account.exports.misbehave({ name: 'FAILED' })
      await run(graph, { scope, incremental: true })
      account.exports.misbehave(null)
      return sinceAsked(account)
    }
    const filtered = { scope, filters: { labelCreatedAt: { from: '2020-01-01' } } }
    await run(graph, filtered)
    await withFault(account, 'FAILED', () => run(graph, { scope }))
    await withFault(account, 'COMPLETE with errors', () => run(graph, { scope }))
    await run(graph, { scope: { catalog: true } })
    assert.equal(await since(), null)

    const began = Date.now()
    await run(graph, { scope })
    const first = await since()
    const overlap = began - (first ?? 0)
    assert.ok(overlap > 5 * 60_000 && overlap < 15 * 60_000, `${overlap}`)
    await run(graph, filtered)
    await run(graph, { ...filtered, incremental: true })
    const [row] = account.rows.filter(each => isIn(each, scope))
    assert.ok(row)
    row.data_row.details.last_activity_at = new Date().toISOString()
    await withFault(account, 'COMPLETE with errors', () => run(graph, { scope, incremental: true }))
    assert.equal(await since(), first)
    // The API takes whole seconds.
    while (Math.floor(Date.now() / 1000) === Math.floor(began / 1000)) await pause(10)
    await run(graph, { scope, incremental: true })
    assert.ok(((await since()) ?? 0) > (first ?? 0))
  })
})
