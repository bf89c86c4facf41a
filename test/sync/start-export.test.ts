import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import type { ExportTask } from '../../src/model/index.ts'
import { openGraph } from '../support/graph.ts'
import { type Account, type Graph, openAccount, projectsOf, run } from './account.ts'
import { codesOf } from './answers.ts'

const START = `mutation ($input: StartExportInput!) {
  startExport(input: $input) { task { id status progress dataRowCount finishedAt errors { message } export { id } input } }
}`

const TASK = `query ($id: ID!) {
  exportTask(id: $id) {
    id status progress dataRowCount finishedAt errors { message raw }
    export { id source recordCount rejectedCount rejects { totalCount nodes { reason } } }
  }
  node(id: $id) { __typename id }
}`

interface Started {
  readonly startExport: { readonly task: ExportTask & { readonly export: null } }
}

const start = async (graph: Graph, input: object) =>
  ((await graph.ask(START, { input })) as unknown as Started).startExport.task

const refusal = async (graph: Graph, input: object) => {
  const { errors = [] } = await graph.execute(START, { input })
  const [error] = errors
  const code = (error?.originalError as { code?: string } | undefined)?.code ?? 'no code'
  return { code, message: error?.message ?? '' }
}

async function followed({ runs }: Graph, id: string): Promise<ExportTask[]> {
  const seen: ExportTask[] = []
  for await (const task of runs.follow(id)) seen.push(task)
  return seen
}

const scopeOf = ({ rows }: Account) => ({ projectId: projectsOf(rows)[0] ?? '' })

