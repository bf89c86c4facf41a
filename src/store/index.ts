import { UsageError } from '../errors.ts'
import type { Store, StoreOptions } from './contract.ts'
import { openSqliteStore } from './sqlite/open.ts'
import { SCAN_WORK } from './sqlite/scans.ts'
import { createShortWrites } from './sqlite/short-writes.ts'
import { sizeOf } from './sqlite/store-file.ts'
import { createFetchedWriter } from './sqlite/write-fetched.ts'

export type * from './audit-heads.ts'
export type * from './check-report.ts'
export { rowMissing } from './checksum.ts'
export * from './contract.ts'
export type * from './entities/index.ts'
export { ENTITIES } from './entities/index.ts'
export type * from './fetched.ts'
export { type Hidden, type Hiding, shownContent, shownJson, shownText } from './hiding.ts'
export { KeptMemory } from './kept-memory.ts'
export type { KeptTexts } from './kept-texts.ts'
export type * from './loads.ts'
export type * from './opening.ts'
export type * from './pulls.ts'
export { isOfNow } from './query/stats.ts'
export type { Scope } from './query-context.ts'
export type * from './tasks.ts'
export type * from './tokens.ts'

/** Bytes of the store; null if there is none. Opening one makes it. @throws SlicegraphError when none can be there */
export function sizeOfStore(url: string): number | null {
  return sizeOf(url.slice('sqlite:'.length))
}

/** Where the bytes that were fetched for a store are kept: beside it. */
export function mediaFolderOf(url: string): string {
  return `${url.slice('sqlite:'.length)}-media`
}

const KEPT_BYTES = 32_000_000

/**
 * @param url `sqlite:PATH`
 * @throws UsageError when the URL names no backend, or the store cannot be used.
 */
export async function openStore(
  url: string,
  { keptBytes = KEPT_BYTES, scanWork = SCAN_WORK, isCheckedElsewhere = false }: StoreOptions = {},
): Promise<Store> {
  if (url.startsWith('sqlite:'))
    return openSqliteStore(url.slice('sqlite:'.length), { keptBytes, scanWork, isCheckedElsewhere })
  throw new UsageError(`The store ${url.split(':')[0]}: is of no kind this version knows. Use sqlite:PATH.`)
}

/** Writes what was fetched into a store that another thread of this process has open. */
export function openFetchedWriter(url: string): Pick<Store, 'putFrames'> & { close(): void } {
  const shortWrites = createShortWrites(url.slice('sqlite:'.length))
  return { ...createFetchedWriter(shortWrites), close: shortWrites.close }
}
