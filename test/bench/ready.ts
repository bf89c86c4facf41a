import { type Environment, startProgram } from './child.ts'
import { type Figure, median } from './figure.ts'
import { installPeers, startPeer } from './peers.ts'
import { type BenchSetting, storeUrl } from './setting.ts'

const GOAL = 1.3
const STARTS = 9

/**
 * From the start of `serve` over a store that is there to the line that says it answers, beside a bare server of Apollo
 * in Fastify. Absolute times move with the machine.
 */
export async function measureReady(setting: BenchSetting, storePath: string, exportBytes: number): Promise<Figure> {
  const size = `${(exportBytes / 1e9).toPrecision(2)} GB`
  setting.progress(`starting over the store of ${size}`)
  await installPeers(setting.progress)
  const times: number[] = []
  const bareTimes: number[] = []
  // The first of each is not counted: it compiles what the others find compiled.
  for (let i = 0; i <= STARTS; i++) {
    {
      await using gateway = await serveStore(storePath)
      if (i > 0) times.push(gateway.readySeconds)
    }
    await using bare = await startPeer('bare-apollo')
    if (i > 0) bareTimes.push(bare.readySeconds)
  }
  return {
    name: `ready over the store of ${size} / bare Apollo`,
    measured: median(times.map((time, i) => time / (bareTimes[i] ?? Number.NaN))),
    unit: '',
    target: GOAL,
    better: 'less',
    anchor: `${median(bareTimes).toFixed(2)} s`,
    note: `${median(times).toFixed(2)} s, median of ${STARTS}, the slowest ${Math.max(...times).toFixed(2)} s`,
  }
}

export function serveStore(storePath: string, env: Environment = {}, flags: readonly string[] = []) {
  const args = ['serve', '--store', storeUrl(storePath), '--port', '0', '--quiet', ...flags]
  return startProgram('../../src/cli.js', args, env)
}
