import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { EVERYTHING, openStore } from '../../src/store/index.ts'
import { ask } from '../cli/ask.ts'
import { runCli, type ServingCli, serveCli } from '../cli/spawn-cli.ts'
import { digestOfData } from '../safety/digest.ts'
import { peek } from '../safety/loads.ts'
import { createRandom } from '../safety/random.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type Account, openAccount, projectsOf, run } from './account.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const ROUNDS = 4
/** After what was waited for: it finds requests on their way, in the parser and in the middle of a write. */
const WITHIN_MS = 25
/** Of every answer, so that a load takes a while. */
const DELAY_MS = 5

const START = 'exportDataRowsInProjectPyApi'
const POLL = 'GetUserCreatedTasksPyApi'
const FILE = 'GetExportFileFromOffsetPyApi'

/** Each: what is wrong upstream, and what has happened when the gateway is killed. */
const POINTS: readonly ((account: Account, random: () => number) => () => boolean)[] = [
  ({ exports }) => {
    exports.misbehave({ name: 'slow start', ms: 600_000 })
    return () => timesAsked(exports, START) > 0
  },
  ({ exports }) => {
    exports.misbehave({ name: 'slow export' })
    return () => timesAsked(exports, START) > 0
  },
  ({ exports }) => {
    exports.misbehave({ name: 'slow export' })
    return () => timesAsked(exports, POLL) > 0
  },
  ({ exports }) =>
    () =>
      timesAsked(exports, FILE) > 0,
  ({ exports }, random) => {
    const count = 2 + Math.floor(random() * 12)
    return () => exports.storage.requests.length >= count
  },
]

test(`${ROUNDS * POINTS.length} kills of a gateway: its export is taken up and ends as an undisturbed one`, async t => {
  t.diagnostic(`SEED=${SEED}`)
  const random = createRandom(SEED)
  await using account = await openAccount({ dataRows: 24, settings: { chunkBytes: 8_000 } })
  await using folder = await temporaryFolder()
  const storePath = join(folder.path, 'slicegraph.db')
  const scope = { projectId: projectsOf(account.rows)[0] ?? '' }
  const sync = () => runCli(['sync', '--project', scope.projectId, '--full'], { folder: folder.path, env: account.env })
  const serve = () => serveCli(['serve', '--port', '0', '--quiet'], { folder: folder.path, env: account.env })
  assert.equal((await sync()).code, 0)

  for (let round = 1; round <= ROUNDS; round++) {
    for (const row of account.rows) row.data_row.external_id = `round-${round}.dcm`
    account.emulator.setDelay(DELAY_MS)
    let taskId: string | null = null
    for (const point of POINTS) {
      account.exports.misbehave(null)
      account.exports.clearCounts()
      const isReached = point(account, random)
      const gateway = await serve()
      taskId ??= await start(gateway, scope)
      await until(isReached)
      await after(random() * WITHIN_MS)
      await gateway.stop('SIGKILL')
      assert.equal(peek<{ integrity_check: string }>(storePath, 'pragma integrity_check').integrity_check, 'ok')
    }
    account.exports.misbehave(null)
    account.emulator.setDelay(0)
    const gateway = await serve()
    const ended = await finish(gateway, taskId ?? '')
    await gateway.stop('SIGTERM')
    assert.deepEqual(ended, { status: 'COMPLETE', progress: 1, errors: [], export: { rejectedCount: 0 } })
    assert.equal(peek<{ integrity_check: string }>(storePath, 'pragma integrity_check').integrity_check, 'ok')
    await expectAsUndisturbed(account, storePath, { scope, exports: round + 1 })
  }
})

const timesAsked = ({ operations }: Account['exports'], name: string) => operations.get(name) ?? 0

async function start({ url }: ServingCli, { projectId }: { projectId: string }): Promise<string> {
  const scope = `{ projectId: ${JSON.stringify(projectId)} }`
  const params = '{ interpolatedFrames: true, embeddings: true }'
  const query = `mutation { startExport(input: { scope: ${scope}, params: ${params} }) { task { id } } }`
  const { startExport } = await ask<{ startExport: { task: { id: string } } }>(url, query)
  return startExport.task.id
}

async function finish({ url }: ServingCli, taskId: string): Promise<object> {
  for (;;) {
    const query = `{ exportTask(id: "${taskId}") { status progress errors { message } export { rejectedCount } } }`
    const { exportTask } = await ask<{ exportTask: { status: string } }>(url, query)
    if (exportTask.status !== 'IN_PROGRESS') return exportTask
    await after(20)
  }
}

/** As a store that was filled by one run and never disturbed; and nothing was loaded twice. */
async function expectAsUndisturbed(
  account: Account,
  storePath: string,
  { scope, exports }: { scope: { projectId: string }; exports: number },
): Promise<void> {
  await using fresh = await account.openGraph()
  assert.equal((await run(fresh, { scope })).status, 'COMPLETE')
  const store = await openStore(`sqlite:${storePath}`)
  try {
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const undisturbed = await fresh.store.openSnapshot({ scope: EVERYTHING })
    assert.equal(await reader.count('dataRow', null), await undisturbed.count('dataRow', null))
    assert.equal(await digestOfData(reader), await digestOfData(undisturbed))
    assert.equal((await store.loadedExports()).length, exports)
  } finally {
    await store.close()
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await after(1)
}
