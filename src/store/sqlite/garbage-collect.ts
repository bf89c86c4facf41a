import { setImmediate as nextTurn } from 'node:timers/promises'
import { ENTITIES, FOREVER, VERSIONED_NAMES, type VersionedName } from '../entities/index.ts'
import { deleteRow } from './delete-row.ts'
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
    await repeatStatement(load, `update ${table} set gone = ${FOREVER} where no in (${ended})`)
  }
  const removals = `select id, gone from tombstone where gone > ${version} limit ${STEP}`
  await repeatStatement(load, `delete from tombstone where (id, gone) in (${removals})`)
  const rejects = `select no from reject where born > ${version} limit ${STEP}`
  await repeatStatement(load, `delete from reject where no in (${rejects})`)
}

/** Removes what was replaced before the version that came before this one. */
export async function removeSuperseded(load: LeasedLoad, version: number): Promise<void> {
  for (const name of VERSIONED_NAMES) await deleteRows(load, name, `gone < ${FOREVER} and gone < ${version}`)
  const rejects = `select r.no from reject r join export x on x.no = r.export_no where x.gone < ${version} limit ${STEP}`
  await repeatStatement(load, `delete from reject where no in (${rejects})`)
  await repeatStatement(load, `delete from export where gone < ${version}`)
  // Of things that were removed again, the removals before.
  const removedAgain = `select id from tombstone where gone = ${version - 1}`
  await repeatStatement(load, `delete from tombstone where gone < ${version - 1} and id in (${removedAgain})`)
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
