import { setImmediate as nextTurn } from 'node:timers/promises'
import { changedChecksum, checkedTableOf } from '../checked-tables.ts'
import {
  type AnyEntity,
  CHUNK_RANGE,
  ENTITIES,
  FOREVER,
  type StoredRow,
  VERSIONED_NAMES,
  type VersionedName,
} from '../entities/index.ts'
import { SUM_CONTENT } from './entry-checksums.ts'
import { inTransaction, type LeasedLoad } from './lease.ts'

/*
 * Deletes rows that a load left behind when it died, and rows that readers can no longer see. Transactions are short
 * enough that another writer gets in between.
 */

/** Rows in one transaction. A label brings hundreds of annotations with it. */
const STEP = 1000
const LABEL_STEP = 50

/** Undoes a load that was never published: the store is as if it had not begun. */
export async function clearUnpublished(load: LeasedLoad, version: number): Promise<void> {
  for (const name of VERSIONED_NAMES) {
    const { table } = ENTITIES[name]
    await deleteRows(load, name, `born > ${version}`)
    const ended = `select no from ${table} where gone < ${FOREVER} and gone > ${version} limit ${STEP}`
    await repeatStatement(load, `${reopen(ENTITIES[name])} where no in (${ended})`)
  }
  const removals = `select no from tombstone where gone > ${version} limit ${STEP}`
  await repeatStatement(load, `delete from tombstone where no in (${removals})`)
  const rejects = `select no from reject where born > ${version} limit ${STEP}`
  await repeatStatement(load, `delete from reject where no in (${rejects})`)
}

/** Removes what was replaced before the version that came before this one. */
export async function removeSuperseded(load: LeasedLoad, version: number): Promise<void> {
  // Rows are kept in memory by their number, so that none may come again: SQLite gives the one after the last that is there.
  for (const name of VERSIONED_NAMES) {
    const last = `select max(no) from ${ENTITIES[name].table}`
    await deleteRows(load, name, `gone < ${FOREVER} and gone < ${version} and no < (${last})`)
  }
  const rejects = `select r.no from reject r join export x on x.no = r.export_no where x.gone < ${version} limit ${STEP}`
  await repeatStatement(load, `delete from reject where no in (${rejects})`)
  await repeatStatement(load, `delete from export where gone < ${version}`)
  await repeatStatement(load, 'delete from export_project where export_no not in (select no from export)')
  // Of things that were removed again, the removals before.
  const removedAgain = `select id from tombstone where gone = ${version - 1}`
  await repeatStatement(load, `delete from tombstone where gone < ${version - 1} and id in (${removedAgain})`)
}

function reopen(entity: AnyEntity): string {
  const checksum = changedChecksum(checkedTableOf(entity), { gone: String(FOREVER) })
  return `update ${entity.table} set gone = ${FOREVER}, checksum = ${checksum}`
}

async function deleteRows(load: LeasedLoad, name: VersionedName, condition: string): Promise<void> {
  const step = name === 'label' ? LABEL_STEP : STEP
  const select = `select no from ${ENTITIES[name].table} where ${condition} limit ${step}`
  await repeat(load, () => {
    const rows = load.connection.all<{ readonly no: number }>(select)
    for (const { no } of rows) deleteRow(load, name, no)
    return rows.length
  })
}

const repeatStatement = (load: LeasedLoad, text: string) => repeat(load, () => load.connection.run(text))

/** Until a step has nothing left to do. */
async function repeat(load: LeasedLoad, step: () => number): Promise<void> {
  while (inTransaction(load, step) > 0) await nextTurn()
}

const EMPTIED = `update content set head = '{}', groups = '[]', fetched = '{}', annotation_count = 0,
  remote_group_count = 0, entries_checksum = 0, chunks_checksum = 0 where no = ?`

type DeletedLabel = Pick<StoredRow<'label'>, 'id' | 'contentNo' | 'contentVersion'>

/** Deletes a row of a version, and what belongs to it alone. */
export function deleteRow(load: LeasedLoad, name: VersionedName, no: number): void {
  const { connection } = load
  if (name === 'label') {
    const label = connection.get<DeletedLabel>(
      `delete from label where no = ?
       returning id, content_no as "contentNo", content_version as "contentVersion"`,
      no,
    )
    connection.run('delete from review where label_no = ?', no)
    if (label) deleteUnused(load, label)
    return
  }
  connection.run(`delete from ${ENTITIES[name].table} where no = ?`, no)
  if (name === 'dataRow') connection.run('delete from metadata where data_row_no = ?', no)
  if (name === 'dataRowProject') connection.run('delete from workflow_event where data_row_project_no = ?', no)
}

/** A label's content, and what was fetched for its version, unless another row shows them. */
function deleteUnused({ connection, packs }: LeasedLoad, { id, contentNo: no, contentVersion }: DeletedLabel): void {
  if (!connection.get('select 1 from label where content_no = ? limit 1', no)) {
    const range = [no * CHUNK_RANGE, (no + 1) * CHUNK_RANGE] as const
    packs.markForCheck(connection.all('select pack_no as pack from chunk where no >= ? and no < ?', ...range))
    connection.run('delete from chunk where no >= ? and no < ?', ...range)
    for (const table of ['feature', 'annotation', 'classification', 'feature_area'])
      connection.run(`delete from ${table} where content_no = ?`, no)
    // The last number stays taken, since contents are kept in memory by it.
    const isLast = !connection.get('select 1 from content where no > ? limit 1', no)
    connection.run(isLast ? EMPTIED : 'delete from content where no = ?', no)
    if (isLast) connection.run(SUM_CONTENT, no)
  }
  if (connection.get('select 1 from label where id = ? and content_version = ? limit 1', id, contentVersion)) return
  connection.run('delete from feature_area where content_no = ? and content_version = ?', no, contentVersion)
  for (const table of ['mask', 'composite'])
    connection.run(`delete from ${table} where label_id = ? and content_version = ?`, id, contentVersion)
}
