import type { AuditHead, AuditHeads } from '../audit-heads.ts'
import { AUDITS, ROW_CHECKSUM } from '../checked-tables.ts'
import { checkValues } from '../checksum.ts'
import type { Connection } from './connection.ts'
import type { ShortWrites } from './short-writes.ts'

const COLUMNS = AUDITS.covers.join(', ')
const VALUES = AUDITS.covers.map((_, index) => `?${index + 1}`).join(', ')
const PUT = `insert or replace into audit (${COLUMNS}, checksum) values (${VALUES}, ${ROW_CHECKSUM}(${VALUES}))`

/** @param reader A connection that reads. */
export function createAuditHeads(reader: Connection, { write }: ShortWrites): AuditHeads {
  return {
    find: id => findIn(reader, id),
    advance: work =>
      write(connection => {
        const { id, count, hash, bytes } = work(wanted => findIn(connection, wanted))
        connection.run(PUT, id, count, hash, bytes)
      }),
  }
}

/** @throws SlicegraphError STORE_CORRUPT for a damaged row */
function findIn(connection: Connection, id: string): AuditHead | null {
  const row = connection.get<AuditHead & { readonly checksum: number }>(
    `select ${COLUMNS}, checksum from audit where id = ?`,
    id,
  )
  if (!row) return null
  checkValues([row.id, row.count, row.hash, row.bytes], row.checksum)
  return { id: row.id, count: row.count, hash: row.hash, bytes: row.bytes }
}
