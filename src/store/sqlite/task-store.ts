import { isDeepStrictEqual } from 'node:util'
import type { ExportInput } from '../../model/index.ts'
import { ROW_CHECKSUM } from '../checked-tables.ts'
import { checkValues } from '../checksum.ts'
import { parseStored } from '../compressed-text.ts'
import { ENTITIES, type StoredRow } from '../entities/index.ts'
import type { FinishedTask, RunningTask, TaskStore } from '../tasks.ts'
import type { Connection } from './connection.ts'
import { insertOne } from './insert-rows.ts'
import { isAlive, thisProcess } from './process-identity.ts'
import type { ShortWrites } from './short-writes.ts'
import { deadTasks, RUNNING, setFields, tasksWhere, updateOwn } from './task-rows.ts'

type TaskRow = Omit<StoredRow<'exportTask'>, 'body'>

const { exportTask: TASK } = ENTITIES
const LAST_FULL = `status = 'COMPLETE' and scope = ? and since is null
  and input -> 'filters' = ? order by started_at desc limit 1`

/** @param reader A connection that reads. */
export function createTaskStore(reader: Connection, { write }: ShortWrites): TaskStore {
  return {
    begin: ({ id, scope, input, startedAt }) =>
      write(connection => {
        const inputText = JSON.stringify(input)
        const [running] = tasksWhere(connection, 'exportTask', `${RUNNING} and scope = ?`, scope)
        const isSame = !running || isDeepStrictEqual(JSON.parse(running.input as string), JSON.parse(inputText))
        if (running && isAlive(running)) return { task: toRunning(running), isNew: false, isSame }
        if (running && isSame) {
          setFields(connection, 'exportTask', running.id, thisProcess())
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
      if (deadTasks(reader, 'exportTask').length === 0) return []
      return write(connection => {
        const dead = deadTasks(connection, 'exportTask')
        for (const { id } of dead) setFields(connection, 'exportTask', id, thisProcess())
        return dead.map(toRunning)
      })
    },

    update: (id, change) => write(connection => updateOwn(connection, 'exportTask', id, change)),

    lastFull: async (scope, filters) =>
      tasksWhere(reader, 'exportTask', LAST_FULL, scope, JSON.stringify(filters))[0]?.startedAt ?? null,

    async watermark(scope) {
      const select = 'select at, checksum from watermark where scope = ?'
      const row = reader.get<{ at: number; checksum: number }>(select, scope)
      if (row) checkValues([scope, row.at], row.checksum)
      return row?.at ?? null
    },
  }
}

function failTask(connection: Connection, id: string): void {
  const message = 'EXPORT_FAILED: the process that ran it died, and another export took its place.'
  const errors = JSON.stringify([{ message, raw: null }])
  setFields(connection, 'exportTask', id, { status: 'FAILED', finishedAt: Date.now() * 1000, errors })
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
  setFields(connection, 'exportTask', id, {
    status,
    progress: 1,
    finishedAt,
    errors: JSON.stringify(errors),
    exportId,
    dataRowCount,
  })
  if (watermark === null) return
  connection.run(
    `insert into watermark (scope, at, checksum) select scope, ?1, ${ROW_CHECKSUM}(scope, ?1) from export_task where id = ?2
     on conflict do update set at = excluded.at, checksum = excluded.checksum`,
    ...[watermark, id],
  )
}
