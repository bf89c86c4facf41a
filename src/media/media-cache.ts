import { hash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isDigest, pathOf, temporaryPathOf } from './layout.ts'
import { createSizeBound } from './size-bound.ts'

/**
 * Bytes that were fetched, kept on disk under their SHA-256. What is here may be gone at the next call: the least
 * recently used goes first when the bound is reached. Any number of processes may share a folder.
 */
export interface MediaCache {
  /** Marks them used. @returns null for bytes that are not here, or no longer, or damaged: those are removed. */
  get(digest: string): Promise<Buffer | null>
  /**
   * Keeps the bytes; the same bytes are kept once. Those that cannot be written (a full disk, a read-only one, more
   * than the bound) go uncached, which is no error.
   * @returns their digest: SHA-256 as 64 hex digits.
   */
  put(bytes: Uint8Array): Promise<string>
  /** Waits for what is under way. From here on nothing is kept any more. */
  close(): Promise<void>
}

interface MediaCacheOptions {
  /** What the files may take up on disk, in bytes; each takes whole blocks of 4 KiB. Default 1 GiB; may be Infinity. */
  readonly maxBytes?: number
}

/**
 * Returns at once however much the folder holds: it is looked through in the background. A folder that cannot be made
 * or read is a cache that keeps nothing.
 */
export async function openMediaCache(
  folder: string,
  { maxBytes = DEFAULT_MAX_BYTES }: MediaCacheOptions = {},
): Promise<MediaCache> {
  const bound = createSizeBound(folder, maxBytes)
  const writes = new Set<Promise<void>>()
  let closed = false

  async function keep(digest: string, bytes: Uint8Array): Promise<void> {
    if (await isKept(pathOf(folder, digest), bytes.length)) return
    await bound.add(bytes.length, () => write(folder, digest, bytes))
  }

  return {
    async get(digest) {
      // A digest comes out of a URL: anything else must not become part of a path.
      if (!isDigest(digest)) return null
      const path = pathOf(folder, digest)
      const bytes = await readFile(path).catch(() => null)
      if (bytes === null) return null
      if (digestOf(bytes) !== digest) {
        await remove(path)
        return null
      }
      await touch(path)
      return bytes
    },

    async put(bytes) {
      const digest = digestOf(bytes)
      if (closed || !bound.admits(bytes.length)) return digest
      const writing = keep(digest, bytes).finally(() => writes.delete(writing))
      writes.add(writing)
      await writing
      return digest
    },

    async close() {
      closed = true
      await bound.close()
      await Promise.all(writes)
    },
  }
}

const DEFAULT_MAX_BYTES = 2 ** 30

/** Masks show patients: nobody but the owner reads them. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes)
}

/** One that was cut is not: it is written anew. Any other damage is found when it is read. */
async function isKept(path: string, byteLength: number): Promise<boolean> {
  const present = await stat(path).catch(() => null)
  return present?.size === byteLength && touch(path)
}

/**
 * Written under another name first, so that no reader, in any process, meets half a file. It is not synced: what a
 * power cut leaves behind is told by its digest.
 */
async function write(folder: string, digest: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryPathOf(folder, digest)
  try {
    await create(temporary, bytes).catch(async () => {
      await mkdir(dirname(temporary), { recursive: true, mode: FOLDER_MODE })
      await create(temporary, bytes)
    })
    await rename(temporary, pathOf(folder, digest))
  } catch {
    await remove(temporary)
  }
}

const create = (path: string, bytes: Uint8Array) => writeFile(path, bytes, { mode: FILE_MODE, flag: 'wx' })

/**
 * The time of the last use is the file's own, which outlives the process and is seen by others. It is set at every
 * use: that costs no more than to look how old it is, and the system writes it to disk only every few seconds.
 * @returns false when the file is gone, or not ours to touch.
 */
async function touch(path: string): Promise<boolean> {
  const now = Date.now() / 1000
  return utimes(path, now, now).then(
    () => true,
    () => false,
  )
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {})
}
