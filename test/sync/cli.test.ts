import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../cli/ask.ts'
import { finish, runCli, serveCli, startCli } from '../cli/spawn-cli.ts'
import { changeTasks } from '../support/change-tasks.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { closedPort } from '../upstream/servers.ts'
import { type Account, openAccount, projectsOf } from './account.ts'

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

const START = 'exportDataRowsInProjectPyApi'

suite('sync', () => {
  let account: Account
  before(async () => {
    account = await openAccount({ dataRows: 6 })
  })
  after(() => account[Symbol.asyncDispose]())

  const scope = () => ['--project', projectsOf(account.rows)[0] ?? '']
  const rowsInScope = () => account.rows.filter(row => (scope()[1] ?? '') in row.projects).length

  test('loads, tells what it did, and comes back for what changed', async () => {
    await using folder = await temporaryFolder()
    const options = { folder: folder.path, env: account.env }
    const first = await runCli(['sync', ...scope(), '--json'], options)
    assert.equal(first.code, 0, first.stderr)
    const { task, rejected } = JSON.parse(first.stdout)
    assert.deepEqual([task.status, task.dataRowCount, rejected], ['COMPLETE', rowsInScope(), 0])
    assert.match(first.stderr, /"progress":/)
    const again = await runCli(['sync', ...scope(), '--quiet'], options)
    assert.deepEqual([again.code, again.stderr], [0, ''])
    assert.match(
      again.stdout,
      /^Incremental export since \d{4}-\S+Z of project \S+: 0 data rows loaded \(V2, task:\S+, COMPLETE\)\n {2}Labelbox reports no changes in project \S+\.\n$/,
    )
    assert.deepEqual([task.since, rejected], [null, 0])
    for (const time of [task.startedAt, task.finishedAt]) assert.match(time, RFC3339)
  })

  test('warns that exports without label details hide that a label changed', async () => {
    await using folder = await temporaryFolder()
    const options = { folder: folder.path, env: account.env }
    const { code, stderr } = await runCli(['sync', ...scope(), '--no-label-details'], options)
    assert.equal(code, 0, stderr)
    assert.match(stderr, /Without label details .*pull --again/)
    const quiet = await runCli(['sync', ...scope(), '--no-label-details', '--quiet'], options)
    assert.equal(quiet.stderr, '')
  })

  test('a full export without data rows says so and names its scope', async () => {
    await using folder = await temporaryFolder()
    const { code, stdout } = await runCli(['sync', '--project', 'unknown'], { folder: folder.path, env: account.env })
    assert.equal(code, 0)
    assert.match(
      stdout,
      /^Full export of project unknown: 0 data rows loaded .*\n {2}Labelbox returned no data rows for project unknown\. Check that it exists/,
    )
  })

  test('names the origin that cannot be reached, in text and in JSON', async () => {
    await using folder = await temporaryFolder()
    const origin = `http://127.0.0.1:${await closedPort()}`
    const options = { folder: folder.path, env: { ...account.env, LABELBOX_API_URL: origin } }
    for (const flags of [[], ['--json']]) {
      const { code, stdout } = await runCli(['sync', ...scope(), ...flags], options)
      assert.equal(code, 5)
      assert.ok(stdout.includes(`the connection to ${origin} was refused`), stdout)
    }
  })

  test('its exit code says what became of it', async () => {
    await using folder = await temporaryFolder()
    const options = { folder: folder.path, env: account.env }
    const codes: [number, () => void, Record<string, string>, RegExp][] = [
      [3, () => account.exports.misbehave({ name: 'COMPLETE with errors' }), {}, /COMPLETE_WITH_ERRORS/],
      [1, () => account.exports.misbehave({ name: 'FAILED' }), {}, /EXPORT_FAILED/],
      [4, () => {}, { LABELBOX_API_KEY: 'another' }, /UPSTREAM_FORBIDDEN/],
      [
        5,
        () => account.exports.misbehave({ name: 'status 502 with HTML' }, { operation: START }),
        {},
        /UPSTREAM_UNAVAILABLE/,
      ],
    ]
    for (const [code, arrange, env, said] of codes) {
      arrange()
      const ended = await runCli(['sync', ...scope()], { ...options, env: { ...options.env, ...env } })
      account.exports.misbehave(null)
      assert.equal(ended.code, code, ended.stderr)
      assert.match(ended.stdout, said)
    }
    for (const words of [[], ['--catalog', '--workflow-status', 'Done'], [...scope(), '--last-activity', 'x..y']]) {
      const { code, stderr } = await runCli(['sync', ...words], options)
      assert.equal(code, 2, stderr)
    }
  })

  test('--every: again and again, until it is told to stop', async () => {
    await using folder = await temporaryFolder()
    account.exports.clearCounts()
    const child = startCli(['sync', ...scope(), '--every', '1s', '--full-every', '1d'], {
      folder: folder.path,
      env: account.env,
    })
    const ended = finish(child)
    await until(() => account.exports.begun.length >= 2 && account.exports.storage.requests.length > 0)
    child.kill('SIGTERM')
    const { code, stdout } = await ended
    assert.equal(code, 143)
    assert.match(stdout, new RegExp(`^Full export of project \\S+: ${rowsInScope()} data rows? loaded`))
    const queries = account.exports.begun.map(({ input }) => input.filters as { searchQuery: { query: unknown[] } })
    assert.deepEqual(
      queries.slice(0, 2).map(({ searchQuery }) => searchQuery.query.length),
      [0, 1],
    )
  })

  test('--full-every counts from the last full export that succeeded, also by an earlier process', async () => {
    await using folder = await temporaryFolder()
    const options = { folder: folder.path, env: account.env }
    assert.equal((await runCli(['sync', ...scope()], options)).code, 0)
    changeTasks(folder.file('slicegraph.db'), { started_at: `started_at - ${86_400_000_000}` })
    const isFull = () =>
      account.exports.begun.map(({ input }) => {
        const { searchQuery } = input.filters as { searchQuery: { query: unknown[] } }
        return searchQuery.query.length === 0
      })
    account.exports.clearCounts()
    account.exports.misbehave({ name: 'FAILED' })
    const child = startCli(['sync', ...scope(), '--every', '1s', '--full-every', '1d'], options)
    const ended = finish(child)
    await until(() => isFull().length >= 2)
    account.exports.misbehave(null)
    await until(() => isFull().includes(false))
    child.kill('SIGTERM')
    await ended
    assert.deepEqual(isFull().slice(0, 2), [true, true])
  })

  test('what a sync that was killed has begun is taken up by the same, and given up for another', async () => {
    await using folder = await temporaryFolder()
    const options = { folder: folder.path, env: account.env }
    const killed = async () => {
      account.exports.clearCounts()
      account.exports.misbehave({ name: 'slow export' })
      const child = startCli(['sync', ...scope()], options)
      const ended = finish(child)
      await until(() => (account.exports.operations.get('GetUserCreatedTasksPyApi') ?? 0) > 0)
      child.kill('SIGKILL')
      await ended
      account.exports.misbehave(null)
    }
    await killed()
    const same = await runCli(['sync', ...scope(), '--json'], options)
    assert.equal(same.code, 0, same.stderr)
    assert.equal(account.exports.begun.length, 1)
    await killed()
    const other = await runCli(['sync', ...scope(), '--full', '--json'], options)
    assert.equal(other.code, 0, other.stderr)
    assert.notEqual(JSON.parse(other.stdout).task.id, JSON.parse(same.stdout).task.id)
    assert.equal(account.exports.begun.length, 2)
  })

  test('--v1: the labels of a project by the older call, and one sentence where that is closed', async () => {
    await using folder = await temporaryFolder()
    const options = { folder: folder.path, env: account.env }
    const [record] = account.v1Records()
    const projectId = /project=([^&]+)/.exec(String(record?.['View Label']))?.[1] ?? ''
    account.exports.misbehave({ name: 'v1 without URL' }, { times: 1 })
    const loaded = await runCli(['sync', '--v1', '--project', projectId, '--json'], options)
    assert.equal(loaded.code, 0, loaded.stderr)
    const v1 = JSON.parse(loaded.stdout)
    const { format, task, rejected } = v1
    assert.deepEqual([format, task.id, task.status, rejected, task.dataRowCount > 0], ['V1', null, 'COMPLETE', 0, true])
    for (const time of [task.startedAt, task.finishedAt]) assert.match(time, RFC3339)
    const v2 = JSON.parse((await runCli(['sync', '--project', projectId, '--full', '--json'], options)).stdout)
    assert.deepEqual([Object.keys(v1), Object.keys(v1.task).sort()], [Object.keys(v2), Object.keys(v2.task).sort()])

    account.exports.misbehave({ name: 'v1 closed' })
    const closed = await runCli(['sync', '--v1', '--project', projectId], options)
    account.exports.misbehave(null)
    assert.deepEqual([closed.code, closed.stdout], [1, ''])
    assert.match(closed.stderr, /^slicegraph: Labelbox no longer answers its older call, export_labels: [^\n]*\.\n$/)
    assert.equal((await runCli(['sync', '--v1', '--catalog'], options)).code, 2)
  })
})

