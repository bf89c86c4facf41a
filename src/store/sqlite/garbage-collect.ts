import { setImmediate as nextTurn } from 'node:timers/promises'
import { ENTITIES, FOREVER, type VersionedName } from '../entities/index.ts'
import type { Connection } from './connection.ts'
import { renewLease } from './lease.ts'
import { StoredPacks } from './packs.ts'
import { deleteContentIfUnused } from './write-content.ts'
import { deleteFetchedIfUnused } from './write-fetched.ts'

/*
 * Taking rows away, in transactions short enough that another writer gets in between: what a load that died left
 * behind, and what no reader can see any more.
 */

const VERSIONED: readonly VersionedName[] = ['label', 'dataRowProject', 'dataRow', 'project']

/** Rows in one transaction. A label brings hundreds of annotations with it. */
const STEP: Readonly<Record<VersionedName, number>> = {
  label: 50,
  dataRowProject: 1000,
  dataRow: 1000,
  project: 1000,
}

/** The connection of a load and its lease. */
interface Held {
  readonly connection: Connection
  readonly token: string
}

/** Undoes a load that was never published: the store is as if it had not begun. */
export async function clearUnpublished(held: Held, version: number): Promise<void> {
  for (const name of VERSIONED) {
    const { table } = ENTITIES[name]
    await removeRows(held, name, `born > ${version}`)
    await repeat(held, () =>
      held.connection.run(
        `update ${table} set gone = ${FOREVER} where no in
          (select no from ${table} where gone < ${FOREVER} and gone > ${version} limit 1000)`,
      ),
    )
  }
  await repeat(held, () =>
    held.connection.run(
      `delete from tombstone where (id, gone) in (select id, gone from tombstone where gone > ${version} limit 1000)`,
    ),
  )
  await repeat(held, () =>
    held.connection.run(`delete from reject where no in (select no from reject where born > ${version} limit 1000)`),
  )
}

/** Removes what was replaced before the version that came before this one. */
export async function removeSuperseded(held: Held, version: number): Promise<void> {
  for (const name of VERSIONED) await removeRows(held, name, `gone < ${FOREVER} and gone < ${version}`)
  await repeat(held, () =>
    held.connection.run(
      `delete from reject where no in (select r.no from reject r join export x on x.no = r.export_no
        where x.gone < ${version} limit 1000)`,
    ),
  )
  await repeat(held, () => held.connection.run(`delete from export where gone < ${version}`))
  // Of things that were removed again, the removals before.
  await repeat(held, () =>
    held.connection.run(
      `delete from tombstone where gone < ${version - 1}
        and id in (select id from tombstone where gone = ${version - 1})`,
    ),
  )
}

async function removeRows(held: Held, name: VersionedName, condition: string): Promise<void> {
  const { connection } = held
  const { table } = ENTITIES[name]
  const columns = name === 'label' ? 'no, id, content_no, content_version' : 'no'
  await repeat(held, () => {
    const rows = connection.all<{ no: number; id: string; content_no: number; content_version: number }>(
      `select ${columns} from ${table} where ${condition} limit ${STEP[name]}`,
    )
    const packs = new StoredPacks(connection)
    for (const { no, id, content_no: contentNo, content_version: version } of rows) {
      connection.run(`delete from ${table} where no = ?`, no)
      if (name === 'label') {
        deleteContentIfUnused({ connection, packs }, contentNo)
        deleteFetchedIfUnused(connection, id, version)
      }
      if (name === 'dataRow') connection.run('delete from metadata where data_row_no = ?', no)
      if (name === 'dataRowProject') connection.run('delete from workflow_event where data_row_project_no = ?', no)
    }
    packs.removeUnused()
    return rows.length
  })
}

/** Until a step has nothing left to do. */
async function repeat({ connection, token }: Held, step: () => number): Promise<void> {
  for (;;) {
    const done = connection.transaction(() => {
      renewLease(connection, token)
      return step()
    })
    if (done === 0) return
    await nextTurn()
  }
}
