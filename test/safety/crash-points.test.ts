import assert from 'node:assert/strict'
import { test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { type CrashPoint, canInject, crashAt } from './crash-points.ts'
import { openLoadScenario } from './crash-scenarios.ts'

/* `npm run assure` does it at 600 points of loads, removals, migrations and fetches. */

const POINTS: readonly CrashPoint[] = [
  { call: 'pwrite64', nth: 40, fault: 'SIGKILL' },
  { call: 'pwrite64', nth: 20, fault: 'ENOSPC' },
]

test('a load that is killed or gets an error from the disk leaves the data before, and runs again', {
  skip: !canInject() && 'needs strace',
}, async () => {
  await using folder = await temporaryFolder()
  const scenario = await openLoadScenario(folder.path)
  for (const point of POINTS)
    assert.deepEqual(await crashAt(scenario, point), { isReached: true, wrong: null }, JSON.stringify(point))
})
