import { isDeepStrictEqual } from 'node:util'
import type { ExportInput } from '../../model/index.ts'
import { changedChecksum, checkedTableOf, checkRow, ROW_CHECKSUM } from '../checked-tables.ts'
import { checkValues } from '../checksum.ts'
import { selectRow } from '../columns.ts'
import { parseStored } from '../compressed-text.ts'
import { columnName, ENTITIES, type StoredRow } from '../entities/index.ts'
import type { FinishedTask, RunningTask, TaskStore } from '../tasks.ts'
import type { Connection } from './connection.ts'
import { insertOne } from './insert-rows.ts'
import { isAlive, RUNNER, thisProcess } from './process-identity.ts'
import type { ShortWrites } from './short-writes.ts'

type TaskRow = Omit<StoredRow<'exportTask'>, 'body'>

const { exportTask: TASK } = ENTITIES
const SELECT_RUNNING = `${selectRow(TASK)} where status = 'IN_PROGRESS'`
const SELECT_LAST_FULL = `${selectRow(TASK)} where status = 'COMPLETE' and scope = ? and since is null
  and input -> 'filters' = ? order by started_at desc limit 1`

/** @param reader A connection that reads. */
export function createTaskStore(reader: Connection, { write }: ShortWrites): TaskStore {
  return {
    begin: ({ id, scope, input, startedAt }) =>
      write(connection => {
        const inputText = JSON.stringify(input)
        const [running] = tasks(connection, `${SELECT_RUNNING} and scope = ?`, scope)
        const isSame = !running || isDeepStrictEqual(JSON.parse(running.input as string), JSON.parse(inputText))
        if (running && isAlive(running)) return { task: toRunning(running), isNew: false, isSame }
        if (running && isSame) {
          setFields(connection, running.id, thisProcess())
          return { task: toRunning(running), isNew: true, isSame }
        }
        if (running) failTask(connection, running.id)
        const row = {
          ...{ id, scope, input: inputText, startedAt, status: 'IN_PROGRESS', progress: 0, dataRowCount: 0 },
          ...{ errors: '[]', ...thisProcess() },
        }
        insertOne(connection, TASK, row)
        return { task: { id, scope, input, startedAt, upstreamId: null, since: null }, isNew: true, isSame: true }
      }),

    async takeOver() {
      // Asked at every start, and as a rule there is none: that is no reason to write.
      if (deadTasks(reader).length === 0) return []
      return write(connection => {
        const dead = deadTasks(connection)
        for (const { id } of dead) setFields(connection, id, thisProcess())
        return dead.map(toRunning)
      })
    },

    update: (id, { errors, ...change }) =>
      write(connection => {
        const owned = connection.get(
          "select 1 from export_task where id = ? and runner = ? and status = 'IN_PROGRESS'",
          ...[id, RUNNER],
        )
        if (!owned) return false
        const fields = errors ? { ...change, errors: JSON.stringify(errors) } : change
        setFields(connection, id, { ...fields, heartbeat: Date.now() })
        return true
      }),

    lastFull: async (scope, filters) =>
      tasks(reader, SELECT_LAST_FULL, scope, JSON.stringify(filters))[0]?.startedAt ?? null,

    async watermark(scope) {
      const select = 'select at, checksum from watermark where scope = ?'
      const row = reader.get<{ at: number; checksum: number }>(select, scope)
      if (row) checkValues([scope, row.at], row.checksum)
      return row?.at ?? null
    },
  }
}

/** @throws SlicegraphError STORE_CORRUPT when one of them is not as it was written */
function tasks(connection: Connection, select: string, ...parameters: readonly unknown[]): TaskRow[] {
  const rows = connection.all<TaskRow>(select, ...parameters)
  for (const row of rows) checkRow(TASK, row)
  return rows
}

function deadTasks(connection: Connection): TaskRow[] {
  return tasks(connection, `${SELECT_RUNNING} order by no`).filter(task => !isAlive(task))
}

function setFields(connection: Connection, id: string, fields: Partial<TaskRow>): void {
  const changed = Object.fromEntries(
    Object.keys(fields).map((field, index) => [columnName(field, {}), `?${index + 1}`]),
  )
  const set = Object.entries(changed).map(([column, value]) => `${column} = ${value}`)
  set.push(`checksum = ${changedChecksum(checkedTableOf(TASK), changed)}`)
  connection.run(`update export_task set ${set.join(', ')} where id = ?${set.length}`, ...Object.values(fields), id)
}

function failTask(connection: Connection, id: string): void {
  const message = 'EXPORT_FAILED: the process that ran it died, and another export took its place.'
  const errors = JSON.stringify([{ message, raw: null }])
  setFields(connection, id, { status: 'FAILED', finishedAt: Date.now() * 1000, errors })
}

function toRunning({ id, scope, input, startedAt, upstreamId, since }: TaskRow): RunningTask {
  return { id, scope, input: parseStored<ExportInput>(input as string), startedAt, upstreamId, since }
}

/** The end of a task, within the transaction that publishes its load. */
export function finishTask(
  connection: Connection,
  { id, status, errors, watermark }: FinishedTask,
  { id: exportId, dataRowCount }: { readonly id: string; readonly dataRowCount: number },
): void {
  const finishedAt = Date.now() * 1000
  setFields(connection, id, { status, progress: 1, finishedAt, errors: JSON.stringify(errors), exportId, dataRowCount })
  if (watermark === null) return
  connection.run(
    `insert into watermark (scope, at, checksum) select scope, ?1, ${ROW_CHECKSUM}(scope, ?1) from export_task where id = ?2
     on conflict do update set at = excluded.at, checksum = excluded.checksum`,
    ...[watermark, id],
  )
}
