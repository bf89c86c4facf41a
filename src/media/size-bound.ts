import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isDigest, isSubfolder, isTemporary, pathOf } from './layout.ts'

/*
 * No list of the files is kept: it would say nothing of what another process adds. Rather the folder is looked through
 * in the background, when it is opened and whenever a part of the room that was left has been filled, and the least
 * recently used files are removed. Such a sweep takes about 10 µs a file, and comes so seldom that even in a full cache
 * a write costs no more than twice what it would by itself.
 */

interface SizeBound {
  /** Whether so many bytes fit at all. */
  admits(byteLength: number): boolean
  /** Writes a file of this length. Waits before when files come faster than old ones are removed. */
  add(byteLength: number, write: () => Promise<void>): Promise<void>
  /** Stops what runs in the background. */
  close(): Promise<void>
}

export function createSizeBound(folder: string, maxBytes: number): SizeBound {
  const goal = maxBytes * 0.75
  const closing = new AbortController()
  /** What this process may add before it looks again. */
  let allowance = maxBytes / 32
  /** What it has added since it began to look, or is adding. */
  let unseen = 0
  let writing = 0
  let sweeping: Promise<void> | null = null

  function sweep(): Promise<void> {
    sweeping ??= sweepOnce().finally(() => {
      sweeping = null
    })
    return sweeping
  }

  async function sweepOnce(): Promise<void> {
    unseen = writing
    const left = await evict(folder, goal, closing.signal)
    // Two processes may each add this much before they look again, twice as much meanwhile, and some more when that
    // was too much: then they look again, and wait for it.
    allowance = Math.max(maxBytes / 32, (maxBytes - left) / 8)
  }

  void sweep()

  return {
    admits: byteLength => occupied(byteLength) <= goal,

    async add(byteLength, write) {
      while (unseen > 2 * allowance && !closing.signal.aborted) await sweep()
      const bytes = occupied(byteLength)
      unseen += bytes
      writing += bytes
      await write().finally(() => {
        writing -= bytes
      })
      if (unseen > allowance && !closing.signal.aborted) void sweep()
    },

    async close() {
      closing.abort()
      await sweeping
    },
  }
}

const BLOCK_BYTES = 4096
/** A write takes no longer unless its process died or sleeps; one that wakes up after this finds it undone. */
const LEFTOVER_AFTER_MS = 10 * 60_000

/** Most masks are smaller than a block: their lengths alone would tell a small part of the disk they take. */
function occupied(byteLength: number): number {
  return Math.ceil(byteLength / BLOCK_BYTES) * BLOCK_BYTES
}

interface KeptFile {
  readonly digest: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly usedAt: number
}

/** @returns the bytes that are left. */
async function evict(folder: string, goal: number, signal: AbortSignal): Promise<number> {
  let files = await scan(folder, signal)
  let left = files.reduce((sum, file) => sum + file.bytes, 0)
  while (left > goal && files.length > 0 && !signal.aborted) {
    // To sort all files would hold up every request for a while, there can be a quarter of a million; numbers sort fast.
    const times = Float64Array.from(files, ({ usedAt }) => usedAt).sort()
    const cutoff = times[Math.ceil(((left - goal) / left) * times.length) - 1] ?? 0
    const oldest = files.filter(({ usedAt }) => usedAt <= cutoff).sort((a, b) => a.usedAt - b.usedAt)
    for (const file of oldest) {
      if (left <= goal || signal.aborted) break
      if (await removeUnlessUsed(folder, file)) left -= file.bytes
    }
    // Those were smaller than most: some of the next are too many as well.
    files = files.filter(({ usedAt }) => usedAt > cutoff)
  }
  return left
}

/** Also removes what writers that died left behind. Files of other names are not ours: neither counted nor removed. */
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

/** @returns whether it is gone, which may be another process's doing. */
async function removeUnlessUsed(folder: string, { digest, usedAt }: KeptFile): Promise<boolean> {
  const path = pathOf(folder, digest)
  const stats = await lstat(path).catch(() => null)
  if (stats && stats.mtimeMs !== usedAt) return false
  return rm(path, { force: true }).then(
    () => true,
    () => false,
  )
}
