import { inTransaction, type LeasedLoad } from './lease.ts'
import { INDEXES, type Index } from './schema.ts'

/*
 * The first load of a store goes without the indexes that it does not use, and builds them before it is published. A
 * load that is killed leaves a store without them and without data; whichever load is published next builds them.
 */

/** Indexes by which a load finds rows. */
const USED_BY_LOADS = /_(id|data_row|label|content|born|gone|export|pack)$/

const LATE = INDEXES.filter(({ name }) => !USED_BY_LOADS.test(name))

export function dropLateIndexes(load: LeasedLoad): void {
  inTransaction(load, () => {
    for (const { name } of LATE) load.connection.script(`drop index if exists ${name}`)
  })
}

/** One index in a transaction: to build it over many rows takes seconds. */
export function buildLateIndexes(load: LeasedLoad): void {
  for (const index of LATE) if (isMissing(load, index)) inTransaction(load, () => load.connection.script(index.ddl))
}

const isMissing = ({ connection }: LeasedLoad, { name }: Index) =>
  connection.get("select 1 from sqlite_schema where type = 'index' and name = ?", name) === undefined