suite('serve --sync', () => {
  test('keeps the data fresh, and serves what it has while refreshes fail', async () => {
    await using account = await openAccount({ dataRows: 4 })
    await using folder = await temporaryFolder()
    const [projectId = ''] = projectsOf(account.rows)
    const gateway = await serveCli(['serve', '--port', '0', '--sync', `project:${projectId}`, '--every', '1s'], {
      folder: folder.path,
      env: account.env,
    })
    const names = async () => {
      const query = '{ dataRows { nodes { externalId } } }'
      const { dataRows } = await ask<{ dataRows: { nodes: { externalId: string }[] } }>(gateway.url, query)
      return dataRows.nodes.map(({ externalId }) => externalId)
    }
    const ready = async () => {
      const response = await fetch(new URL('/readyz', gateway.url))
      const state = (await response.json()) as { status: string; loadedAt: string; ageSeconds: number }
      return { code: response.status, ...state }
    }
    try {
      // From an empty store: not the demo.
      await until(async () => (await names()).length > 0)
      const row = account.rows.find(({ projects }) => projectId in projects)
      assert.ok(row)
      row.data_row.external_id = 'renamed.dcm'
      row.data_row.details.last_activity_at = new Date().toISOString()
      await until(async () => (await names()).includes('renamed.dcm'))

      account.exports.misbehave({ name: 'code AUTHENTICATION_ERROR' })
      account.exports.clearCounts()
      await until(() => (account.exports.operations.get(START) ?? 0) >= 2)
      const { code, status, loadedAt, ageSeconds } = await ready()
      assert.deepEqual([code, status], [200, 'ready'])
      assert.ok(Date.parse(loadedAt) <= Date.now() && ageSeconds >= 0)
      assert.ok((await names()).includes('renamed.dcm'))

      account.exports.misbehave(null)
      await until(async () => (await ready()).loadedAt > loadedAt)
    } finally {
      const { code, stderr } = await gateway.stop('SIGTERM')
      assert.equal(code, 143, stderr)
      const logged = stderr.split('\n').filter(line => line.startsWith('{"level"'))
      const lines = logged.map(line => JSON.parse(line) as LogLine).filter(({ refresh }) => refresh !== undefined)
      const failed = lines.filter(({ msg }) => msg === 'refresh failed')
      assert.ok(failed.length > 0 && failed.length < lines.length)
      for (const { level, refresh } of failed) {
        assert.deepEqual([level, refresh.status, refresh.code], [40, 'FAILED', 'UPSTREAM_FORBIDDEN'])
        assert.match(refresh.reason ?? '', /LABELBOX_API_KEY/)
        assert.match(refresh.nextTry, RFC3339)
      }
      for (const { level, msg, refresh } of lines.filter(line => !failed.includes(line)))
        assert.deepEqual([level, msg, refresh.status], [30, 'refreshed', 'COMPLETE'])
    }
  })
})

interface LogLine {
  readonly level: number
  readonly msg: string
  readonly refresh: {
    readonly status: string
    readonly nextTry: string
    readonly code?: string
    readonly reason?: string
  }
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await pause(10)
}
