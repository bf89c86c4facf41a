import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'

/*
 * A small file beside the store holds the size and the time of change that the store had when it was last known to be
 * sound. If both are the same, nothing has written to the store since, and only a fault of the disk can have damaged it.
 */

const markOf = (path: string) => `${path}-checked`

/** Whether the store is as it was when it was marked. */
export function isMarkedSound(path: string): boolean {
  try {
    return readFileSync(markOf(path), 'utf8') === stampOf(path)
  } catch {
    // Without a mark the store is checked.
    return false
  }
}

/** Marks a store that is closed. */
export function markSound(path: string): void {
  try {
    const stamp = stampOf(path)
    if (stamp !== null) writeFileSync(markOf(path), stamp)
  } catch {
    // The next start checks the store.
  }
}

export function unmark(path: string): void {
  try {
    rmSync(markOf(path), { force: true })
  } catch {
    // The folder cannot be written: the next start takes the store for sound, and what is damaged fails when it is read.
  }
}

/** Null while a part of the store is in its log. The time of change, unlike that of modification, cannot be set. */
function stampOf(path: string): string | null {
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return null
  const { size, ctimeNs } = statSync(path, { bigint: true })
  return `${size} ${ctimeNs}\n`
}
