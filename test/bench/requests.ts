import { startProgram } from './child.ts'
import { percentile, sendTraffic, type Traffic } from './client.ts'
import { type Figure, median } from './figure.ts'
import { askOperations, type Questions } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const CONNECTIONS = 16
const WARM_UP_SECONDS = 1

interface Round {
  readonly gateway: Traffic
  readonly anchor: Traffic
}

/** Requests per second of each operation, beside a bare server that sends a body of that size. */
export async function measureRequests(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  setting.progress('asking each operation once')
  await using gateway = await serveStore(storePath)
  const url = /http:\S+/.exec(gateway.line)?.[0] ?? ''
  const questions = await askOperations(url)
  const rounds = new Map<Questions, Round[]>(questions.map(each => [each, []]))
  for (const each of questions) await send(url, each, WARM_UP_SECONDS)
  for (let round = 1; round <= setting.rounds; round++) {
    for (const [each, results] of rounds) {
      setting.progress(`${each.name}, round ${round} of ${setting.rounds}`)
      const answers = await send(url, each, setting.seconds)
      results.push({ gateway: answers, anchor: await sendToAnchor(each, setting.seconds) })
    }
  }
  return [...rounds].flatMap(([each, results]) => figuresOf(each, results))
}

const send = (url: string, { bodies }: Questions, seconds: number) =>
  sendTraffic({ url, bodies, connections: CONNECTIONS, seconds })

async function sendToAnchor(questions: Questions, seconds: number): Promise<Traffic> {
  await using anchor = await startProgram('fixed-server.ts', [String(questions.answerBytes)])
  await send(anchor.line, questions, seconds / 5)
  // Awaited here: the anchor is gone when this function is left.
  return await send(anchor.line, questions, seconds)
}

function figuresOf({ name, answerBytes }: Questions, rounds: readonly Round[]): Figure[] {
  const rate = (pick: (round: Round) => Traffic) => median(rounds.map(round => pick(round).requestsPerSecond))
  const latency = (fraction: number) => median(rounds.map(({ gateway }) => percentile(gateway.latencies, fraction)))
  const ratio = median(rounds.map(({ gateway, anchor }) => gateway.requestsPerSecond / anchor.requestsPerSecond))
  const note =
    `p50 ${latency(0.5).toFixed(1)} ms, p99 ${latency(0.99).toFixed(1)} ms, ${(answerBytes / 1000).toFixed(1)} kB; ` +
    `${ratio.toFixed(3)} of a bare server's ${Math.round(rate(round => round.anchor))}/s`
  return [{ name, measured: rate(round => round.gateway), unit: 'req/s', target: null, better: 'more', note }]
}
