import { checkedTableOf, checksumSql } from '../../src/store/checked-tables.ts'
import { ENTITIES } from '../../src/store/index.ts'
import { openForWriting } from '../../src/store/sqlite/connection.ts'

/** Changes the tasks of a store as if it had been written so, with SQL by column: checksums included. */
export function changeTasks(path: string, changed: Readonly<Record<string, string>>): void {
  const connection = openForWriting(path)
  const checksum = checksumSql(checkedTableOf(ENTITIES.exportTask), changed)
  const set = Object.entries({ ...changed, checksum }).map(([column, value]) => `${column} = ${value}`)
  connection.run(`update export_task set ${set.join(', ')}`)
  connection.close()
}
