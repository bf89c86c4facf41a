import { memoryOf } from './child.ts'
import type { Figure } from './figure.ts'
import { ANNOTATIONS_OF_LABEL } from './many-rows.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

/** Rows in a second, by format. */
const GOALS = { csv: 150_000, ndjson: 150_000, parquet: 60_000 }
const GOAL_MB = 200

/** Annotations as rows, downloaded from a gateway of its own, and the memory that it took. */
export async function measureRows(setting: BenchSetting, manyRows: string): Promise<Figure[]> {
  await using gateway = await serveStore(manyRows, { SLICEGRAPH_CACHE: '32MB' })
  const url = /http:\/\/[^/]+/.exec(gateway.line)?.[0] ?? ''
  const rows = Math.min(1_000_000, setting.rows * ANNOTATIONS_OF_LABEL)
  const figures: Figure[] = []
  for (const [format, target] of Object.entries(GOALS)) {
    const name = `annotations as ${format}`
    setting.progress(name)
    const started = performance.now()
    const answer = await fetch(`${url}/rows/annotations.${format}?first=${rows}`)
    let bytes = 0
    for await (const chunk of answer.body ?? []) bytes += chunk.length
    const seconds = (performance.now() - started) / 1000
    figures.push({
      name,
      measured: Math.round(rows / seconds),
      unit: 'rows/s',
      target,
      better: 'more',
      note: `${rows.toLocaleString('en-US')} rows with the default columns, ${(bytes / 1e6).toFixed(0)} MB`,
    })
  }
  figures.push({
    name: 'memory of the gateway after annotations as rows',
    measured: Math.round(memoryOf(gateway.pid).peakBytes / 1e6),
    unit: 'MB',
    target: GOAL_MB,
    better: 'less',
    note: 'most at any time, the start included',
  })
  return figures
}
