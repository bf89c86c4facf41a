import { startBystander } from './bystander.ts'
import { startProgram } from './child.ts'
import { type Figure, median } from './figure.ts'
import { ANNOTATIONS_OF_LABEL, rowId } from './many-rows.ts'
import { post } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const RUNS = 3
const LONGEST_WAIT_MS = 50
/** Rows of the store that the goals in seconds are for. A smaller one has as much less time. */
const GOAL_ROWS = 1_000_000

/** Each run has other variables, so that no answer serves the next. */
const QUESTIONS = [
  {
    of: 'labels by person and day',
    count: 1,
    seconds: 1,
    variables: (run: number) => ({ since: new Date(Date.UTC(1980, 0, run + 1)).toISOString() }),
    query: `query($since: DateTime!) { labelStats(groupBy: [CREATED_BY, DAY], filter: { createdAt: { gte: $since } }) {
      createdBy period labelCount secondsToCreate { mean } } }`,
  },
  {
    of: 'annotations by name and plane',
    count: ANNOTATIONS_OF_LABEL,
    seconds: 3,
    variables: (run: number) => ({ from: -run }),
    query: `query($from: Int!) { annotationStats(groupBy: [NAME, GROUP], filter: { frameNumber: { gte: $from } }) {
      name group annotationCount length { mean } } }`,
  },
] as const

/** Stats over whole tables, beside a bare scan of as many rows in SQLite, while a bystander asks for a data row. */
export async function measureStats(setting: BenchSetting, manyRows: string): Promise<Figure[]> {
  // Beyond the default limit, a figure is still wanted.
  await using gateway = await serveStore(manyRows, { SLICEGRAPH_QUERY_TIMEOUT: '5m' })
  const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''
  await using bystander = startBystander(url, JSON.stringify({ query: `{ dataRow(id: "${rowId(7)}") { id } }` }))
  const figures: Figure[] = []
  for (const { of, count, seconds, query, variables } of QUESTIONS) {
    const rows = setting.rows * count
    const name = `stats of ${rows.toLocaleString('en-US')} ${of}`
    setting.progress(name)
    const times: number[] = []
    const waits: number[] = []
    const scans: number[] = []
    for (let run = 0; run < RUNS; run++) {
      await bystander.take()
      const started = performance.now()
      await post(url, JSON.stringify({ query, variables: variables(run) }))
      times.push((performance.now() - started) / 1000)
      waits.push((await bystander.take()).longestMs)
      await using scan = await startProgram('bare-scan.ts', [String(rows)])
      scans.push(Number(scan.line))
    }
    const share = setting.rows / GOAL_ROWS
    figures.push({
      name,
      measured: median(times),
      unit: 's',
      target: seconds * share,
      better: 'less',
      anchor: `${median(scans).toFixed(2)} s`,
      note: `median of ${RUNS}; anchor: SQLite alone, grouping as many rows in memory`,
    })
    figures.push({
      name: `${name}, longest wait of a bystander`,
      measured: Math.max(...waits),
      unit: 'ms',
      target: LONGEST_WAIT_MS,
      better: 'less',
      note: '',
    })
  }
  return figures
}
