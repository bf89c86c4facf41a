import { readFile, rm, utimes } from 'node:fs/promises'
import { digestOf } from './keep-file.ts'
import { isDigest, pathOf } from './layout.ts'
import { createSizeBound } from './size-bound.ts'

/**
 * Fetched bytes, kept on disk under their SHA-256. Any bytes may be gone at the next call: when the bound is reached, the
 * least recently used files are removed. Any number of processes may share a folder.
 */
export interface MediaCache {
  /** Reads bytes and marks them used. @returns null where they are not here; damaged ones are removed. */
  get(digest: string): Promise<Buffer | null>
  /**
   * Makes room for so many bytes, and calls `write` with the folder that it is to write them to by `keepFile`, most
   * likely in another thread; with null if nothing is to be kept. It is no error where they cannot be written (a full
   * disk, a read-only one, more than the bound): they are not cached.
   */
  keep<T>(byteLength: number, write: (folder: string | null) => Promise<T>): Promise<T>
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
  const writes = new Set<Promise<unknown>>()
  let closed = false

  return {
    async get(digest) {
      // The digest comes from the store, which may be damaged: nothing else must become part of a path.
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

    async keep(byteLength, write) {
      if (closed || !bound.admits(byteLength)) return write(null)
      const writing = bound.add(byteLength, () => write(folder)).finally(() => writes.delete(writing))
      writes.add(writing)
      return writing
    },

    async close() {
      closed = true
      await bound.close()
      await Promise.allSettled(writes)
    },
  }
}

/**
 * Notes a use in the file's own time, which outlives the process and is seen by others. Setting it costs no more than
 * reading it, and the system writes it to disk only every few seconds.
 */
async function touch(path: string): Promise<void> {
  const now = Date.now() / 1000
  await utimes(path, now, now).catch(() => {})
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => {})
}
