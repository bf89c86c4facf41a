import assert from 'node:assert/strict'
import { once } from 'node:events'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { test } from 'node:test'
import { setTimeout as after } from 'node:timers/promises'
import { openPullScene, type PullScene } from '../cli/pull-scene.ts'
import { finish, startCli } from '../cli/spawn-cli.ts'
import { peek } from './loads.ts'
import { missingFrom, pathsKept, type Stored, storedNow } from './pulled.ts'
import { createRandom } from './random.ts'

const KILLS = 12
/** One pull upon the leavings of another, before one runs to its end. */
const KILLS_IN_A_ROW = 3
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const DELAY_MS = 5
/** Two rounds of answers or so: a kill finds answers on their way, in the decoder and in the middle of a write. */
const WITHIN_MS = 12

/*
 * What counts as reported done: what a reader of the store sees at the moment of the kill, which is more than any line
 * of progress says, since a line tells only what the store holds by then. Lines are held to that as well.
 *
 * What counts as fetched twice: a path that is asked for although all that it brings was in the store when the process
 * was killed. Paths that were being answered then, or whose answers had not been written, come again, as they must.
 */
test(`${KILLS} kills in the middle of pull lose nothing that was done, and nothing is fetched twice`, async t => {
  t.diagnostic(`SEED=${SEED}`)
  await using scene = await openPullScene()
  const base = join(scene.folder, 'base.db')
  await copyFile(scene.storePath, base)
  await pullToEnd(scene)
  const whole = storedNow(scene.storePath)
  const all = scene.emulator.counts.size

  const random = createRandom(SEED)
  scene.emulator.setDelay(DELAY_MS)
  let again = 0
  for (let kills = 0; kills < KILLS; ) {
    const asked = new Set<string>()
    await startOver(scene, base)
    for (let inARow = 0; inARow < KILLS_IN_A_ROW; inARow++) {
      const kept = await pathsKept(scene.storePath)
      const answers = 1 + Math.floor(random() * (all - kept.size))
      const isKilled = await killPull(scene, answers, random() * WITHIN_MS)
      again += expectNotAsked(scene, kept, asked)
      // It may have come after the end: answers are fewer than paths where a composite's bytes were kept.
      if (isKilled) kills++
      else assert.deepEqual(storedNow(scene.storePath), whole)
    }
    const kept = await pathsKept(scene.storePath)
    await pullToEnd(scene)
    again += expectNotAsked(scene, kept, asked)
    assert.deepEqual(storedNow(scene.storePath), whole)
    assert.equal(asked.size, all)
  }
  t.diagnostic(`${again} requests were for what had been asked for before a kill and was not kept by then`)
})

test('what a line of progress says was fetched is there when a kill follows at once', async () => {
  // Slow enough that a line comes in the midst of the masks.
  await using scene = await openPullScene({ dataRows: 18, v1Records: 0 })
  scene.emulator.setDelay(500)
  const before = storedNow(scene.storePath)
  const child = startPull(scene, '--masks')
  const finished = finish(child)
  await Promise.race([once(child.stderr as Readable, 'data'), finished])
  child.kill('SIGKILL')
  const { code, stderr } = await finished
  assert.equal(code, null, 'it ended before it said anything')
  assert.match(stderr, /"stage":"masks",.*"fetched":[1-9]\d*,/)
  expectReported(stderr, before, storedNow(scene.storePath))
})

const startPull = ({ folder, env }: PullScene, ...args: string[]) => startCli(['pull', ...args], { folder, env })

async function pullToEnd(scene: PullScene): Promise<void> {
  scene.emulator.clearRequests()
  const { code, stderr } = await finish(startPull(scene))
  assert.equal(code, 0, stderr)
}

/** Once so many things were asked for, and some milliseconds later. Answers whether it was still running. */
async function killPull(scene: PullScene, answers: number, milliseconds: number): Promise<boolean> {
  scene.emulator.clearRequests()
  const before = storedNow(scene.storePath)
  const reached = scene.afterAnswers(answers)
  const child = startPull(scene)
  const finished = finish(child)
  await Promise.race([reached, finished])
  await after(milliseconds)
  const seen = storedNow(scene.storePath)
  child.kill('SIGKILL')
  const { code, stderr } = await finished
  await scene.emulator.disconnected()
  const now = storedNow(scene.storePath)
  assert.deepEqual(missingFrom(seen, now), [])
  expectReported(stderr, before, now)
  assert.equal(peek<{ integrity_check: string }>(scene.storePath, 'pragma integrity_check').integrity_check, 'ok')
  return code === null
}

function expectReported(stderr: string, before: Stored, now: Stored): void {
  for (const line of stderr.split('\n').filter(each => each.endsWith('}'))) {
    const { stage, fetched } = JSON.parse(line) as { stage: 'frames' | 'masks'; fetched: number }
    assert.ok(now[stage].length - before[stage].length >= fetched, line)
  }
}

/** Fails when something was asked for twice, or although it was kept. Answers how much was asked for before. */
function expectNotAsked({ emulator }: PullScene, kept: ReadonlySet<string>, asked: Set<string>): number {
  const paths = [...emulator.counts.keys()]
  assert.deepEqual(
    paths.filter(path => kept.has(path) || emulator.counts.get(path) !== 1),
    [],
  )
  const again = paths.filter(path => asked.has(path)).length
  for (const path of paths) asked.add(path)
  return again
}

/** As before the first pull. */
async function startOver({ storePath }: PullScene, base: string): Promise<void> {
  for (const suffix of ['-wal', '-shm']) await rm(storePath + suffix, { force: true })
  await rm(`${storePath}-media`, { recursive: true, force: true })
  await copyFile(base, storePath)
}
