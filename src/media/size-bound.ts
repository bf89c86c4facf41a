import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDigest, isSubfolder, isTemporary, pathOf } from './layout.ts'

/*
 * No list of the files is kept: it would miss the files of other processes. Instead the folder is scanned in the
 * background, when it is opened and whenever a part of the free space has been filled, and the least recently used
 * files are removed. A scan takes about 10 µs a file. It is rare enough that in a full cache a write costs at most twice
 * as much.
 */

interface SizeBound {
  /** Whether so many bytes fit at all. */
  admits(byteLength: number): boolean
  /** Writes a file of this length. Waits first when files come faster than old ones are removed. */
  add<T>(byteLength: number, write: () => Promise<T>): Promise<T>
  /** Stops what runs in the background. */
  close(): Promise<void>
}

export function createSizeBound(folder: string, maxBytes: number): SizeBound {
  const goal = maxBytes * 0.75
  const closing = new AbortController()
  /** Bytes that this process may add before the next scan. */
  let allowance = maxBytes / 32
  /** Bytes that it added or began to write since the last scan began. */
  let unseen = 0
  let writing = 0
  let evicting: Promise<void> | null = null

  function evictOldest(): Promise<void> {
    evicting ??= scanAndEvict().finally(() => {
      evicting = null
    })
    return evicting
  }

  async function scanAndEvict(): Promise<void> {
    unseen = writing
    const left = await evict(folder, goal, closing.signal)
    // Two processes may each add this much before their next scan and twice as much during it. When that was too much,
    // they scan again and wait for it.
    allowance = Math.max(maxBytes / 32, (maxBytes - left) / 8)
  }

  void evictOldest()

  return {
    admits: byteLength => occupied(byteLength) <= goal,

    async add(byteLength, write) {
      while (unseen > 2 * allowance && !closing.signal.aborted) await evictOldest()
      const bytes = occupied(byteLength)
      unseen += bytes
      writing += bytes
      try {
        return await write()
      } finally {
        writing -= bytes
        if (unseen > allowance && !closing.signal.aborted) void evictOldest()
      }
    },

    async close() {
      closing.abort()
      await evicting
    },
  }
}

const BLOCK_BYTES = 4096
/** A write takes longer only where its process died or sleeps; when that wakes up, the write fails. */
const LEFTOVER_AFTER_MS = 10 * 60_000

/** Bytes on disk: most masks are smaller than a block, so that their lengths alone would be far too small. */
function occupied(byteLength: number): number {
  return Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES
}

interface KeptFile {
  readonly digest: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly usedAt: number
}

/** Removes the least recently used files until the goal is met. @returns the bytes that are left. */
async function evict(folder: string, goal: number, signal: AbortSignal): Promise<number> {
  let files = await scan(folder, signal)
  let left = files.reduce((sum, file) => sum + file.bytes, 0)
  while (left > goal && files.length > 0 && !signal.aborted) {
    // There can be a quarter of a million files: sorting them all would hold up every request; numbers sort fast.
    const times = Float64Array.from(files, ({ usedAt }) => usedAt).sort()
    const cutoff = times[Math.ceil(((left - goal) / left) * times.length) - 1] ?? 0
    const oldest = files.filter(({ usedAt }) => usedAt <= cutoff).sort((a, b) => a.usedAt - b.usedAt)
    for (const file of oldest) {
      if (left <= goal || signal.aborted) break
      if (await removeUnlessUsed(folder, file)) left -= file.bytes
    }
    // Those were smaller than most: some of the next have to go as well.
    files = files.filter(({ usedAt }) => usedAt > cutoff)
  }
  return left
}

/** Lists the files and removes leftovers of dead writers. Files of other names are neither counted nor removed. */
async function scan(folder: string, signal: AbortSignal): Promise<KeptFile[]> {
  const kept: KeptFile[] = []
  const subfolders = await readdir(folder).catch(() => [])
  for (const subfolder of subfolders.filter(isSubfolder)) {
    if (signal.aborted) break
    const names = await readdir(join(folder, subfolder)).catch(() => [])
    const files = await Promise.all(names.map(name => look(join(folder, subfolder), name)))
    for (const file of files) if (file) kept.push(file)
  }
  return kept
}

async function look(subfolder: string, name: string): Promise<KeptFile | null> {
  if (!isDigest(name) && !isTemporary(name)) return null
  const path = join(subfolder, name)
  const stats = await lstat(path).catch(() => null)
  if (!stats?.isFile()) return null
  if (isDigest(name)) return { digest: name, bytes: occupied(stats.size), usedAt: stats.mtimeMs }
  if (stats.mtimeMs < Date.now() - LEFTOVER_AFTER_MS) await rm(path, { force: true }).catch(() => {})
  return null
}

/** @returns whether the file is gone; another process may have removed it. */
async function removeUnlessUsed(folder: string, { digest, usedAt }: KeptFile): Promise<boolean> {
  const path = pathOf(folder, digest)
  const stats = await lstat(path).catch(() => null)
  if (stats && stats.mtimeMs !== usedAt) return false
  return rm(path, { force: true }).then(
    () => true,
    () => false,
  )
}
