import type { AuditHead, AuditHeads, NotedHeads } from '../audit-heads.ts'
import { AUDITS, ROW_CHECKSUM } from '../checked-tables.ts'
import { checkValues } from '../checksum.ts'
import type { Connection } from './connection.ts'
import type { ShortWrites } from './short-writes.ts'

const COLUMNS = AUDITS.covers.join(', ')
const VALUES = AUDITS.covers.map((_, index) => `?${index + 1}`).join(', ')
const PUT = `insert or replace into audit (${COLUMNS}, checksum) values (${VALUES}, ${ROW_CHECKSUM}(${VALUES}))`
const SELECT = `select ${COLUMNS}, checksum from audit`

/** @param reader A connection that reads. */
export function createAuditHeads(reader: Connection, { write, writeNow }: ShortWrites): AuditHeads {
  const noting = (work: (heads: NotedHeads) => AuditHead) => (connection: Connection) => {
    const head = work(headsIn(connection))
    connection.run(PUT, ...AUDITS.covers.map(column => head[column]))
  }
  return {
    ...headsIn(reader),
    advance: work => write(noting(work)),
    advanceNow: work => writeNow(noting(work)),
  }
}

const headsIn = (connection: Connection): NotedHeads => ({
  find: id => connection.all<HeadRow>(`${SELECT} where id = ?`, id).map(toHead)[0] ?? null,
  list: () => connection.all<HeadRow>(`${SELECT} order by no`).map(toHead),
})

type HeadRow = AuditHead & { readonly checksum: number }

/** @throws SlicegraphError STORE_CORRUPT for a damaged row */
function toHead({ checksum, ...head }: HeadRow): AuditHead {
  checkValues(
    AUDITS.covers.map(column => head[column]),
    checksum,
  )
  return head
}
