import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from './ask.ts'
import { openPullScene } from './pull-scene.ts'
import { serveCli } from './spawn-cli.ts'

interface Task {
  readonly status: string
  readonly progress: number
  readonly failedCount: number
  readonly fetchedCount: number
}

test('a pull task of a gateway with several processes that is killed is taken up by the next one, which asks for the rest', async () => {
  await using scene = await openPullScene()
  const { emulator, folder, env } = scene
  const serve = (...args: string[]) => serveCli(['serve', '--port', '0', '--quiet', ...args], { folder, env })
  emulator.setDelay(20)
  const asked = scene.afterAnswers(20)
  const first = await serve('--processes', '2')
  const { startPull } = await ask<{ startPull: { task: { id: string } } }>(
    first.url,
    'mutation { startPull(input: {}) { task { id } } }',
  )
  const { id } = startPull.task
  await asked
  await first.stop('SIGKILL')

  emulator.setDelay(0)
  await using second = await serve()
  const query = `{ pullTask(id: "${id}") { status progress failedCount fetchedCount } }`
  let task: Task
  do {
    await pause(20)
    task = (await ask<{ pullTask: Task }>(second.url, query)).pullTask
  } while (task.status === 'IN_PROGRESS')
  assert.deepEqual([task.status, task.progress, task.failedCount], ['COMPLETE', 1, 0])
  assert.ok(task.fetchedCount > 20)
  // Those that were under way as it was killed are asked for again, and no others.
  const twice = [...emulator.counts.values()].filter(count => count > 1).length
  assert.ok(emulator.counts.size > 4 * twice, `${twice} of ${emulator.counts.size} were asked for twice`)
  const remote = '{ labels(filter: { remote: true }) { totalCount } }'
  assert.deepEqual(await ask(second.url, remote), { labels: { totalCount: 0 } })
  await second.stop('SIGTERM')
})
