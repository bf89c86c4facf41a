import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Scenario } from './crash-scenarios.ts'

/*
 * A command is killed, or one of its system calls fails, at a call that changes files. Whatever it was, the store then holds
 * the data before or after, the command has said that it failed if it did, and running it again ends as without a fault.
 */

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url))

/** Those that are made, of all that change files. */
const CALLS = ['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'unlink', 'rename', 'mkdir'] as const
export type Call = (typeof CALLS)[number]

/** `ENOSPC` lasts until the end, as that of a full disk does; `EIO` is one call. */
const FAULTS = ['SIGKILL', 'EIO', 'ENOSPC'] as const
type Fault = (typeof FAULTS)[number]

export interface CrashPoint {
  readonly call: Call
  /** Of one thread, from 1 on. */
  readonly nth: number
  readonly fault: Fault
}

/** Whether this machine can make system calls fail. */
export const canInject = (): boolean =>
  process.platform === 'linux' && spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

/** How often each call is made, at most by one thread, in a run without faults. */
export async function countCalls(scenario: Scenario): Promise<ReadonlyMap<Call, number>> {
  await scenario.reset()
  const trace = `${scenario.storePath}.trace`
  const { code, stderr } = await run(scenario, ['--seccomp-bpf', '-o', trace])
  if (code !== 0 && code !== 3) throw new Error(`${scenario.name} ended with ${code}: ${stderr}`)
  const byThread = new Map<string, number>()
  for (const [, thread, call] of (await readFile(trace, 'utf8')).matchAll(/^(\d+) +(\w+)\(/gm)) {
    const key = `${call} ${thread}`
    byThread.set(key, (byThread.get(key) ?? 0) + 1)
  }
  const counts = CALLS.map((call): [Call, number] => {
    const ofThreads = [...byThread].filter(([key]) => key.startsWith(`${call} `)).map(([, count]) => count)
    return [call, Math.max(0, ...ofThreads)]
  })
  return new Map(counts.filter(([, count]) => count > 0))
}

export const allPoints = (counts: ReadonlyMap<Call, number>): CrashPoint[] =>
  [...counts].flatMap(([call, count]) =>
    FAULTS.flatMap(fault => Array.from({ length: count }, (_, i) => ({ call, nth: i + 1, fault }))),
  )

/** One of each call and fault in turn, since most calls are writes. */
export function drawPoints(counts: ReadonlyMap<Call, number>, count: number, random: () => number): CrashPoint[] {
  const kinds = [...counts].flatMap(([call, most]) => FAULTS.map(fault => ({ call, most, fault })))
  return Array.from({ length: count }, (_, i) => {
    const { call, most, fault } = kinds[i % kinds.length] as (typeof kinds)[number]
    return { call, fault, nth: 1 + Math.floor(random() * most) }
  })
}

export interface CrashOutcome {
  /** Whether the command made the call that often. */
  readonly isReached: boolean
  /** Null: it held. */
  readonly wrong: string | null
}

export async function crashAt(scenario: Scenario, { call, nth, fault }: CrashPoint): Promise<CrashOutcome> {
  await scenario.reset()
  const trace = `${scenario.storePath}.trace`
  const isKill = fault === 'SIGKILL'
  const action = isKill ? `signal=SIGKILL:when=${nth}` : `error=${fault}:when=${nth}${fault === 'EIO' ? '' : '+'}`
  // Faster, but signals do not arrive.
  const words = isKill ? [] : ['--seccomp-bpf']
  const ending = await run(scenario, [...words, '-o', trace, '-e', `inject=${call}:${action}`])
  const isReached = isKill ? ending.signal === 'SIGKILL' : (await readFile(trace, 'utf8')).includes('(INJECTED)')
  return { isReached, wrong: await wrongAfter(scenario, ending) }
}

async function wrongAfter(scenario: Scenario, { code, signal, stderr }: Ending): Promise<string | null> {
  const isDone = code === 0 || code === 3
  if (!isDone && signal === null && !/^slicegraph: .*(disk|input\/output|cannot|could not)/m.test(stderr))
    return `it ended with ${code} and the message ${stderr}`
  const wrong = await scenario.wrongAfter(isDone)
  if (wrong !== null) return `it ended with ${signal ?? code}, then ${wrong}`
  await scenario.runAgain()
  const wrongAtEnd = await scenario.wrongAfter(true)
  return wrongAtEnd && `after it ran again, ${wrongAtEnd}`
}

interface Ending {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stderr: string
}

async function run(
  { args, env = {}, folder, storePath, isStoreAlone }: Scenario,
  words: readonly string[],
): Promise<Ending> {
  const { PATH, TMPDIR } = process.env
  const paths = isStoreAlone ? [storePath, `${storePath}-wal`].flatMap(path => ['-P', path]) : []
  const options = ['-f', '-qq', ...paths, '-e', `trace=${CALLS.join()}`, ...words]
  const child = spawn('strace', [...options, process.execPath, CLI, ...args], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Node's cache of compiled modules would be written, too.
    env: { PATH, NODE_DISABLE_COMPILE_CACHE: '1', ...(TMPDIR !== undefined && { TMPDIR }), ...env },
  })
  const stderr = text(child.stderr as Readable)
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { code, signal, stderr: await stderr }
}
