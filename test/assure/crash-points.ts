import type { Figure } from '../bench/figure.ts'
import { allPoints, type CrashPoint, canInject, countCalls, crashAt, drawPoints } from '../safety/crash-points.ts'
import { openPullScenario, openStoreScenarios, type Scenario } from '../safety/crash-scenarios.ts'
import { createRandom } from '../safety/random.ts'
import type { AssureSetting } from './section.ts'

/** Of each scenario. */
const POINTS = 150
const QUICK_POINTS = 3

/** Commands that are killed, or whose system calls fail, at calls that change files: some are drawn, or all are taken. */
export async function assureCrashPoints({ folder, quick, all, progress }: AssureSetting): Promise<Figure[]> {
  if (!canInject()) throw new Error('strace is missing, or may not trace.')
  const seed = Math.floor(Math.random() * 2 ** 32)
  const random = createRandom(seed)
  await using pull = await openPullScenario()
  const scenarios: readonly Scenario[] = [...(await openStoreScenarios(folder)), pull]
  const count = quick ? QUICK_POINTS : POINTS
  const figures: Figure[] = []
  progress(`seed ${seed}`)
  for (const scenario of scenarios) {
    const counts = await countCalls(scenario)
    const every = allPoints(counts)
    const points = all ? every : drawPoints(counts, count, random)
    progress(`${scenario.name}: ${points.length} of ${every.length} points`)
    const { wrong, unreached } = await crashAtEach(scenario, points, progress)
    figures.push({
      name: `${scenario.name}: crash points of ${points.length} that lose or mix data, or say nothing`,
      measured: wrong,
      unit: '',
      target: 0,
      better: 'less',
      anchor: 'a JSON file that is rewritten in place: 38 of 38, measured once',
      note: `${all ? 'all' : `of ${every.length}, seed ${seed}`}; ${unreached} were not reached`,
    })
  }
  return figures
}

async function crashAtEach(
  scenario: Scenario,
  points: readonly CrashPoint[],
  progress: AssureSetting['progress'],
): Promise<{ wrong: number; unreached: number }> {
  let [wrong, unreached] = [0, 0]
  for (const point of points) {
    const outcome = await crashAt(scenario, point)
    if (!outcome.isReached) unreached++
    if (outcome.wrong === null) continue
    wrong++
    progress(`${scenario.name}, ${point.fault} at ${point.call} ${point.nth}: ${outcome.wrong}`)
  }
  return { wrong, unreached }
}
