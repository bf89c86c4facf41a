import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** Resources that a program used, from start to end. */
export interface Cost {
  readonly seconds: number
  /** Processor time of all its threads. */
  readonly processorSeconds: number
  /** Resident memory at its peak. */
  readonly peakBytes: number
}

const REPORT_USAGE = new URL('report-usage.ts', import.meta.url).href

/**
 * Runs a program of this project, named by its path from here, as a process of its own.
 * @param exitCode that it has to end with
 */
export async function measure(
  program: string,
  args: readonly string[],
  input: Readable | 'ignore' = 'ignore',
  exitCode = 0,
): Promise<Cost> {
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, pathOf(program), ...args], {
    stdio: [input, 'ignore', 'pipe', 'pipe'],
    env: plainEnvironment(),
  })
  const [, , stderr, usage] = child.stdio
  const output = Promise.all([text(stderr as Readable), text(usage as Readable)])
  const [code] = (await once(child, 'exit')) as [number | null]
  const seconds = (performance.now() - started) / 1000
  const [complaint, used] = await output
  const [kilobytes, microseconds] = used.split(' ').map(Number)
  if (code !== exitCode) throw new Error(`${program} ended with ${code}: ${complaint.slice(-500)}`)
  return {
    seconds,
    processorSeconds: (microseconds ?? Number.NaN) / 1e6,
    peakBytes: (kilobytes ?? Number.NaN) * 1024,
  }
}

/** Starts a program that runs until it is killed, and resolves with the first line it prints. */
export async function startProgram(program: string, args: readonly string[], env: Environment = {}) {
  const started = performance.now()
  const child = spawn(process.execPath, [pathOf(program), ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...plainEnvironment(), ...env },
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill()
  process.once('exit', kill)
  const line = await Promise.race([firstLine(child.stdout), ended.then(([code]) => code as number | null)])
  if (typeof line !== 'string') throw new Error(`${program} ended with ${line} before it was ready`)
  return {
    line,
    pid: child.pid ?? 0,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    readySeconds: (performance.now() - started) / 1000,
    async [Symbol.asyncDispose]() {
      process.off('exit', kill)
      kill()
      // One that is too busy to end is killed.
      const last = setTimeout(() => child.kill('SIGKILL'), 5000)
      await ended
      clearTimeout(last)
    },
  }
}

/** Processor time that a running process has used so far, in seconds; NaN where the system does not tell (not Linux). */
export function processorSeconds(pid: number): number {
  try {
    // Behind the name, which may hold spaces: the 12th and 13th field, in ticks of 10 ms.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return Number.NaN
  }
}

/** Resident memory of a running process, now and at its peak; NaN where the system does not tell (not Linux). */
export function memoryOf(pid: number): { readonly bytes: number; readonly peakBytes: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024
    return { bytes: of('VmRSS'), peakBytes: of('VmHWM') }
  } catch {
    return { bytes: Number.NaN, peakBytes: Number.NaN }
  }
}

export type Environment = Readonly<Record<string, string>>

export const pathOf = (program: string) => fileURLToPath(new URL(program, import.meta.url))

/** Nothing of the caller's settings. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR } = process.env
  return { PATH, ...(TMPDIR !== undefined && { TMPDIR }) }
}

async function firstLine(output: Readable): Promise<string> {
  let read = ''
  for await (const chunk of output.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    read += chunk as string
    const end = read.indexOf('\n')
    if (end >= 0) return read.slice(0, end)
  }
  // The process is about to end, which says more.
  return new Promise(() => {})
}