suite('startExport', () => {
  test('leaves carried-over annotations that are there, with its defaults and without interpolated frames', async () => {
    await using account = await openAccount({ dataRows: 6 })
    await using graph = await account.openGraph()
    await graph.loadRecords(account.records())
    const count = () => graph.ask('{ annotations { totalCount } }')
    const carriedOver = await graph.ask('{ annotations(filter: { keyFrame: { eq: false } }) { totalCount } }')
    assert.notDeepEqual(carriedOver, { annotations: { totalCount: 0 } })
    const before = await count()
    for (const params of [{}, { interpolatedFrames: false }]) {
      const begun = await start(graph, { scope: scopeOf(account), params })
      assert.equal((await followed(graph, begun.id)).at(-1)?.status, 'COMPLETE')
      assert.deepEqual(await count(), before)
    }
  })

  test('without an API key: EXPORT_FAILED that names the setting, no task, nothing sent', async () => {
    await using account = await openAccount({ dataRows: 2 })
    await using graph = await openGraph([], { upstream: { ...account.upstream, key: null } })
    const { code, message } = await refusal(graph, { scope: scopeOf(account) })
    assert.equal(code, 'EXPORT_FAILED')
    assert.match(message, /LABELBOX_API_KEY/)
    assert.deepEqual(await graph.ask('{ exportTasks { totalCount } }'), { exportTasks: { totalCount: 0 } })
    assert.equal(account.emulator.connections, 0)
  })

  test('runs eight at once at most, and refuses others with RATE_LIMITED until one has ended', async () => {
    await using account = await openAccount({ dataRows: 2, settings: { polls: 4 } })
    await using graph = await account.openGraph()
    const inputs = Array.from({ length: 20 }, (_, i) => ({ scope: { projectId: `project-${i}` } }))
    const codes = await Promise.all(inputs.map(input => refusal(graph, input)))
    const refused = codes.filter(({ code }) => code === 'RATE_LIMITED')
    assert.ok(refused.length > 0 && refused.length <= inputs.length - 8, JSON.stringify(codes))
    for (const { message } of refused) assert.match(message, /^8 exports are running, which is the limit\. Wait until/)
    // Tasks end in turns of the event loop, which refusals alone do not give.
    while ((await refusal(graph, { scope: { projectId: 'another' } })).code === 'RATE_LIMITED')
      await new Promise(resolve => setTimeout(resolve, 10))
  })

  test('answers at once; the task goes on, ends, and points at its export', async () => {
    await using account = await openAccount({ dataRows: 6, settings: { polls: 4 } })
    await using graph = await account.openGraph()
    const begun = await start(graph, { scope: scopeOf(account) })
    assert.deepEqual([begun.status, begun.progress, begun.export], ['IN_PROGRESS', 0, null])
    assert.deepEqual(begun.input.scope, scopeOf(account))
    assert.equal(begun.input.params.attachments, true)
    const seen = await followed(graph, begun.id)
    const steps = seen.map(({ progress }) => progress)
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    )
    assert.ok(new Set(steps).size > 3)
    const { exportTask, node } = (await graph.ask(TASK, { id: begun.id })) as Record<string, Record<string, unknown>>
    const rows = account.rows.filter(row => scopeOf(account).projectId in row.projects).length
    assert.deepEqual(exportTask?.export, {
      ...(exportTask?.export as object),
      source: `labelbox project:${scopeOf(account).projectId}`,
      recordCount: rows,
      rejectedCount: 0,
      rejects: { totalCount: 0, nodes: [] },
    })
    assert.deepEqual([exportTask?.status, exportTask?.progress, exportTask?.dataRowCount], ['COMPLETE', 1, rows])
    assert.deepEqual(node, { __typename: 'ExportTask', id: begun.id })
  })

  test('the same input joins the task that runs; another of the scope is refused until it ends', async () => {
    await using account = await openAccount({ dataRows: 3 })
    await using graph = await account.openGraph()
    account.exports.misbehave({ name: 'slow export' })
    const scope = scopeOf(account)
    const input = { scope, filters: { dataRowIds: ['a', 'b'] } }
    const first = await start(graph, input)
    assert.equal((await start(graph, input)).id, first.id)
    assert.equal((await start(graph, { filters: { dataRowIds: ['a', 'b'] }, scope })).id, first.id)
    for (const other of [{ scope }, { ...input, incremental: true }, { ...input, params: { attachments: false } }]) {
      const { code, message } = await refusal(graph, other)
      assert.equal(code, 'BAD_USER_INPUT')
      assert.match(message, new RegExp(first.id))
    }
    const elsewhere = await start(graph, { scope: { catalog: true } })
    assert.notEqual(elsewhere.id, first.id)
    account.exports.misbehave(null)
    await followed(graph, first.id)
    await followed(graph, elsewhere.id)
    assert.equal(account.exports.begun.length, 2)
    assert.notEqual((await start(graph, { scope })).id, first.id)
  })

  test('what cannot be asked is refused, and nothing is begun', async () => {
    await using account = await openAccount({ dataRows: 1 })
    await using graph = await account.openGraph()
    const scope = scopeOf(account)
    const many = Array.from({ length: 2001 }, (_, index) => `id${index}`)
    const inputs: [object, string][] = [
      [{ scope: { modelRunId: 'cmodelrun' } }, 'EXPORT_UNSUPPORTED'],
      [{ scope, filters: { lastActivityAt: { from: 'yesterday' } } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { lastActivityAt: { from: '2025-02-30' } } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { labelCreatedAt: { to: '2025-01-01T00:00:00' } } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { dataRowIds: [] } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { dataRowIds: many } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { globalKeys: many } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { dataRowIds: ['a'], globalKeys: ['b'] } }, 'BAD_USER_INPUT'],
      [{ scope, filters: { workflowStatus: 'LOST' } }, 'BAD_USER_INPUT'],
      [{ scope: { catalog: true }, filters: { batchIds: ['a'] } }, 'BAD_USER_INPUT'],
      [{ scope: { catalog: true }, filters: { workflowStatus: 'DONE' } }, 'BAD_USER_INPUT'],
      [{ scope: { catalog: true }, params: { projectIds: many.slice(0, 31) } }, 'BAD_USER_INPUT'],
      [{ scope, params: { projectIds: ['a'] } }, 'BAD_USER_INPUT'],
      [{ scope: { catalog: false } }, 'BAD_USER_INPUT'],
    ]
    for (const [input, code] of inputs)
      assert.equal((await refusal(graph, input)).code, code, JSON.stringify(input).slice(0, 99))
    assert.equal((await graph.execute(START, { input: { scope: { ...scope, catalog: true } } })).errors?.length, 1)
    assert.deepEqual(await graph.ask('{ exportTasks { totalCount } }'), { exportTasks: { totalCount: 0 } })
    assert.equal(account.emulator.requests.length, 0)
  })

  test('tasks are listed, newest first, and a stranger is null', async () => {
    await using account = await openAccount({ dataRows: 1 })
    await using graph = await account.openGraph()
    const ids: string[] = []
    for (let count = 0; count < 3; count++) ids.unshift((await run(graph, { scope: scopeOf(account) })).id)
    const list =
      'query ($after: String) { exportTasks(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }'
    const page = async (after: string | null) =>
      ((await graph.ask(list, { after })) as unknown as { exportTasks: Listed }).exportTasks
    const { nodes, pageInfo } = await page(null)
    const rest = await page(pageInfo.endCursor)
    assert.deepEqual(
      [...nodes, ...rest.nodes].map(({ id }) => id),
      ids,
    )
    const stranger = 'task:00000000-0000-4000-8000-000000000000'
    assert.deepEqual(await codesOf(graph, `{ exportTask(id: "${stranger}") { id } }`), [null])
    assert.deepEqual(await codesOf(graph, `{ node(id: "${stranger}") { id } }`), [null])
  })

  test('what was refused, here and upstream, is told', async () => {
    await using account = await openAccount({ dataRows: 6 })
    await using graph = await account.openGraph()
    const [first] = account.rows
    assert.ok(first)
    account.rows[0] = { ...first, data_row: { ...first.data_row, id: 7 as unknown as string } }
    const refused = await run(graph, { scope: { catalog: true } })
    const here = (await graph.ask(TASK, { id: refused.id })) as unknown as { exportTask: Told }
    assert.deepEqual([here.exportTask.status, here.exportTask.errors], ['COMPLETE', []])
    assert.equal(here.exportTask.export.rejectedCount, 1)
    assert.deepEqual([here.exportTask.export.recordCount, here.exportTask.export.rejects.totalCount], [6, 1])
    assert.match(here.exportTask.export.rejects.nodes[0]?.reason ?? '', /must be a string/)

    account.rows[0] = first
    account.exports.misbehave({ name: 'COMPLETE with errors' })
    const partial = await run(graph, { scope: { catalog: true } })
    const there = (await graph.ask(TASK, { id: partial.id })) as unknown as { exportTask: Told }
    assert.equal(there.exportTask.status, 'COMPLETE_WITH_ERRORS')
    assert.equal(there.exportTask.export.recordCount, 5)
    assert.deepEqual(
      there.exportTask.errors.map(({ raw }) => raw.data_row.id),
      [first.data_row.id],
    )
  })
})

interface Listed {
  readonly nodes: readonly { readonly id: string }[]
  readonly pageInfo: { readonly endCursor: string }
}

interface Told {
  readonly status: string
  readonly errors: readonly { readonly message: string; readonly raw: { readonly data_row: { readonly id: string } } }[]
  readonly export: {
    readonly recordCount: number
    readonly rejectedCount: number
    readonly rejects: { readonly totalCount: number; readonly nodes: readonly { readonly reason: string }[] }
  }
}
