import { memoryOf } from './child.ts'
import type { Figure } from './figure.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const GOAL_MB = 300

/** All annotations of the export as COCO, downloaded from a gateway of its own, and the memory that it took. */
export async function measureCoco(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  await using gateway = await serveStore(storePath, { SLICEGRAPH_CACHE: '32MB' })
  const url = /http:\/\/[^/]+/.exec(gateway.line)?.[0] ?? ''
  setting.progress('annotations as COCO')
  const started = performance.now()
  const answer = await fetch(`${url}/rows/coco.json`)
  let bytes = 0
  for await (const chunk of answer.body ?? []) bytes += chunk.length
  const seconds = (performance.now() - started) / 1000
  return [
    {
      name: `memory of the gateway after COCO of ${Math.round(setting.exportBytes / 1e6)} MB`,
      measured: Math.round(memoryOf(gateway.pid).peakBytes / 1e6),
      unit: 'MB',
      target: GOAL_MB,
      better: 'less',
      note: `most at any time, the start included; ${(bytes / 1e6).toFixed(0)} MB of COCO in ${seconds.toFixed(0)} s`,
    },
  ]
}
