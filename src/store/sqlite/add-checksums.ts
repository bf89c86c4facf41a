import {
  AUDITS,
  CHECKED_TABLES,
  type CheckedTable,
  checkedTableOf,
  checksumSql,
  ROW_CHECKSUM,
  rawChecksumSql,
} from '../checked-tables.ts'
import { CHUNK_RANGE, ENTITIES, HEAD } from '../entities/index.ts'
import type { Connection } from './connection.ts'
import { ENTRIES, entryChecksumSql } from './entry-checksums.ts'
import { AUDIT_COLUMNS, CHECKSUM, RAW_CHECKSUM } from './schema.ts'

/** Adds the checksums of the rows of an older store. Rows that changed on the disk before are not known as such. */
export function addChecksums(connection: Connection): void {
  addColumn(connection, 'content', 'entries_checksum integer not null default 0')
  const tables = CHECKED_TABLES.flatMap(table => asItIs(connection, table))
  for (const table of tables) {
    addColumn(connection, table.table, CHECKSUM)
    if (table.rawKey) addColumn(connection, table.table, RAW_CHECKSUM)
  }
  const sums = ENTRIES.map(
    entity =>
      `coalesce((select sum(${entryChecksumSql(entity)}) from ${entity.table} where content_no = content.no), 0)`,
  )
  connection.script(`update content set entries_checksum = ${signed(sums.join(' + '))}`)
  for (const table of tables) {
    const raw = table.rawKey ? `, raw_checksum = ${rawChecksumSql(table.rawKey)}` : ''
    connection.script(`update ${table.table} set checksum = ${checksumSql(table)}${raw}`)
  }
}

/** In 0.4, checksums of `raw` and of packs said nothing of the row. Those of damaged rows stay as they are. */
export function addKeysToChecksums(connection: Connection): void {
  for (const { table, rawKey } of CHECKED_TABLES) {
    if (!rawKey) continue
    const changed = `raw_checksum = ${rawChecksumSql(rawKey)} where raw_checksum is ${rawChecksumSql([])}`
    connection.script(`update ${table} set ${changed}`)
  }
  connection.script(`update pack set checksum = ${ROW_CHECKSUM}(no, body) where checksum is ${ROW_CHECKSUM}(body)`)
}

/** Adds the sums of the checksums of chunks, which 0.4 lacks. */
export function addChunkSums(connection: Connection): void {
  addColumn(connection, 'content', 'chunks_checksum integer not null default 0')
  const first = `content.no * ${CHUNK_RANGE}`
  const sum = `select sum(checksum) from chunk
    where no >= ${first} and no < ${first} + ${CHUNK_RANGE} and no <> ${first} + ${HEAD}`
  connection.script(`
    update content set chunks_checksum = ${signed(`coalesce((${sum}), 0)`)};
    update content set checksum = ${checksumSql(checkedTableOf(ENTITIES.content))};
  `)
}

/** Adds what the heads of audit logs lack in 0.4. A gateway that goes on with such a log notes in it that the key is missing. */
export function widenAudits(connection: Connection): void {
  const older = `checksum is ${ROW_CHECKSUM}(id, count, hash, bytes)`
  for (const column of AUDIT_COLUMNS) addColumn(connection, 'audit', column)
  connection.script(`update audit set checksum = ${checksumSql(AUDITS)} where ${older}`)
}

/** A sum as a signed number of 32 bits. */
const signed = (sum: string) => `((${sum} + ${2 ** 31}) & ${2 ** 32 - 1}) - ${2 ** 31}`

/** Without the columns that later steps add. None: a later step makes the table. */
function asItIs(connection: Connection, { covers, ...table }: CheckedTable): CheckedTable[] {
  const found = connection.all<{ name: string }>('select name from pragma_table_info(?)', table.table)
  const names = new Set(found.map(({ name }) => name))
  // Parts of columns are of older ones.
  const isThere = (column: string) => names.has(column) || !/^\w+$/.test(column)
  return found.length === 0 ? [] : [{ ...table, covers: covers.filter(isThere) }]
}

/** A step before may have made the table anew, with the column. */
function addColumn(connection: Connection, table: string, ddl: string): void {
  const [name] = ddl.split(' ')
  const found = connection.get('select 1 from pragma_table_info(?) where name = ?', table, name)
  if (!found) connection.script(`alter table ${table} add column ${ddl}`)
}
