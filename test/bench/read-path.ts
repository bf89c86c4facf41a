import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { processorSeconds, startProgram } from './child.ts'
import { percentile, sendTraffic, type Traffic, type TrafficOptions } from './client.ts'
import { type Figure, median } from './figure.ts'
import type { OperationName } from './operations.ts'
import { installPeers, startPeer } from './peers.ts'
import { createQuestions, post, type Questions } from './questions.ts'
import { serveStore } from './ready.ts'
import type { BenchSetting } from './setting.ts'

const CONNECTIONS = 16
/**
 * Of the round that is not counted, and at least as many requests as there are things to ask about: the peers hold all in
 * memory from the start. V8 goes on compiling for about ten seconds of requests.
 */
const WARM_UP_SECONDS = 3

/** As shares of Mercurius + JIT. */
const FIRST_TIME: Readonly<Record<OperationName, { readonly goal: number; readonly floor: number }>> = {
  list: { goal: 1, floor: 0.5 },
  deep: { goal: 0.5, floor: 0.25 },
  filter: { goal: 0.7, floor: 0.45 },
  aggregate: { goal: 0.6, floor: 0.35 },
  'far-page': { goal: 0.6, floor: 0.35 },
}
/** As a share of a bare server that sends the same bytes. */
const REPEATED = { goal: 0.7, floor: 0.4 }

/** Traffic of a server, and the processor time it took of it. */
interface Measured extends Traffic {
  readonly requestsPerProcessorSecond: number
}

type Server = 'first' | 'mercurius' | 'apollo' | 'repeated' | 'bare'
/** Apollo is left out of quick runs. */
type Round = Readonly<Partial<Record<Server, Measured>>>

interface Running {
  readonly url: string
  readonly pid: number
}

/** An operation with the servers that answer it. */
interface Contest {
  readonly questions: Questions
  readonly gateway: Running
  readonly mercurius: Running
  readonly apollo: Running | null
  readonly bare: Running
  readonly answerBytes: number
  readonly rounds: Round[]
}

/**
 * Requests per second of each operation. First-time: no two requests have the same variables, beside servers that hold
 * everything as plain objects in memory. Repeated: one request again and again, beside a bare server.
 */
export async function measureReadPath(setting: BenchSetting, storePath: string): Promise<Figure[]> {
  await installPeers(setting.progress)
  setting.progress('starting the gateway and its peers')
  await using servers = new AsyncDisposableStack()
  const start = async (starting: ReturnType<typeof startProgram>): Promise<Running> => {
    const { line, pid } = servers.use(await starting)
    return { url: /http:\S+/.exec(line)?.[0] ?? '', pid }
  }
  const [gateway, mercurius, apollo] = await Promise.all([
    start(serveStore(storePath)),
    start(startPeer('mercurius', setting.exportBytes)),
    setting.withApollo ? start(startPeer('apollo', setting.exportBytes)) : null,
  ])
  const contests: Contest[] = []
  for (const questions of await createQuestions(gateway.url)) {
    if (!setting.operations.includes(questions.name)) continue
    const answer = await sameAnswer(questions, [gateway, mercurius, ...(apollo ? [apollo] : [])])
    const file = join(setting.folder, `${questions.name}.json`)
    await writeFile(file, answer)
    const bare = await start(startProgram('fixed-server.ts', [file]))
    contests.push({ questions, gateway, mercurius, apollo, bare, answerBytes: answer.length, rounds: [] })
  }
  for (let round = 0; round <= setting.rounds; round++) {
    for (const contest of contests) {
      setting.progress(`${contest.questions.name}, round ${round} of ${setting.rounds}`)
      // The first is not counted.
      if (round === 0) await runRound(contest, { seconds: WARM_UP_SECONDS, atLeast: contest.questions.subjects }, round)
      else contest.rounds.push(await runRound(contest, { seconds: setting.seconds }, round))
    }
  }
  return contests.flatMap(figuresOf)
}

/** @throws Error if the servers answer differently. */
async function sameAnswer({ name, first, repeated }: Questions, servers: readonly Running[]): Promise<string> {
  let answer = ''
  for (const body of [first(1), first(2), first(3), repeated]) {
    const answers = await Promise.all(servers.map(({ url }) => post(url, body)))
    const canonical = answers.map(each => JSON.stringify(JSON.parse(each).data))
    const other = canonical.findIndex(each => each !== canonical[0])
    if (other > 0) throw new Error(`${servers[other]?.url} answers ${name} differently from the gateway.`)
    answer = answers[0] ?? ''
  }
  return answer
}

async function runRound(
  contest: Contest,
  amount: Pick<TrafficOptions, 'seconds' | 'atLeast'>,
  round: number,
): Promise<Round> {
  const { questions, gateway, mercurius, apollo, bare } = contest
  const send = async ({ url, pid }: Running, body: (n: number) => string): Promise<Measured> => {
    const before = processorSeconds(pid)
    const traffic = await sendTraffic({ url, body, connections: CONNECTIONS, ...amount })
    const used = processorSeconds(pid) - before
    return { ...traffic, requestsPerProcessorSecond: traffic.latencies.length / used }
  }
  // Far more than a round can ask: none of its questions was asked before.
  const first = (n: number) => questions.first(round * 1_000_000 + n)
  const repeated = () => questions.repeated
  return {
    first: await send(gateway, first),
    mercurius: await send(mercurius, first),
    ...(apollo && { apollo: await send(apollo, first) }),
    repeated: await send(gateway, repeated),
    bare: await send(bare, repeated),
  }
}

function figuresOf({ questions: { name }, answerBytes, apollo, rounds }: Contest): Figure[] {
  const middle = (server: Server, pick: (measured: Measured) => number) =>
    median(rounds.flatMap(({ [server]: measured }) => (measured ? [pick(measured)] : [])))
  const rate = (server: Server) => Math.round(middle(server, measured => measured.requestsPerSecond))
  const share = (server: Server, of: Server, unit: 'requestsPerSecond' | 'requestsPerProcessorSecond') =>
    median(rounds.map(round => (round[server]?.[unit] ?? Number.NaN) / (round[of]?.[unit] ?? Number.NaN)))
  const line = (title: string, server: Server, of: Server, bounds: Partial<Figure>): Figure => {
    const latency = (fraction: number) => middle(server, ({ latencies }) => percentile(latencies, fraction)).toFixed(1)
    return {
      name: `${name}, ${title}`,
      measured: share(server, of, 'requestsPerSecond'),
      unit: '',
      target: null,
      better: 'more',
      anchor: `${rate(of)}/s`,
      note:
        `${rate(server)}/s, p50 ${latency(0.5)} ms, p99 ${latency(0.99)} ms, ${(answerBytes / 1000).toFixed(1)} kB; ` +
        `by processor time ${share(server, of, 'requestsPerProcessorSecond').toFixed(2)}; ` +
        `client ${middle(of, ({ clientShare }) => clientShare).toFixed(2)} of a core`,
      ...bounds,
    }
  }
  const { goal, floor } = FIRST_TIME[name]
  return [
    line('first-time / Mercurius + JIT', 'first', 'mercurius', { target: goal, floor }),
    ...(apollo ? [line('first-time / Apollo', 'first', 'apollo', {})] : []),
    line('repeated / bare node:http', 'repeated', 'bare', { target: REPEATED.goal, floor: REPEATED.floor }),
  ]
}
