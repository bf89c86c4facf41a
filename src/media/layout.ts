import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

/*
 * A file is named by its digest and stands in one of 256 folders, by the first two digits. A file that is being written
 * stands beside it under a temporary name.
 */

export const pathOf = (folder: string, digest: string): string => join(folder, digest.slice(0, 2), digest)

export const temporaryPathOf = (folder: string, digest: string): string =>
  `${pathOf(folder, digest)}.${randomUUID()}.tmp`

export const isDigest = (name: string): boolean => /^[0-9a-f]{64}$/.test(name)

export const isTemporary = (name: string): boolean => /^[0-9a-f]{64}\.[0-9a-f-]{36}\.tmp$/.test(name)

export const isSubfolder = (name: string): boolean => /^[0-9a-f]{2}$/.test(name)
