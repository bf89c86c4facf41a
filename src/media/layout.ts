import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

/*
 * A file is called after its digest, and stands in one of 256 folders by the first two digits. One that is being
 * written stands beside it under another name.
 */

export function pathOf(folder: string, digest: string): string {
  return join(folder, digest.slice(0, 2), digest)
}

export function temporaryPathOf(folder: string, digest: string): string {
  return `${pathOf(folder, digest)}.${randomUUID()}.tmp`
}

export function isDigest(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}

export function isTemporary(name: string): boolean {
  return /^[0-9a-f]{64}\.[0-9a-f-]{36}\.tmp$/.test(name)
}

export function isSubfolder(name: string): boolean {
  return /^[0-9a-f]{2}$/.test(name)
}
