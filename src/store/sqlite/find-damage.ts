import { SlicegraphError } from '../../errors.ts'
import type { Finding } from '../check-report.ts'
import { Connection } from './connection.ts'
import { SCHEMA } from './schema.ts'
import { storeDamaged } from './sqlite-errors.ts'
import { readState } from './state.ts'

/** Tables that every answer needs. */
const VITAL = new Set(['state', 'export'])

/**
 * Damage that shows without a scan: a missing table or column, an unreadable root page, a missing `state` row.
 * @throws SlicegraphError STORE_CORRUPT when nothing can be served
 */
export function findDamage(connection: Connection): readonly Finding[] {
  const damaged: Finding[] = []
  for (const { table, columns } of declaredTables()) {
    try {
      connection.get(`select ${columns} from ${table} limit 1`)
    } catch (error) {
      const failure = error instanceof SlicegraphError ? error : storeDamaged(connection.path, error)
      if (failure.code !== 'STORE_CORRUPT' || VITAL.has(table)) throw failure
      damaged.push({ kind: 'INDEX_OR_PAGE', table, count: 1 })
    }
  }
  readState(connection)
  return damaged
}

function declaredTables() {
  const empty = new Connection(':memory:', { readOnly: false })
  try {
    empty.script(SCHEMA)
    return empty.all<{ readonly table: string; readonly columns: string }>(
      `select t.name as "table", group_concat(c.name) as columns
       from sqlite_schema t, pragma_table_info(t.name) c where t.type = 'table' group by t.name`,
    )
  } finally {
    empty.close()
  }
}
