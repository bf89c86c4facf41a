import type { Stats } from 'node:fs'
import { glob, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'

export interface ExportFile {
  /** The path as the user gave it; `-` for standard input. */
  readonly source: string
  /** Size as stored, before decompression; null where it is unknown (standard input, a pipe, no permission). */
  readonly byteCount: number | null
}

/** Stands for standard input. */
export const STDIN = '-'

/**
 * The files that the arguments name, in that order; files of a folder or glob are sorted by name, in the same order on
 * every machine. A file is listed once, even through links. A folder contributes files at any depth that have the name of
 * an export and are not hidden; a glob contributes every file it matches, and is tried only when no file has exactly that
 * name. Files that cannot be read are listed too: reading them reports the reason, after the others are loaded.
 * @throws UsageError when an argument names no file.
 */
export async function listExports(args: readonly string[]): Promise<ExportFile[]> {
  const files = new Map<string, ExportFile>()
  for (const arg of args) {
    for (const source of await pathsOf(arg)) {
      const key = source === STDIN ? source : await realpath(source).catch(() => source)
      if (!files.has(key)) files.set(key, { source, byteCount: await sizeOf(source) })
    }
  }
  return [...files.values()]
}

const EXPORT_NAME = /\.(json|ndjson|jsonl)(\.(gz|gzip|zst|zstd))?$/i
const GLOB = /[*?[\]{}!()]/

async function pathsOf(arg: string): Promise<string[]> {
  if (arg === STDIN) return [arg]
  if (arg === '') throw new UsageError('The name of an export is empty. Name a file, a folder, a glob or -.')
  const found = await lookAt(arg)
  if (found === undefined) {
    if (/^[a-z][a-z\d+.-]*:\/\//i.test(arg)) {
      // Without user name, password and query, which may be secret.
      const place = arg.replace(/[?#].*/, '').replace(/\/\/[^/]*@/, '//')
      throw new UsageError(
        `${place} is a URL. Download the file and name it, or pipe it in: curl URL | slicegraph ingest -`,
      )
    }
    if (GLOB.test(arg)) return pathsOfGlob(arg)
    throw new UsageError(`There is no file or folder ${arg}. Check the path, or name a file, a folder, a glob or -.`)
  }
  if (found === 'unreadable' || !found.isDirectory()) return [arg]
  const paths = await pathsInFolder(arg)
  if (paths.length === 0) {
    throw new UsageError(
      `The folder ${arg} has no exports: no file in it ends in .json, .ndjson or .jsonl (optionally .gz or .zst). Name another folder, or the file itself.`,
    )
  }
  return paths.sort()
}

async function pathsOfGlob(pattern: string): Promise<string[]> {
  const paths: string[] = []
  for await (const path of glob(pattern)) {
    if (await isFile(path)) paths.push(path)
  }
  if (paths.length > 0) return paths.sort()
  throw new UsageError(`No file matches ${pattern}. Check the path and the pattern.`)
}

/** Links to folders are not followed, since they may lead in circles. */
async function pathsInFolder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null)
  if (entries === null) return [folder]
  const paths: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) paths.push(...(await pathsInFolder(path)))
    else if (EXPORT_NAME.test(entry.name) && (await isFile(path))) paths.push(path)
  }
  return paths
}

async function sizeOf(source: string): Promise<number | null> {
  const found = source === STDIN ? undefined : await lookAt(source)
  return typeof found === 'object' && found.isFile() ? found.size : null
}

async function isFile(path: string): Promise<boolean> {
  const found = await lookAt(path)
  return found === 'unreadable' || (found?.isFile() ?? false)
}

/** Undefined: it does not exist. */
function lookAt(path: string): Promise<Stats | 'unreadable' | undefined> {
  return stat(path).catch(({ code }) => (code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'unreadable'))
}
