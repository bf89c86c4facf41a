import { storeCorrupt } from '../../errors.ts'
import { checkValues } from '../checksum.ts'
import { versionDeleted } from '../query-context.ts'
import type { Connection } from './connection.ts'

/** The one row of the table `state`. */
export interface State {
  /** Of the data. */
  readonly version: number
  /** How many times something fetched was kept. */
  readonly fetched: number
}

/** @throws SlicegraphError STORE_CORRUPT when the row is missing or damaged */
export function readState(connection: Connection): State {
  const state = connection.get<State & { readonly checksum: number }>('select version, fetched, checksum from state')
  if (state) {
    checkValues([state.version, state.fetched], state.checksum)
    return { version: state.version, fetched: state.fetched }
  }
  throw storeCorrupt('the row with its version is missing', { file: connection.path })
}

/**
 * Call it before each read, in the same transaction: rows that only this version shows are deleted once the second load
 * after it is published, and would count as missing.
 * @throws SlicegraphError OVERLOADED
 */
export function requireVersion(connection: Connection, version: number): void {
  if (readState(connection).version > version + 1) throw versionDeleted()
}
