import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Call } from './crash-points.ts'
import { copyStore, type StoreScenario } from './crash-scenarios.ts'

/*
 * Many crash points in one process, which uses one store after the other: to start a process for each point would take most
 * of the time. A process that is killed leaves its files as they are at that moment, and so they are copied while it stands
 * still. The stores are looked at once it has ended: then nothing holds their leases.
 */

const USE_STORES = fileURLToPath(new URL('use-stores.ts', import.meta.url))

/** At which calls of a kind: the first, and then every so many. */
export interface Points {
  readonly call: Call
  readonly first: number
  readonly every: number
}

/** The store after a crash point. */
interface Left {
  readonly name: string
  readonly storePath: string
  readonly isDone: boolean
}

export interface ManyOutcome {
  /** Points that were reached, by their call. */
  readonly reached: ReadonlyMap<string, number>
  /** Sentences about what did not hold. */
  readonly wrong: readonly string[]
}

/** Codes of a store whose disk fails. */
const DISK_CODES = ['STORE_FULL', 'STORE_IO_ERROR']

/** System calls fail, one at a time, while `count` stores are used. */
export async function failMany(
  scenario: StoreScenario,
  points: readonly (Points & { readonly fault: 'EIO' | 'ENOSPC' })[],
  count: number,
): Promise<ManyOutcome> {
  const paths = await makeStores(scenario, 'fail', count)
  const trace = `${scenario.storePath}.fail.trace`
  const injected = points.map(({ call, fault, first, every }) => `inject=${call}:error=${fault}:when=${first}+${every}`)
  const using = useStores(scenario, paths, ['--seccomp-bpf', '-o', trace, ...injected.flatMap(each => ['-e', each])])
  const codes: (string | null)[] = []
  for await (const line of using.lines) if (line.startsWith('{')) codes.push(JSON.parse(line).code)
  await using.ended
  const wrong = codes.flatMap((code, i) =>
    code === null || DISK_CODES.includes(code) ? [] : [`${paths[i]} ended with ${code}`],
  )
  const left = paths.map((storePath, i) => ({ name: `store ${i}`, storePath, isDone: codes[i] === null }))
  if (codes.length < count) wrong.push(`the process ended after ${codes.length} of ${count} stores`)
  const lines = (await readFile(trace, 'utf8')).split('\n').filter(line => line.includes('(INJECTED)'))
  const reached = countBy(lines.map(line => /\b(\w+)\(/.exec(line)?.[1] ?? ''))
  return { reached, wrong: [...wrong, ...(await faultsOf(scenario, left))] }
}

/** The files of `count` stores as a kill at these calls leaves them. */
export async function stopMany(
  scenario: StoreScenario,
  points: readonly Points[],
  count: number,
): Promise<ManyOutcome> {
  const paths = await makeStores(scenario, 'stop', count)
  const trace = `${scenario.storePath}.stop.trace`
  const injected = points.map(({ call, first, every }) => `inject=${call}:signal=SIGSTOP:when=${first}+${every}`)
  const using = useStores(scenario, paths, ['-o', trace, ...injected.flatMap(each => ['-e', each])])
  let pid = 0
  let [used, hasEnded] = [0, false]
  using.lines.on('line', line => {
    if (line.startsWith('{')) used++
    else pid = Number(line)
  })
  void using.ended.then(() => {
    hasEnded = true
  })
  const left: Left[] = []
  const calls: string[] = []
  while (!hasEnded) {
    await pause(5)
    const lines = (await readFile(trace, 'utf8').catch(() => '')).split('\n')
    // Each of its threads says so; the first one is that which writes.
    const stops = lines.flatMap((line, i) => (new RegExp(`^${pid} +--- stopped by SIGSTOP`).test(line) ? [i] : []))
    if (stops.length <= left.length) continue
    const storePath = paths[used] ?? ''
    const copy = `${storePath}.stopped-${left.length}`
    await copyStore(storePath, copy)
    await copyFile(`${storePath}-wal`, `${copy}-wal`).catch(() => {})
    left.push({ name: `stop ${left.length}`, storePath: copy, isDone: false })
    const before = lines.slice(0, stops.at(-1)).findLast(line => /^\d+ +\w+\(/.test(line))
    calls.push(/ (\w+)\(/.exec(before ?? '')?.[1] ?? '')
    process.kill(pid, 'SIGCONT')
  }
  return { reached: countBy(calls), wrong: await faultsOf(scenario, left) }
}

async function makeStores(scenario: StoreScenario, what: string, count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, i) => `${scenario.storePath}-${what}-${i}`)
  for (const path of paths) await copyStore(scenario.base, path)
  return paths
}

function useStores({ folder, exportPath }: StoreScenario, paths: readonly string[], words: readonly string[]) {
  const { PATH, TMPDIR } = process.env
  const trace = 'trace=pwrite64,fsync,fdatasync,ftruncate,unlink'
  const command = [process.execPath, USE_STORES, exportPath ?? '-', ...paths]
  const child = spawn('strace', ['-f', '-qq', '-e', trace, ...words, ...command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH, ...(TMPDIR !== undefined && { TMPDIR }) },
  })
  return { lines: createInterface({ input: child.stdout }), ended: once(child, 'exit') }
}

/** The store holds the data before or after; and using it again ends as without a fault. */
async function faultsOf(scenario: StoreScenario, left: readonly Left[]): Promise<string[]> {
  const faults: string[] = []
  for (const { name, storePath, isDone } of left) {
    const wrong = await scenario.wrongAt(storePath, isDone)
    if (wrong !== null) faults.push(`${scenario.name}, ${name}: ${wrong}`)
    await scenario.runAgainAt(storePath)
    const wrongAtEnd = await scenario.wrongAt(storePath, true)
    if (wrongAtEnd !== null) faults.push(`${scenario.name}, ${name}, used again: ${wrongAtEnd}`)
  }
  return faults
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
