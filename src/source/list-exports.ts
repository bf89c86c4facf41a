import { glob, open, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { describeReadFault } from './read-fault.ts'

export interface ExportFile {
  /** As shown to people: the path as they gave it, or `-` for standard input. */
  readonly source: string
  /** Null for standard input. */
  readonly path: string | null
  /** As stored, before decompression; null where it is not known beforehand (standard input, a pipe). */
  readonly byteCount: number | null
  /** Milliseconds since 1970; null where `byteCount` is. */
  readonly modifiedAt: number | null
}

/**
 * The files that the arguments name, in the arguments' order; those of a folder or glob by name. No file comes twice,
 * whatever links lead to it. A folder gives the files at any depth that are called like exports and are not hidden;
 * a glob gives every file it matches, and is tried only where no file has that very name.
 * @throws UsageError where an argument names nothing that can be loaded, an empty file included.
 */
export async function listExports(args: readonly string[]): Promise<ExportFile[]> {
  const files = new Map<string, ExportFile>()
  for (const arg of args) {
    for (const path of await pathsOf(arg)) {
      const key = path === '-' ? path : await realpath(path)
      if (!files.has(key)) files.set(key, await describe(path))
    }
  }
  return [...files.values()]
}

const EXPORT_NAME = /\.(json|ndjson|jsonl)(\.(gz|gzip|zst|zstd))?$/i
const GLOB = /[*?[\]{}!()]/

async function pathsOf(arg: string): Promise<string[]> {
  if (arg === '-') return [arg]
  const found = await statOrNull(arg)
  if (found === null) {
    if (GLOB.test(arg)) return pathsOfGlob(arg)
    throw new UsageError(`There is no file or folder ${arg}; check the path, or name a file, a folder, a glob or -.`)
  }
  if (!found.isDirectory()) return [arg]
  const paths = await pathsInFolder(arg)
  if (paths.length === 0) {
    throw new UsageError(
      `The folder ${arg} holds nothing to load: no file in it ends in .json, .ndjson or .jsonl (.gz or .zst may follow); name another folder, or the file itself.`,
    )
  }
  return paths.sort(byName)
}

async function pathsOfGlob(pattern: string): Promise<string[]> {
  const paths: string[] = []
  for await (const path of glob(pattern)) {
    if ((await statOrNull(path))?.isFile()) paths.push(path)
  }
  if (paths.length > 0) return paths.sort(byName)
  throw new UsageError(`No file matches ${pattern}; check the path or the pattern.`)
}

/** Links to folders are not followed, since they may lead in circles. */
async function pathsInFolder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new UsageError(`The folder ${folder} cannot be listed: ${describeReadFault(error)}.`, { cause: error })
  })
  const paths: string[] = []
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.')) continue
    if (entry.isDirectory()) paths.push(...(await pathsInFolder(path)))
    else if (EXPORT_NAME.test(entry.name) && (await statOrNull(path))?.isFile()) paths.push(path)
  }
  return paths
}

async function describe(path: string): Promise<ExportFile> {
  if (path === '-') return { source: path, path: null, byteCount: null, modifiedAt: null }
  try {
    const found = await stat(path)
    // A pipe would wait for its writer here.
    if (!found.isFile()) return { source: path, path, byteCount: null, modifiedAt: null }
    await (await open(path)).close()
    if (found.size > 0) return { source: path, path, byteCount: found.size, modifiedAt: found.mtimeMs }
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${describeReadFault(error)}.`, { cause: error })
  }
  throw new UsageError(`${path} is empty; export it again, or leave it out.`)
}

async function statOrNull(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw new UsageError(`${path} cannot be read: ${describeReadFault(error)}.`, { cause: error })
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

/** By no locale, and so the same on every machine. */
function byName(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
