import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { pathOf } from './child.ts'
import { sendTraffic } from './client.ts'
import { type Figure, median } from './figure.ts'
import { createQuestions } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const GOAL = 1.3
const CONNECTIONS = 16

/** First-time requests to a gateway of two processes beside one of one, on the cores that the client uses too. */
export async function measureProcesses(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  if (!(await canHaveProcesses())) {
    setting.progress('processes are left out: serve has no --processes')
    return []
  }
  await using one = await serveStore(storePath, {}, ['--processes', '1'])
  await using two = await serveStore(storePath, {}, ['--processes', '2'])
  const [oneUrl = '', twoUrl = ''] = [one, two].map(({ line }) => /http:\S+/.exec(line)?.[0])
  const figures: Figure[] = []
  for (const { name, first } of await createQuestions(oneUrl)) {
    if (!setting.operations.includes(name)) continue
    const rates: [one: number, two: number][] = []
    for (let round = 0; round <= setting.rounds; round++) {
      setting.progress(`${name} of one and two processes, round ${round} of ${setting.rounds}`)
      const body = (n: number) => first(round * 1_000_000 + n)
      const send = async (url: string) =>
        (await sendTraffic({ url, body, connections: CONNECTIONS, seconds: setting.seconds })).requestsPerSecond
      const pair: [number, number] = [await send(oneUrl), await send(twoUrl)]
      // The first is not counted.
      if (round > 0) rates.push(pair)
    }
    figures.push({
      name: `${name}, two processes / one`,
      measured: median(rates.map(([one, two]) => two / one)),
      unit: '',
      target: GOAL,
      better: 'more',
      anchor: `${Math.round(median(rates.map(([one]) => one)))}/s`,
      note: `${Math.round(median(rates.map(([, two]) => two)))}/s`,
    })
  }
  return figures
}

async function canHaveProcesses(): Promise<boolean> {
  const { stdout } = await promisify(execFile)(process.execPath, [pathOf('../../src/cli.js'), 'serve', '--help'])
  return stdout.includes('--processes')
}
