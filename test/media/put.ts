import { keepFile } from '../../src/media/keep-file.ts'
import type { MediaCache } from '../../src/media/media-cache.ts'
import { digestOf } from './numbered-bytes.ts'

/** Keeps the bytes in the cache, written by this thread. Answers their digest. */
export function put(cache: MediaCache, bytes: Uint8Array): Promise<string> {
  return cache.keep(bytes.length, async folder => (folder === null ? digestOf(bytes) : keepFile(folder, bytes)))
}
