import { type Environment, startProgram } from './child.ts'
import { type Figure, median } from './figure.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

const READY_SECONDS_TARGET = 0.5
const STARTS = 5

/** From the start of `serve` over a store that is there to the line that says it answers. */
export async function measureReady(setting: BenchSetting, storePath: string, exportBytes: number): Promise<Figure> {
  const size = `${(exportBytes / 1e9).toPrecision(2)} GB`
  setting.progress(`starting over the store of ${size}`)
  const times: number[] = []
  for (let i = 0; i < STARTS; i++) {
    await using gateway = await serveStore(storePath)
    times.push(gateway.readySeconds)
  }
  return {
    name: `ready over the store of ${size}`,
    measured: median(times),
    unit: 's',
    target: READY_SECONDS_TARGET,
    better: 'less',
    note: `median of ${STARTS}, the slowest ${Math.max(...times).toFixed(2)} s`,
  }
}

export function serveStore(storePath: string, env: Environment = {}) {
  return startProgram('../../src/cli.ts', ['serve', '--store', storeUrl(storePath), '--port', '0', '--quiet'], env)
}
