import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createClient } from 'graphql-ws'
import { demoContent, writeDemoExport } from '../../src/demo/index.ts'
import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openEmulator } from '../emulator/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ask, type Gateway, startGateway } from './start-gateway.ts'

/* Pulls that are started from the graph, against an emulated Labelbox. */

const DEMO = { dataRows: 2, v1Records: 3 }
const START = 'mutation ($input: StartPullInput!) { startPull(input: $input) { task { id status progress } } }'
const FIELDS = 'id status progress startedAt finishedAt fetchedCount failedCount errors { message raw }'
const FOLLOW = `subscription ($id: ID!) { pullTask(id: $id) { ${FIELDS} } }`

interface Told {
  readonly id: string
  readonly status: string
  readonly progress: number
  readonly finishedAt: string | null
  readonly fetchedCount: number
  readonly failedCount: number
  readonly errors: readonly { readonly message: string; readonly raw: unknown }[]
}

async function openScene() {
  await using opening = new AsyncDisposableStack()
  const emulator = await openEmulator({ content: origin => demoContent({ ...DEMO, origin }) })
  opening.defer(() => emulator.close())
  const upstream = { key: emulator.key, origins: [emulator.origin] }
  const gateway: Gateway = await startGateway({ empty: true, upstream })
  opening.defer(() => gateway.close())
  const folder = opening.use(await temporaryFolder())
  const files = await writeDemoExport(folder.file('exports'), { ...DEMO, origin: emulator.origin })
  await ingestExports({ store: gateway.store, files: await listExports(files) })
  const opened = opening.move()
  const url = `${gateway.url.replace('http', 'ws')}/graphql`

  async function start(input: object = {}): Promise<string> {
    const { data, errors } = await ask(gateway, START, { input })
    assert.deepEqual(errors, [])
    return (data as { startPull: { task: { id: string } } }).startPull.task.id
  }

  /** Every state that a follower is told, to the end. */
  async function follow(id: string): Promise<Told[]> {
    const client = createClient({ url, retryAttempts: 0 })
    const told: Told[] = []
    for await (const { data } of client.iterate<{ pullTask: Told }>({ query: FOLLOW, variables: { id } }))
      if (data) told.push(data.pullTask)
    await client.dispose()
    return told
  }

  return {
    emulator,
    gateway,
    start,
    follow,
    pull: async (input?: object) => (await follow(await start(input))).at(-1) as Told,
    async remoteLabels(): Promise<number> {
      const { data } = await ask(gateway, '{ labels(filter: { remote: true }) { totalCount } }')
      return (data as { labels: { totalCount: number } }).labels.totalCount
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

suite('startPull', () => {
  let scene: Awaited<ReturnType<typeof openScene>>
  before(async () => {
    scene = await openScene()
  })
  after(() => scene[Symbol.asyncDispose]())

  test('tells of frames and masks that cannot be fetched, without values of the export, and goes on with the rest', async () => {
    const { emulator } = scene
    emulator.misbehave({ name: 'status 404' }, { path: /v1\/frames/, times: 1 })
    emulator.misbehave({ name: 'status 404' }, { path: /annotations\/.*\/mask$/, times: 2 })
    const told = await scene.follow(await scene.start())
    const failed = told.at(-1) as Told
    assert.deepEqual([failed.status, failed.progress, failed.failedCount], ['COMPLETE_WITH_ERRORS', 1, 3])
    assert.ok(failed.fetchedCount > 3 && failed.finishedAt !== null)
    assert.ok(failed.errors.length <= 2)
    assert.match(JSON.stringify(failed.errors), /UPSTREAM_NOT_FOUND: .*\(\d times\)/)
    assert.doesNotMatch(JSON.stringify(failed.errors), /\/v1\/|annotation:|group:|feature/)
    assert.ok(failed.errors.every(({ raw }) => raw === null))
    const steps = told.map(({ progress }) => progress)
    assert.deepEqual(
      steps,
      steps.toSorted((a, b) => a - b),
    )
    const missed = emulator.requests.filter(({ status }) => status === 404).map(({ path }) => path)
    emulator.clearRequests()

    const rest = await scene.pull()
    assert.deepEqual([rest.status, rest.failedCount, rest.errors], ['COMPLETE', 0, []])
    assert.ok(missed.every(path => emulator.counts.has(path)))
    assert.equal(await scene.remoteLabels(), 0)
    const nothing = await scene.pull({ projectId: null })
    assert.deepEqual([nothing.status, nothing.progress, nothing.fetchedCount], ['COMPLETE', 1, 0])
    const again = await scene.pull({ again: true, masks: false })
    assert.ok(again.fetchedCount > 0)
  })

  test('is found by its id, and an unknown one is null or NOT_FOUND', async () => {
    const id = await scene.start()
    await scene.follow(id)
    const query = `query ($id: ID!) { pullTask(id: $id) { id status } node(id: $id) { id ... on PullTask { status } } }`
    const found = { id, status: 'COMPLETE' }
    assert.deepEqual((await ask(scene.gateway, query, { id })).data, { pullTask: found, node: found })
    const unknown = 'pull:00000000-0000-4000-8000-000000000000'
    assert.deepEqual((await ask(scene.gateway, query, { id: unknown })).data, { pullTask: null, node: null })
    const client = createClient({ url: `${scene.gateway.url.replace('http', 'ws')}/graphql`, retryAttempts: 0 })
    const { value } = await client.iterate({ query: FOLLOW, variables: { id: unknown } }).next()
    await client.dispose()
    assert.match(JSON.stringify(value), /NOT_FOUND/)
  })

  test('refuses what fetches nothing, and projects that the store does not have', async () => {
    for (const [input, pattern] of [
      [{ frames: false, masks: false }, /input\.frames or input\.masks must be true/],
      [{ projectId: 'Jane Roe' }, /^input\.projectId: the store has no project with this id\.$/],
    ] as const) {
      const { errors } = await ask(scene.gateway, START, { input })
      assert.equal(errors[0]?.extensions.code, 'BAD_USER_INPUT')
      assert.match(errors[0]?.message ?? '', pattern)
    }
  })
})

test('the same input joins the running pull, others run beside it, and a fifth is RATE_LIMITED', async () => {
  await using scene = await openScene()
  scene.emulator.misbehave({ name: 'hang' })
  const inputs = [{}, { again: true }, { masks: false }, { frames: false }]
  const ids = []
  for (const input of inputs) ids.push(await scene.start(input))
  assert.equal(new Set(ids).size, 4)
  assert.equal(await scene.start({ projectId: null, frames: true }), ids[0])
  const { errors } = await ask(scene.gateway, START, { input: { again: true, masks: false } })
  assert.equal(errors[0]?.extensions.code, 'RATE_LIMITED')
})

test('a pull whose key is refused stops early, and says so', async () => {
  await using scene = await openScene()
  scene.emulator.misbehave({ name: 'status 403' })
  const { status, progress, errors, failedCount } = await scene.pull()
  assert.deepEqual([status, failedCount], ['FAILED', 3])
  assert.ok(progress < 1)
  assert.match(errors[0]?.message ?? '', /stopped early: the API key was refused/)
})
