import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openStore } from '../../src/store/index.ts'
import { fetchedMask } from '../store/fetched-records.ts'
import { openGraph } from '../support/graph.ts'
import { A, loadsOfTwoProjects } from '../support/two-projects.ts'
import { ask, type Gateway, startGateway } from './start-gateway.ts'

interface DataState {
  readonly version: string
  readonly loadedAt: string | null
  readonly demo: boolean
}

const FILES = ['v2-consensus-and-workflow.json', 'v2-dicom-classifications.json'].map(
  name => new URL(`../fixtures/wire/${name}`, import.meta.url).pathname,
)

suite('the data that is served', () => {
  let gateway: Gateway
  before(async () => {
    gateway = await startGateway({ empty: true })
  })
  after(() => gateway.close())

  async function state(): Promise<DataState> {
    const { data } = await ask(gateway, '{ data { version loadedAt demo } }')
    return (data as { data: DataState }).data
  }

  /** By a store of its own, as another process loads. */
  async function load(path: string | undefined): Promise<void> {
    const store = await openStore(gateway.store.url)
    await ingestExports({ store, files: await listExports([path ?? '']) })
    await store.close()
  }

  test('its version changes with each load, and the subscription tells of each, whichever process loaded', async () => {
    const empty = await state()
    assert.deepEqual([empty.loadedAt, empty.demo], [null, false])
    const client = createClient({ url: `${gateway.url.replace('http', 'ws')}/graphql`, retryAttempts: 0 })
    const events = client.iterate<{ data: DataState }>({ query: 'subscription { data { version loadedAt demo } }' })
    const others = client.iterate<{ data: DataState }>({ query: 'subscription { data { version } }' })
    const next = async () => (await events.next()).value?.data?.data
    assert.deepEqual(await next(), empty)
    assert.equal((await others.next()).value?.data?.data.version, empty.version)
    await others.return?.()
    const versions = new Set([empty.version])
    for (const path of FILES) {
      await load(path)
      const now = await next()
      assert.deepEqual(now, await state())
      const { data } = await ask(gateway, '{ exports(first: 1) { nodes { loadedAt } } }')
      assert.deepEqual(data, { exports: { nodes: [{ loadedAt: now?.loadedAt }] } })
      versions.add(now?.version ?? '')
    }
    assert.equal(versions.size, 3)
    await client.dispose()
  })

  test('what was fetched leaves its version as it is', async () => {
    const before = await state()
    const shown = gateway.store.version()
    await gateway.store.putMasks([fetchedMask('label', 1, { area: 5 })])
    assert.notEqual(gateway.store.version(), shown)
    assert.equal((await state()).version, before.version)
  })
})

test('a caller of one project is told when the newest Export that it sees was loaded', async () => {
  await using graph = await openGraph([])
  const ask = async (projects: 'all' | string[]) => {
    const { data } = await graph.execute('{ data { version loadedAt } }', {}, { scope: { projects } })
    return (data as unknown as { data: DataState }).data
  }
  const [first = [], second = []] = await loadsOfTwoProjects()
  await graph.loadRecords(first)
  const before = await ask([A])
  assert.deepEqual(before, await ask('all'))
  await graph.loadRecords(second)
  const after = await ask([A])
  assert.equal(after.loadedAt, before.loadedAt)
  assert.notEqual(after.version, before.version)
  assert.notEqual((await ask('all')).loadedAt, before.loadedAt)
})
