import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { EVERYTHING, openStore, type StoreReader } from '../../src/store/index.ts'
import { digestOfEverything } from './digest.ts'

const CLI = fileURLToPath(new URL('../../src/cli.js', import.meta.url))

/** A load in a process of its own. */
export interface RunningLoad {
  readonly process: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>
}

/** From a file; what comes through stdin (`-`) the caller writes, and it is written to the store on a thread. */
export function startLoad(source: string, storePath: string, input: 'pipe' | number = 'pipe'): RunningLoad {
  const { PATH, TMPDIR } = process.env
  const child = spawn(process.execPath, [CLI, 'ingest', source, '--store', `sqlite:${storePath}`, '--quiet'], {
    stdio: [input, 'ignore', 'pipe'],
    env: { PATH, NODE_OPTIONS: '--max-old-space-size=256', ...(TMPDIR !== undefined && { TMPDIR }) },
  })
  const stderr = text(child.stderr as Readable)
  const ended = once(child, 'exit').then(async ([code]) => ({ code: code as number | null, stderr: await stderr }))
  // A load that is killed does not read on.
  child.stdin?.on('error', () => {})
  return { process: child, ended }
}

/** As a shell would: `slicegraph ingest - < FILE`. */
export async function startLoadFromStdin(path: string, storePath: string): Promise<RunningLoad> {
  await using file = await open(path)
  return startLoad('-', storePath, file.fd)
}

/** Loads to the end. @throws Error when it was neither done (0) nor done with rejects (3). */
export async function load(path: string, storePath: string): Promise<void> {
  await expectDone(startLoad(path, storePath))
}

export async function expectDone({ ended }: RunningLoad): Promise<void> {
  const { code, stderr } = await ended
  if (code !== 0 && code !== 3) throw new Error(`The load ended with ${code}: ${stderr}`)
}

export interface Answers {
  readonly version: string
  readonly digest: string
}

export async function answersOf(reader: StoreReader): Promise<Answers> {
  return { version: reader.version, digest: await digestOfEverything(reader) }
}

/** Answers of a gateway that starts now. */
export async function answersAfterStart(storePath: string): Promise<Answers> {
  const store = await openStore(`sqlite:${storePath}`)
  try {
    return await answersOf(await store.openSnapshot({ scope: EVERYTHING }))
  } finally {
    await store.close()
  }
}

/** Reads tables that the store reader does not expose. */
export function peek<Row>(storePath: string, query: string): Row {
  const database = new DatabaseSync(storePath, { timeout: 10_000 })
  try {
    return database.prepare(query).get() as Row
  } finally {
    database.close()
  }
}

/** Rows that a load has written and not published. */
export function unpublishedRows(storePath: string): number {
  return peek<{ n: number }>(
    storePath,
    `select count(*) as n from (select born from label union all select born from data_row union all
      select born from data_row_project) where born > (select version from state)`,
  ).n
}

export const leaseIsTaken = (storePath: string) =>
  peek<{ n: number }>(storePath, 'select count(*) as n from lease').n > 0

/** Asks again in each turn of the event loop. @throws Error when the load ends first. */
export async function until(condition: () => boolean, { process: child }: RunningLoad): Promise<void> {
  while (!condition()) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('The load ended too early')
    await new Promise(resolve => setImmediate(resolve))
  }
}
