import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { ingestExports } from '../../src/ingest/index.ts'
import { listExports } from '../../src/source/index.ts'
import { openStore } from '../../src/store/index.ts'
import { openPullScene } from '../cli/pull-scene.ts'
import { runCli } from '../cli/spawn-cli.ts'
import { earlierExport, laterExport } from './changed-export.ts'
import { answersAfterStart, peek } from './loads.ts'
import { missingFrom, storedNow } from './pulled.ts'

/** A command that changes a store. */
export interface Scenario {
  readonly name: string
  readonly folder: string
  readonly storePath: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Whether only calls on the store's file and its log count. */
  readonly isStoreAlone: boolean
  /** The store is as before the command. */
  reset(): Promise<void>
  /** The fault of the store after the command, or null. @param isDone whether it has to be as at the end */
  wrongAfter(isDone: boolean): Promise<string | null>
  /** Runs the command again, without a fault. */
  runAgain(): Promise<void>
}

/** A command whose store is all that it changes. */
export interface StoreScenario extends Scenario {
  /** The store before the command. */
  readonly base: string
  /** The export that it loads. Null: it only opens the store. */
  readonly exportPath: string | null
  /** `wrongAfter` and `runAgain` for another copy of the store. */
  wrongAt(storePath: string, isDone: boolean): Promise<string | null>
  runAgainAt(storePath: string): Promise<void>
}

/** Of the two exports. */
export interface ScenarioBytes {
  readonly earlier: number
  readonly later: number
}

const BYTES: ScenarioBytes = { earlier: 500_000, later: 600_000 }
const ONE_ROW = '{"data_row":{"id":"a row more"},"projects":{}}\n'
const RELEASED = new URL('../fixtures/released/store-2.sqlite.zst', import.meta.url)

/** A load over older data; the removal of what that load replaced, which the next one does; the migration of a store. */
export async function openStoreScenarios(folder: string, bytes = BYTES): Promise<StoreScenario[]> {
  return [await openLoadScenario(folder, bytes), await openRemovalScenario(folder), await openMigrationScenario(folder)]
}

async function openLoadScenario(folder: string, bytes: ScenarioBytes): Promise<StoreScenario> {
  const [earlier, later, loaded] = [join(folder, 'a.ndjson'), join(folder, 'b.ndjson'), join(folder, 'loaded.db')]
  await writeFile(earlier, earlierExport(bytes.earlier))
  await writeFile(later, laterExport(bytes.later))
  await load(earlier, loaded)
  return scenario(folder, 'load', loaded, ['ingest', later, '--quiet'], later)
}

/** @param folder that of the load, which has run */
async function openRemovalScenario(folder: string): Promise<StoreScenario> {
  const [more, replaced] = [join(folder, 'more.ndjson'), join(folder, 'replaced.db')]
  await writeFile(more, ONE_ROW)
  await copyStore(join(folder, 'load.db'), replaced)
  return scenario(folder, 'removal', replaced, ['ingest', more, '--quiet'], more)
}

async function openMigrationScenario(folder: string): Promise<StoreScenario> {
  const released = join(folder, 'released.db')
  await writeFile(released, zstdDecompressSync(await readFile(RELEASED)))
  return scenario(folder, 'migration', released, ['verify', '--quiet'], null)
}

async function scenario(
  folder: string,
  name: string,
  base: string,
  words: readonly string[],
  exportPath: string | null,
): Promise<StoreScenario> {
  const storePath = join(folder, `${name}.db`)
  const reset = () => copyStore(base, storePath)
  await reset()
  if (name === 'migration') await (await openStore(`sqlite:${storePath}`)).close()
  const before = await answersAfterStart(storePath)
  const runAgainAt = async (path: string) => {
    if (exportPath !== null) await load(exportPath, path)
  }
  await runAgainAt(storePath)
  const end = await answersAfterStart(storePath)

  async function wrongAt(path: string, isDone: boolean): Promise<string | null> {
    const { digest } = await answersAfterStart(path)
    const sound = peek<{ integrity_check: string }>(path, 'pragma integrity_check').integrity_check
    if (sound !== 'ok') return `the store is damaged: ${sound}`
    if (digest === end.digest || (digest === before.digest && !isDone)) return null
    return digest === before.digest ? 'its data is that before' : 'its data is neither that before nor that after'
  }

  return {
    name,
    base,
    exportPath,
    folder,
    storePath,
    isStoreAlone: true,
    args: [...words, '--store', `sqlite:${storePath}`],
    reset,
    wrongAfter: isDone => wrongAt(storePath, isDone),
    runAgain: () => runAgainAt(storePath),
    wrongAt,
    runAgainAt,
  }
}

/** A fetch of all frames and masks. Each is stored by itself. */
export async function openPullScenario(): Promise<Scenario & AsyncDisposable> {
  const scene = await openPullScene({ dataRows: 2, v1Records: 1 })
  const { folder, storePath, env } = scene
  const base = join(folder, 'base.db')
  await copyFile(storePath, base)
  const before = storedNow(storePath)
  const runAgain = async () => {
    const { code, stderr } = await runCli(['pull', '--quiet'], { folder, env })
    if (code !== 0) throw new Error(`pull ended with ${code}: ${stderr}`)
  }
  await runAgain()
  const whole = storedNow(storePath)
  return {
    name: 'pull',
    folder,
    storePath,
    env,
    isStoreAlone: false,
    args: ['pull', '--quiet'],
    async reset() {
      await rm(`${storePath}-media`, { recursive: true, force: true })
      await copyStore(base, storePath)
    },
    async wrongAfter(isDone) {
      await (await openStore(`sqlite:${storePath}`)).close()
      const now = storedNow(storePath)
      const missing = missingFrom(isDone ? whole : before, now).length
      const other = missingFrom(now, whole).length
      return missing + other === 0 ? null : `${missing} rows are missing, ${other} are others`
    },
    runAgain,
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  }
}

async function load(path: string, storePath: string): Promise<void> {
  const store = await openStore(`sqlite:${storePath}`)
  try {
    const { exports } = await ingestExports({ store, files: await listExports([path]) })
    for (const { error } of exports) if (error) throw new Error(error)
  } finally {
    await store.close()
  }
}

export async function copyStore(from: string, to: string): Promise<void> {
  for (const suffix of ['-wal', '-shm', '-checked']) await rm(to + suffix, { force: true })
  await copyFile(from, to)
}
