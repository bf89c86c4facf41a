import type { Figure } from '../bench/figure.ts'
import { askUntilClosed } from '../cli/clients.ts'
import { serveCli } from '../cli/spawn-cli.ts'
import type { AssureSetting } from './section.ts'

const CLIENTS = 8

/** Gateways that get SIGTERM while keep-alive clients send requests as fast as they are answered. */
export async function assureStopping({ folder, quick, progress }: AssureSetting): Promise<Figure[]> {
  const signals = quick ? 2 : 25
  const figures: Figure[] = []
  for (const processes of [1, 2]) {
    progress(`${signals} SIGTERMs under load, with ${processes} process(es)`)
    const graceful = await stopOften(signals, folder, processes, '1s')
    const abrupt = await stopOften(Math.ceil(signals / 5), folder, processes, '0')
    figures.push({
      name: `${signals} SIGTERMs under load, ${processes} process(es): requests lost on connections in use`,
      measured: graceful.lost,
      unit: '',
      target: 0,
      better: 'less',
      anchor: `${abrupt.lost} of ${abrupt.answered + abrupt.lost} without a grace period, ${Math.ceil(signals / 5)} SIGTERMs`,
      note: `${graceful.answered} answered; exit codes ${[...graceful.codes].join()}`,
    })
  }
  return figures
}

async function stopOften(signals: number, folder: string, processes: number, grace: string) {
  const total = { answered: 0, lost: 0, codes: new Set<number | null>() }
  for (let i = 0; i < signals; i++) {
    const args = ['demo', '--port', '0', '--quiet', '--processes', String(processes)]
    await using gateway = await serveCli(args, { folder, env: { SLICEGRAPH_DRAIN: grace } })
    const { counts, ended } = await askUntilClosed(gateway.url, CLIENTS)
    const { code } = await gateway.stop('SIGTERM')
    await ended
    total.answered += counts.answered
    total.lost += counts.lost
    total.codes.add(code)
  }
  return total
}
