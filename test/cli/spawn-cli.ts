import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** A command that runs the command line it is given behind its own words. */
  readonly through?: readonly string[]
  /** Of the user it runs as. */
  readonly uid?: number
}

/** Runs the command to its end, in a folder, with nothing of this process's settings in its environment. */
export async function runCli(args: readonly string[], options: RunOptions): Promise<Finished> {
  const child = startCli(args, options)
  child.stdin?.end(options.input ?? '')
  return finish(child)
}

export function startCli(args: readonly string[], { folder, env = {}, through = [], uid }: RunOptions): ChildProcess {
  const { PATH = '', TMPDIR } = process.env
  // Without the grace period, except where it is tested: nothing sends requests after the signal.
  // Nothing may need more memory.
  const own = { PATH, SLICEGRAPH_DRAIN: '0', NODE_OPTIONS: '--max-old-space-size=256' }
  const inherited = TMPDIR === undefined ? own : { ...own, TMPDIR }
  const [command = '', ...words] = [...through, process.execPath, CLI, ...args]
  return spawn(command, words, { cwd: folder, env: { ...inherited, ...env }, ...(uid !== undefined && { uid }) })
}

export async function finish(child: ChildProcess): Promise<Finished> {
  const output = Promise.all([child.stdout ? text(child.stdout) : '', child.stderr ? text(child.stderr) : ''])
  const [code] = (await once(child, 'exit')) as [number | null]
  const [stdout, stderr] = await output
  return { code, stdout, stderr }
}

/** A gateway that has said it is ready. */
export interface ServingCli extends AsyncDisposable {
  /** The line it said so with. */
  readonly line: string
  readonly url: string
  readonly pid: number
  /** The lines of its log so far. */
  log(): Record<string, unknown>[]
  stop(signal: NodeJS.Signals): Promise<Finished>
}

export async function serveCli(args: readonly string[], options: RunOptions): Promise<ServingCli> {
  const child = startCli(args, options)
  let stdout = ''
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  const ready = Promise.withResolvers<string>()
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
    if (stdout.includes('\n')) ready.resolve(stdout.slice(0, stdout.indexOf('\n')))
  })
  const finished = finish(child).then(({ code }) => ({ code, stdout, stderr }))
  void finished.then(({ code }) => ready.reject(new Error(`ended with ${code} before it was ready: ${stderr}`)))
  const line = await ready.promise
  return {
    line,
    url: /http:\/\/[^\s"]+/.exec(line)?.[0] ?? '',
    pid: child.pid ?? 0,
    log: () => stderr.split('\n').flatMap(each => (each.startsWith('{') && each.endsWith('}') ? JSON.parse(each) : [])),
    stop(signal) {
      child.kill(signal)
      return finished
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await finished
    },
  }
}
