import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { suite, test } from 'node:test'
import { SlicegraphError } from '../../src/errors.ts'
import { EVERYTHING, openStore } from '../../src/store/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { earlierExport, laterExport } from './changed-export.ts'
import {
  answersOf,
  expectDone,
  leaseIsTaken,
  load,
  type RunningLoad,
  startLoad,
  unpublishedRows,
  until,
} from './loads.ts'

/** The load of another process is held in the middle by giving it half of its export. */
const LATER = laterExport(11_000_000)
const HALF = Math.floor(LATER.length / 2)

suite('readers beside the load of another process', () => {
  test('see the version before throughout, and the new one once it is published', async () => {
    await using opened = await openEarlier()
    const { store, path } = opened
    const early = await store.openSnapshot({ scope: EVERYTHING })
    const before = await answersOf(early)
    const now = async () => answersOf(await store.openSnapshot({ scope: EVERYTHING }))

    const running = await startHalf(path)
    assert.deepEqual(await now(), before)
    for (let at = HALF; at < LATER.length; at += 1_000_000) {
      await feed(running, LATER.slice(at, at + 1_000_000))
      assert.deepEqual(await now(), before)
    }
    running.process.stdin?.end()
    let seen = before
    while (running.process.exitCode === null && seen.version === before.version) {
      seen = await now()
      if (seen.version === before.version) assert.deepEqual(seen, before)
      await new Promise(resolve => setImmediate(resolve))
    }
    await expectDone(running)
    const after = await now()
    assert.notEqual(after.version, before.version)
    assert.notEqual(after.digest, before.digest)
    if (seen.version !== before.version) assert.deepEqual(seen, after)
    assert.deepEqual(await answersOf(early), before)
  })

  test('a second load is refused, and told which process is at it', async () => {
    await using opened = await openEarlier()
    const running = await startHalf(opened.path)
    const told = new RegExp(`Another load is running in this store: loading -, process ${running.process.pid}\\b`)
    const again = await startLoad(opened.earlier, opened.path).ended
    // What was loaded before needs no load; another export does.
    assert.equal(again.code, 0, again.stderr)
    await writeFile(opened.other, '{"data_row":{"id":"other"},"projects":{}}')
    const { code, stderr } = await startLoad(opened.other, opened.path).ended
    assert.equal(code, 1)
    assert.match(stderr, told)
    await assert.rejects(
      opened.store.openLoad({ holder: 'a test', rawContainers: new Set() }),
      (error: unknown) => error instanceof SlicegraphError && error.code === 'LOAD_RUNNING' && told.test(error.message),
    )
    assert.ok(unpublishedRows(opened.path) > 0)
    await feed(running, LATER.slice(HALF))
    running.process.stdin?.end()
    await expectDone(running)
  })

  test('a load whose process died is taken over at once', async () => {
    await using opened = await openEarlier()
    const running = await startHalf(opened.path)
    running.process.kill('SIGKILL')
    await running.ended
    assert.ok(leaseIsTaken(opened.path))
    const writer = await opened.store.openLoad({ holder: 'a test', rawContainers: new Set() })
    assert.equal(unpublishedRows(opened.path), 0)
    await writer.abandon()
    assert.ok(!leaseIsTaken(opened.path))
  })

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`a load stopped by ${signal} leaves nothing and gives the lease back`, async () => {
      await using opened = await openEarlier()
      const before = await answersOf(await opened.store.openSnapshot({ scope: EVERYTHING }))
      const running = await startHalf(opened.path)
      running.process.kill(signal)
      const { code, stderr } = await running.ended
      assert.equal(code, signal === 'SIGINT' ? 130 : 143, stderr)
      assert.equal(unpublishedRows(opened.path), 0)
      assert.ok(!leaseIsTaken(opened.path))
      assert.deepEqual(await answersOf(await opened.store.openSnapshot({ scope: EVERYTHING })), before)
    })
  }
})

/** A store that holds the earlier export, as this process reads it. */
async function openEarlier() {
  const folder = await temporaryFolder()
  const earlier = folder.file('earlier.ndjson')
  const path = folder.file('store.db')
  await writeFile(earlier, earlierExport())
  await load(earlier, path)
  const store = await openStore(`sqlite:${path}`)
  return {
    store,
    path,
    earlier,
    other: folder.file('other.ndjson'),
    async [Symbol.asyncDispose]() {
      await store.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** A load that has written rows and waits for more. */
async function startHalf(storePath: string): Promise<RunningLoad> {
  const running = startLoad('-', storePath)
  await feed(running, LATER.slice(0, HALF))
  await until(() => unpublishedRows(storePath) > 0, running)
  return running
}

function feed({ process: child }: RunningLoad, text: string): Promise<void> {
  return new Promise(resolve => child.stdin?.write(text, () => resolve()))
}
