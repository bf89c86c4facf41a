import { SlicegraphError } from '../../errors.ts'
import type { Connection } from './connection.ts'
import { SCHEMA } from './schema.ts'

/** Tables that every answer needs. */
const VITAL = new Set(['state', 'export'])

/**
 * Damage that shows without a scan: a missing table, an unreadable root page, a missing `state` row.
 * @throws SlicegraphError STORE_CORRUPT when nothing can be served
 */
export function findDamage(connection: Connection): SlicegraphError | null {
  let damage: SlicegraphError | null = null
  for (const [, table = ''] of SCHEMA.matchAll(/^create table (\w+)/gm)) {
    try {
      connection.get(`select * from ${table} limit 1`)
    } catch (error) {
      if (!(error instanceof SlicegraphError) || error.code !== 'STORE_CORRUPT' || VITAL.has(table)) throw error
      damage ??= error
    }
  }
  readState(connection)
  return damage
}

export interface State {
  readonly version: number
  readonly fetched: number
}

/** The current version of the data. @throws SlicegraphError STORE_CORRUPT when its row is missing */
export function readState(connection: Connection): State {
  const state = connection.get<State>('select version, fetched from state')
  if (state) return state
  throw new SlicegraphError(
    'STORE_CORRUPT',
    'The store is damaged: the row with its version is missing. Restore it from a backup, or load the exports into a new store.',
    { file: connection.path },
  )
}
