import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import { demoContent, openDemoUpstream } from '../../src/demo/index.ts'
import { demoExports } from '../emulator/index.ts'
import { openGraph } from '../support/graph.ts'
import { type Asked, projectsOf, type Row, run } from '../sync/account.ts'

async function openDemo() {
  await using opening = new AsyncDisposableStack()
  const upstream = await openDemoUpstream()
  opening.defer(() => upstream.close())
  const graph = opening.use(await openGraph([], { upstream: { key: upstream.key, origins: [upstream.origin] } }))
  const opened = opening.move()
  return { upstream, graph, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

const ROWS = demoExports().rows() as unknown as Row[]
const [PROJECT = ''] = projectsOf(ROWS)

suite("exports of the demo's upstream", () => {
  const inProject = ROWS.filter(({ projects }) => Object.hasOwn(projects, PROJECT))
  const [{ data_row: first } = { data_row: { id: '', global_key: '' } }] = inProject
  const exports: [string, Asked, number][] = [
    ['a project', { scope: { projectId: PROJECT } }, inProject.length],
    ['the catalog', { scope: { catalog: true } }, ROWS.length],
    ['one data row', { scope: { projectId: PROJECT }, filters: { dataRowIds: [first.id] } }, 1],
    ['a time', { scope: { catalog: true }, filters: { lastActivityAt: { to: '2020-01-01' } } }, 0],
  ]
  for (const [name, asked, count] of exports)
    test(`of ${name}: ${count} data rows`, async () => {
      await using demo = await openDemo()
      const { status, dataRowCount } = await run(demo.graph, asked)
      assert.deepEqual([status, dataRowCount], ['COMPLETE', count])
      const { dataRows } = await demo.graph.ask('{ dataRows { totalCount } }')
      assert.deepEqual(dataRows, { totalCount: count })
    })
})

test("the demo's upstream answers masks and frames with its key, and exports with no other", async () => {
  await using demo = await openDemo()
  const { origin, key } = demo.upstream
  const headers = { authorization: `Bearer ${key}` }
  const [id = ''] = [...JSON.stringify(ROWS).matchAll(/annotations\/(\w+)\/index/g)].map(([, found]) => found ?? '')
  const image = await fetch(`${origin}/api/v1/projects/p/annotations/${id}/mask`, { headers })
  assert.deepEqual(Buffer.from(await image.arrayBuffer()), demoContent().mask(id, null))
  assert.equal((await fetch(`${origin}/api/v1/projects/p/annotations/${id}/mask`)).status, 401)
  assert.equal((await fetch(`${origin}/v1/frames/none`, { headers })).status, 404)
  const asked = { method: 'POST', body: JSON.stringify({ query: '{ user { id } }' }) }
  const { errors } = (await (await fetch(`${origin}/graphql`, asked)).json()) as { errors: { extensions: object }[] }
  assert.deepEqual(errors[0]?.extensions, { code: 'AUTHENTICATION_ERROR' })
  assert.equal((await fetch(`${origin}/exports/none`)).status, 404)
  assert.equal((await fetch(`${origin}/other`, { method: 'POST' })).status, 405)
})
