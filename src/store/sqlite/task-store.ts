import type { ExportInput } from '../../model/index.ts'
import { parseStored } from '../compressed-text.ts'
import type { FinishedTask, RunningTask, TaskStore } from '../tasks.ts'
import type { Connection } from './connection.ts'
import { isAlive, RUNNER, type Runner, thisProcess } from './process-identity.ts'
import type { ShortWrites } from './short-writes.ts'

interface TaskRow extends Runner {
  readonly id: string
  readonly scope: string
  readonly input: string
  readonly started_at: number
  readonly upstream_id: string | null
  readonly since: number | null
}

const RUNNING = `select id, scope, input, started_at, upstream_id, since, runner, pid, host, heartbeat from export_task
  where status = 'IN_PROGRESS'`

/** @param reader A connection that reads. */
export function createTaskStore(reader: Connection, { write }: ShortWrites): TaskStore {
  return {
    begin: task =>
      write(connection => {
        const [running] = connection.all<TaskRow>(`${RUNNING} and scope = ?`, task.scope)
        if (running && isAlive(running)) return { task: toRunning(running), isNew: false }
        if (running?.input === JSON.stringify(task.input)) {
          take(connection, running)
          return { task: toRunning(running), isNew: true }
        }
        if (running) giveUp(connection, running)
        connection.run(
          `insert into export_task (id, scope, input, status, progress, started_at, data_row_count, errors,
            runner, pid, host, heartbeat) values (?, ?, ?, 'IN_PROGRESS', 0, ?, 0, '[]', ?, ?, ?, ?)`,
          ...[task.id, task.scope, JSON.stringify(task.input), task.startedAt, ...thisProcess()],
        )
        return { task: { ...task, upstreamId: null, since: null }, isNew: true }
      }),

    async takeOver() {
      // Asked at every start, and as a rule there is none: that is no reason to write.
      if (deadTasks(reader).length === 0) return []
      return write(connection => {
        const dead = deadTasks(connection)
        for (const task of dead) take(connection, task)
        return dead.map(toRunning)
      })
    },

    update: (id, { upstreamId, since, status, progress, dataRowCount, finishedAt, errors }) =>
      write(connection => {
        const changed = connection.run(
          `update export_task set heartbeat = ?, upstream_id = coalesce(?, upstream_id), since = coalesce(?, since),
            status = coalesce(?, status), progress = coalesce(?, progress),
            data_row_count = coalesce(?, data_row_count), finished_at = coalesce(?, finished_at),
            errors = coalesce(?, errors) where id = ? and runner = ? and status = 'IN_PROGRESS'`,
          ...[Date.now(), upstreamId ?? null, since ?? null, status ?? null, progress ?? null],
          ...[dataRowCount ?? null, finishedAt ?? null, errors ? JSON.stringify(errors) : null],
          ...[id, RUNNER],
        )
        return changed === 1
      }),

    watermark: async scope => reader.get<{ at: number }>('select at from watermark where scope = ?', scope)?.at ?? null,
  }
}

function deadTasks(connection: Connection): TaskRow[] {
  return connection.all<TaskRow>(`${RUNNING} order by no`).filter(task => !isAlive(task))
}

/** From here on it is this process's. */
function take(connection: Connection, { id }: TaskRow): void {
  connection.run(
    'update export_task set runner = ?, pid = ?, host = ?, heartbeat = ? where id = ?',
    ...[...thisProcess(), id],
  )
}

function giveUp(connection: Connection, { id }: TaskRow): void {
  const errors = [
    { message: 'EXPORT_FAILED: the process that ran it died, and another export took its place.', raw: null },
  ]
  connection.run(
    "update export_task set status = 'FAILED', finished_at = ?, errors = ? where id = ?",
    ...[Date.now() * 1000, JSON.stringify(errors), id],
  )
}

function toRunning({ id, scope, input, started_at, upstream_id, since }: TaskRow): RunningTask {
  return {
    id,
    scope,
    input: parseStored<ExportInput>(input),
    startedAt: started_at,
    upstreamId: upstream_id,
    since,
  }
}

/** The end of a task, within the transaction that publishes its load. */
export function finishTask(
  connection: Connection,
  { id, status, errors, watermark }: FinishedTask,
  made: { readonly id: string; readonly dataRowCount: number },
): void {
  connection.run(
    `update export_task set status = ?, progress = 1, finished_at = ?, errors = ?, export_id = ?, data_row_count = ?
     where id = ?`,
    ...[status, Date.now() * 1000, JSON.stringify(errors), made.id, made.dataRowCount, id],
  )
  if (watermark === null) return
  connection.run(
    `insert into watermark (scope, at) select scope, ? from export_task where id = ?
     on conflict do update set at = excluded.at`,
    ...[watermark, id],
  )
}
