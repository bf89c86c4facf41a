import { type PullInput, projectScope } from '../../model/index.ts'
import { parseStored } from '../compressed-text.ts'
import { ENTITIES, type StoredRow } from '../entities/index.ts'
import type { PullStore, RunningPull } from '../pulls.ts'
import type { Connection } from './connection.ts'
import { insertOne } from './insert-rows.ts'
import { isAlive, thisProcess } from './process-identity.ts'
import type { ShortWrites } from './short-writes.ts'
import { deadTasks, RUNNING, setFields, tasksWhere, updateOwn } from './task-rows.ts'

/** @param reader A connection that reads. */
export function createPullStore(reader: Connection, { write }: ShortWrites): PullStore {
  return {
    begin: ({ id, input, startedAt }) =>
      write(connection => {
        const inputText = JSON.stringify(input)
        const [running] = tasksWhere(connection, 'pullTask', `${RUNNING} and input = ?`, inputText)
        if (running) {
          const isNew = !isAlive(running)
          if (isNew) setFields(connection, 'pullTask', running.id, thisProcess())
          return { pull: toRunning(running), isNew }
        }
        const scope = input.projectId === null ? 'everything' : projectScope(input.projectId)
        insertOne(connection, ENTITIES.pullTask, {
          ...{ id, scope, input: inputText, startedAt, status: 'IN_PROGRESS', progress: 0 },
          ...{ fetchedCount: 0, failedCount: 0, errors: '[]', ...thisProcess() },
        })
        return { pull: { id, input, startedAt, progress: 0, fetchedCount: 0 }, isNew: true }
      }),

    async takeOver() {
      // Asked at every start, and as a rule there is none: that is no reason to write.
      if (deadTasks(reader, 'pullTask').length === 0) return []
      return write(connection => {
        const dead = deadTasks(connection, 'pullTask')
        for (const { id } of dead) setFields(connection, 'pullTask', id, thisProcess())
        return dead.map(toRunning)
      })
    },

    update: (id, change) => write(connection => updateOwn(connection, 'pullTask', id, change)),
  }
}

function toRunning(row: Omit<StoredRow<'pullTask'>, 'body'>): RunningPull {
  const { id, input, startedAt, progress, fetchedCount } = row
  return { id, input: parseStored<PullInput>(input as string), startedAt, progress, fetchedCount }
}
