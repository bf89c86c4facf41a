import { hash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathOf, temporaryPathOf } from './layout.ts'

export const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes)

/**
 * Writes bytes into the folder of a media cache, unless they are there; nothing where they cannot be written. Blocks on
 * the disk, so it is for threads: the five calls take a tenth of what they cost as promises.
 * @returns the digest
 */
export function keepFile(folder: string, bytes: Uint8Array): string {
  const digest = digestOf(bytes)
  const path = pathOf(folder, digest)
  if (!isKept(path, bytes.length)) write(path, temporaryPathOf(folder, digest), bytes)
  return digest
}

/** Masks show patients: only the owner may read them. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/** Whether the file is there in full length. Any other damage is found when it is read. */
function isKept(path: string, byteLength: number): boolean {
  const now = Date.now() / 1000
  let size: number | undefined
  const look = () => {
    size = statSync(path, { throwIfNoEntry: false })?.size
  }
  return attempt(look) && size === byteLength && attempt(() => utimesSync(path, now, now))
}

/**
 * Writes under a temporary name first, so that no reader, in any process, meets half a file. It is not synced: damage
 * by a power cut shows in the digest.
 */
function write(path: string, temporary: string, bytes: Uint8Array): void {
  const create = () => writeFileSync(temporary, bytes, { mode: FILE_MODE, flag: 'wx' })
  const makeFolder = () => mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE })
  const isCreated = attempt(create) || attempt(makeFolder, create)
  if (!isCreated || !attempt(() => renameSync(temporary, path))) attempt(() => rmSync(temporary, { force: true }))
}

/** Whether nothing was thrown. */
function attempt(...steps: readonly (() => void)[]): boolean {
  try {
    for (const step of steps) step()
    return true
  } catch {
    return false
  }
}
