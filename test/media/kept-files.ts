import { lstat, readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'

export interface KeptFile {
  readonly name: string
  readonly path: string
  readonly mode: number
  readonly size: number
  /** The size on disk in blocks of 4 KiB. */
  readonly occupied: number
}

/** Every file in a cache's folder, leftovers too. One that goes away meanwhile is left out. */
export async function keptFiles(folder: string): Promise<KeptFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter(entry => !entry.isDirectory()).map(entry => look(entry.parentPath, entry.name))
  return (await Promise.all(files)).filter(file => file !== null)
}

export async function occupiedBy(folder: string): Promise<number> {
  return (await keptFiles(folder)).reduce((sum, file) => sum + file.occupied, 0)
}

export async function makeOld(path: string, milliseconds: number): Promise<void> {
  const then = (Date.now() - milliseconds) / 1000
  await utimes(path, then, then)
}

/** Never times out by itself: the runner's limit does. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setImmediate(resolve))
}

async function look(folder: string, name: string): Promise<KeptFile | null> {
  const path = join(folder, name)
  const stats = await lstat(path).catch(() => null)
  return (
    stats && { name, path, mode: stats.mode & 0o777, size: stats.size, occupied: Math.ceil(stats.size / 4096) * 4096 }
  )
}
