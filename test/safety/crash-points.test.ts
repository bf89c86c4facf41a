import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { canInject, crashAt } from './crash-points.ts'
import { openStoreScenarios, type StoreScenario } from './crash-scenarios.ts'
import { failMany, type Points, stopMany } from './many-points.ts'

/* `npm run assure` does it at 600 points, each in a process of its own, and fetches as well. */

/** Small, so that most of the time does not go into reading all of it after each point. */
const BYTES = { earlier: 90_000, later: 120_000 }
/** That one process uses while it is stopped, and while its system calls fail. */
const STOPPED_STORES = 4
const FAILING_STORES = 7

/** Primes: they meet other places in each use of a store. */
const STOPS: readonly Points[] = [
  { call: 'pwrite64', first: 11, every: 97 },
  { call: 'fsync', first: 2, every: 13 },
  { call: 'ftruncate', first: 1, every: 5 },
  { call: 'unlink', first: 2, every: 7 },
]
const FAILURES = [
  { call: 'pwrite64', first: 7, every: 131, fault: 'EIO' },
  { call: 'fsync', first: 3, every: 17, fault: 'EIO' },
  { call: 'ftruncate', first: 2, every: 7, fault: 'ENOSPC' },
] as const

suite('a process that is killed, or gets an error from the disk, leaves the data before or after, and runs again', {
  skip: !canInject() && 'needs strace',
}, () => {
  const opened = new AsyncDisposableStack()
  let scenarios: readonly StoreScenario[]
  let points = 0
  before(async () => {
    const folder = opened.use(await temporaryFolder())
    scenarios = await openStoreScenarios(folder.path, BYTES)
  })
  after(() => opened.disposeAsync())

  for (const name of ['load', 'removal', 'migration']) {
    const scenarioOf = () => scenarios.find(scenario => scenario.name === name) as StoreScenario
    test(`${name}, killed`, async () => {
      const { reached, wrong } = await stopMany(scenarioOf(), STOPS, STOPPED_STORES)
      assert.deepEqual(wrong, [])
      points += sum(reached)
    })
    test(`${name}, errors`, async () => {
      const { reached, wrong } = await failMany(scenarioOf(), FAILURES, FAILING_STORES)
      assert.deepEqual(wrong, [])
      points += sum(reached)
    })
  }

  test('the command says so', async () => {
    const scenario = scenarios[0] as StoreScenario
    for (const fault of ['SIGKILL', 'ENOSPC'] as const) {
      const outcome = await crashAt(scenario, { call: 'pwrite64', nth: 20, fault })
      assert.deepEqual(outcome, { isReached: true, wrong: null }, fault)
      points++
    }
  })

  test('at sixty points', () => assert.ok(points >= 60, `${points}`))
})

const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((a, b) => a + b, 0)
