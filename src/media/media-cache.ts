import { hash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isDigest, pathOf, temporaryPathOf } from './layout.ts'
import { createSizeBound } from './size-bound.ts'

/**
 * Fetched bytes, kept on disk under their SHA-256. Any bytes may be gone at the next call: when the bound is reached, the
 * least recently used files are removed. Any number of processes may share a folder.
 */
export interface MediaCache {
  /** Reads bytes and marks them used. @returns null where they are not here; damaged ones are removed. */
  get(digest: string): Promise<Buffer | null>
  /**
   * Keeps the bytes; the same bytes are kept once. It is no error where they cannot be written (a full disk, a
   * read-only one, more than the bound): they are not cached.
   * @returns their digest: SHA-256 as 64 hex digits.
   */
  put(bytes: Uint8Array): Promise<string>
  /** Waits for writes under way. Afterwards nothing more is kept. */
  close(): Promise<void>
}

/**
 * Opens a cache at once, however much the folder holds: its size is measured in the background. A cache whose folder
 * cannot be made or read keeps nothing.
 * @param maxBytes on disk that the files may take; each takes whole blocks of 4 KiB. Default 1 GiB; may be Infinity.
 */
export async function openMediaCache(folder: string, maxBytes = 2 ** 30): Promise<MediaCache> {
  const bound = createSizeBound(folder, maxBytes)
  const writes = new Set<Promise<void>>()
  let closed = false

  async function keep(digest: string, bytes: Uint8Array): Promise<void> {
    if (await isKept(pathOf(folder, digest), bytes.length)) return
    await bound.add(bytes.length, () => write(folder, digest, bytes))
  }

  return {
    async get(digest) {
      // The digest comes from the store, which may be damaged: nothing else must become part of a path.
      if (!isDigest(digest)) return null
      const path = pathOf(folder, digest)
      const bytes = await readFile(path).catch(() => null)
      if (bytes === null) return null
      if (hash('sha256', bytes) !== digest) {
        await remove(path)
        return null
      }
      await touch(path)
      return bytes
    },

    async put(bytes) {
      const digest = hash('sha256', bytes)
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

/** Masks show patients: only the owner may read them. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** Whether the file is there in full length. Any other damage is found when it is read. */
async function isKept(path: string, byteLength: number): Promise<boolean> {
  const present = await stat(path).catch(() => null)
  return present?.size === byteLength && touch(path)
}

/**
 * Writes under a temporary name first, so that no reader, in any process, meets half a file. It is not synced: damage
 * by a power cut shows in the digest.
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
 * Notes a use in the file's own time, which outlives the process and is seen by others. Setting it costs no more than
 * reading it, and the system writes it to disk only every few seconds.
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
