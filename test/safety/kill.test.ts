import assert from 'node:assert/strict'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { earlierExport, laterExport } from './changed-export.ts'
import {
  type Answers,
  answersAfterStart,
  expectDone,
  leaseIsTaken,
  load,
  peek,
  type RunningLoad,
  startLoad,
  startLoadFromStdin,
} from './loads.ts'
import { createRandom } from './random.ts'

const KILLS = 50
const LATER_BYTES = 5_000_000
/** A store is killed in this often, one load upon the leavings of another, before a load runs to its end. */
const KILLS_IN_A_ROW = 5
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)

test(`${KILLS} kills: the version before is answered, and a rerun ends as an undisturbed load`, async t => {
  t.diagnostic(`SEED=${SEED}`)
  await using folder = await temporaryFolder()
  const [earlier, later] = [folder.file('earlier.ndjson'), folder.file('later.ndjson')]
  await writeFile(earlier, earlierExport())
  await writeFile(later, laterExport(LATER_BYTES))
  const base = folder.file('base.db')
  await load(earlier, base)
  const before = await answersAfterStart(base)

  const undisturbed = folder.file('undisturbed.db')
  await copyStore(base, undisturbed)
  const milliseconds = await timeLoad(later, undisturbed)
  const end = await answersAfterStart(undisturbed)
  assert.notEqual(end.digest, before.digest)

  const random = createRandom(SEED)
  const store = folder.file('store.db')
  let span = milliseconds
  let late = 0
  for (let kills = 0; kills < KILLS; ) {
    if (kills % KILLS_IN_A_ROW === 0) await copyStore(base, store)
    // A small file is written on the main thread, what comes through stdin on a thread of its own.
    const running = kills % 2 === 0 ? startLoad(later, store) : await startLoadFromStdin(later, store)
    await killAt(running, store, random() * span)
    const now = await answersAfterStart(store)
    if (now.version === end.version) {
      // It came after the end and killed no load: the machine was slower while the load was timed.
      assert.deepEqual(now, end)
      await copyStore(base, store)
      span *= 0.9
      late++
      continue
    }
    assert.deepEqual(now, before, `kill ${kills}`)
    kills++
    if (kills % KILLS_IN_A_ROW === 0) await expectRerunToEndAs(end, later, store)
  }
  t.diagnostic(`${KILLS} loads were killed; ${late} more ended before they could be`)
})

async function expectRerunToEndAs(end: Answers, path: string, store: string): Promise<void> {
  assert.equal(peek<{ integrity_check: string }>(store, 'pragma integrity_check').integrity_check, 'ok')
  await load(path, store)
  assert.deepEqual(await answersAfterStart(store), end)
  assert.equal(peek<{ integrity_check: string }>(store, 'pragma integrity_check').integrity_check, 'ok')
}

/** From the moment it holds the lease. */
async function killAt({ process: child, ended }: RunningLoad, store: string, milliseconds: number): Promise<void> {
  await waitForLease(child, store)
  await after(milliseconds)
  child.kill('SIGKILL')
  await ended
}

/** From when it holds the lease to its end. */
async function timeLoad(path: string, store: string): Promise<number> {
  const running = startLoad(path, store)
  await waitForLease(running.process, store)
  const started = performance.now()
  await expectDone(running)
  return performance.now() - started
}

/** A load that dies leaves its lease behind, so it is this process's that is waited for. */
async function waitForLease(child: RunningLoad['process'], store: string): Promise<void> {
  const isHeld = () =>
    leaseIsTaken(store) && peek<{ pid: number } | undefined>(store, 'select pid from lease')?.pid === child.pid
  while (!isHeld() && child.exitCode === null) await new Promise(resolve => setImmediate(resolve))
}

async function copyStore(from: string, to: string): Promise<void> {
  for (const suffix of ['-wal', '-shm']) await rm(to + suffix, { force: true })
  await copyFile(from, to)
}
