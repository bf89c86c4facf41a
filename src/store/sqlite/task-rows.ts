import { changedChecksum, checkedTableOf, checkRow } from '../checked-tables.ts'
import { selectRow } from '../columns.ts'
import { type AnyEntity, columnName, ENTITIES, type StoredRow } from '../entities/index.ts'
import type { Connection } from './connection.ts'
import { isAlive, RUNNER, type Runner } from './process-identity.ts'

/* Rows of tasks, which one process at a time runs. */

type TaskName = 'exportTask' | 'pullTask'
type TaskRow<N extends TaskName> = Omit<StoredRow<N>, 'body'>

export const RUNNING = "status = 'IN_PROGRESS'"

/** @throws SlicegraphError STORE_CORRUPT when one of them is not as it was written */
export function tasksWhere<N extends TaskName>(
  connection: Connection,
  name: N,
  condition: string,
  ...parameters: readonly unknown[]
): TaskRow<N>[] {
  const entity: AnyEntity = ENTITIES[name]
  const rows = connection.all<TaskRow<N>>(`${selectRow(entity)} where ${condition}`, ...parameters)
  for (const row of rows) checkRow(entity, row)
  return rows
}

/** The tasks whose process has died. */
export function deadTasks<N extends TaskName>(connection: Connection, name: N): TaskRow<N>[] {
  return tasksWhere(connection, name, `${RUNNING} order by no`).filter(task => !isAlive(task as Runner))
}

export function setFields(connection: Connection, name: TaskName, id: string, fields: object): void {
  const entity: AnyEntity = ENTITIES[name]
  const changed = Object.fromEntries(
    Object.keys(fields).map((field, index) => [columnName(field, {}), `?${index + 1}`]),
  )
  const set = Object.entries(changed).map(([column, value]) => `${column} = ${value}`)
  set.push(`checksum = ${changedChecksum(checkedTableOf(entity), changed)}`)
  const update = `update ${entity.table} set ${set.join(', ')} where id = ?${set.length}`
  connection.run(update, ...Object.values(fields), id)
}

interface Change {
  readonly errors?: readonly unknown[]
}

/** Changes a task, with a sign of life. Answers false when this process does not run it. */
export function updateOwn(
  connection: Connection,
  name: TaskName,
  id: string,
  { errors, ...change }: Change & object,
): boolean {
  const { table } = ENTITIES[name]
  const owned = connection.get(`select 1 from ${table} where id = ? and runner = ? and ${RUNNING}`, id, RUNNER)
  if (!owned) return false
  const fields = errors ? { ...change, errors: JSON.stringify(errors) } : change
  setFields(connection, name, id, { ...fields, heartbeat: Date.now() })
  return true
}
