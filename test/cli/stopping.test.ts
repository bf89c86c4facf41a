import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { suite, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { finish, runCli, serveCli, startCli } from './spawn-cli.ts'

const GOOD = '{"data_row":{"id":"a"},"projects":{}}\n'
const SIGNALS = [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const

suite('stopping', { skip: process.platform === 'win32' }, () => {
  for (const [signal, expected] of SIGNALS) {
    test(`${signal} abandons a load cleanly, and says so`, async () => {
      await using folder = await temporaryFolder()
      // stdin stays open, so the load waits for more until it is told to stop.
      const child = startCli(['ingest', '-'], { folder: folder.path })
      const finished = finish(child)
      // More than a pipe holds: some of it was read by then.
      await new Promise(resolve => child.stdin?.write(GOOD.repeat(10_000), resolve))
      await waitFor(() => isLoading(join(folder.path, 'slicegraph.db')))
      child.kill(signal)
      const { code, stdout, stderr } = await finished
      assert.equal(code, expected, stderr)
      assert.equal(stdout, '')
      assert.match(stderr, /^Stopped\. The load of - is abandoned/m)
      await writeFile(join(folder.path, 'a.ndjson'), GOOD)
      const again = await runCli(['ingest', 'a.ndjson', '--json'], { folder: folder.path })
      assert.equal(JSON.parse(again.stdout).dataRows, 1)
    })

    test(`${signal} removes the folder of the demo`, async () => {
      await using folder = await temporaryFolder()
      const temporary = join(folder.path, 'tmp')
      await mkdir(temporary)
      const demo = await serveCli(['demo', '--port', '0'], { folder: folder.path, env: { TMPDIR: temporary } })
      const demoFolders = async () => (await readdir(temporary)).filter(name => name.startsWith('slicegraph-'))
      const before = await demoFolders()
      const { code } = await demo.stop(signal)
      assert.equal(code, expected)
      assert.equal(before.length, 1)
      assert.deepEqual(await demoFolders(), [])
    })
  }

  test('a pipe without a writer does not hold it up, and no load is said to be abandoned when none was', async () => {
    await using folder = await temporaryFolder()
    execFileSync('mkfifo', [join(folder.path, 'pipe')])
    for (const [signal, expected] of SIGNALS) {
      for (const verb of ['check', 'ingest']) {
        const child = startCli([verb, 'pipe'], { folder: folder.path })
        const finished = finish(child)
        await waitFor(() => isOpenBy(child.pid, join(folder.path, 'pipe')))
        child.kill(signal)
        const { code, stderr } = await finished
        assert.equal(code, expected)
        assert.match(stderr, /^Stopped\.$/m)
        assert.doesNotMatch(stderr, /abandoned/)
      }
    }
  })

  test('a pipe is read to its end', async () => {
    await using folder = await temporaryFolder()
    const pipe = join(folder.path, 'pipe')
    execFileSync('mkfifo', [pipe])
    const finished = runCli(['check', 'pipe', '--json'], { folder: folder.path })
    await writeFile(pipe, GOOD.repeat(10_000))
    const { code, stdout, stderr } = await finished
    assert.equal(code, 0, stderr)
    assert.equal(JSON.parse(stdout).records, 10_000)
  })

  test('only the file of the store stays', async () => {
    await using folder = await temporaryFolder()
    await writeFile(join(folder.path, 'a.ndjson'), GOOD)
    const gateway = await serveCli(['serve', 'a.ndjson', '--port', '0'], { folder: folder.path })
    const query = JSON.stringify({ query: '{ dataRows { totalCount } }' })
    await fetch(gateway.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: query })
    await gateway.stop('SIGTERM')
    assert.deepEqual((await readdir(folder.path)).sort(), ['a.ndjson', 'slicegraph.db', 'slicegraph.db-checked'])
  })
})

function isLoading(path: string): boolean {
  if (!existsSync(path)) return false
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database.prepare('select 1 from lease').get() !== undefined
  } catch {
    return false
  } finally {
    database.close()
  }
}

/** Where the system does not tell, the moment after the start has to do. */
function isOpenBy(pid: number | undefined, path: string): boolean {
  if (process.platform !== 'linux') return true
  const folder = `/proc/${pid}/fd`
  return readdirSync(folder).some(name => {
    try {
      return readlinkSync(join(folder, name)) === path
    } catch {
      // Closed since it was listed.
      return false
    }
  })
}

async function waitFor(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(20)
}
