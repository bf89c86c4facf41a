import { createRandom } from '../../random.ts'
import { CodedError, invalid } from './coded-error.ts'
import { fileAt, type StoredStream } from './stored-stream.ts'

/** A task when it starts. */
export interface NewTask {
  readonly name: string | null
  /** How many polls it takes. */
  readonly polls: number
  readonly fileBytes: number
  readonly streams: Readonly<Record<StreamType, StoredStream>>
  readonly createdAt: number
}

type StreamType = 'RESULT' | 'ERRORS'

/** @returns a new link to the file. */
export type LinkFile = (file: LinkedFile) => string

export interface LinkedFile {
  readonly bytes: Buffer
  /** Its offset in its stream. */
  readonly start: number
  readonly type: string
}

/** A task's streams: the fields of Task in EXPORT_SCHEMA. */
export interface TaskFields {
  readonly id: string
  exportMetadataHeader(args: { readonly streamType: StreamType }): object | null
  exportFileFromOffset(args: { readonly streamType: StreamType; readonly offset: unknown }): object | null
}

/** The tasks of one user. */
export interface Tasks {
  /** @returns its id. */
  start(task: NewTask): string
  /** The task's entry in `createdTasks`, one poll further. Empty if there is no such task. */
  poll(id: string | undefined): readonly object[]
  /** @throws CodedError RESOURCE_NOT_FOUND, RESOURCE_CONFLICT before the task is complete */
  read(id: string | undefined): TaskFields
}

/** Older tasks are dropped. */
const MOST_TASKS = 100

export function createTasks(link: LinkFile, now: () => number): Tasks {
  const tasks = new Map<string, NewTask & { polled: number }>()
  const random = createRandom(crypto.randomUUID())
  return {
    start(task) {
      const id = random.cuid()
      tasks.set(id, { ...task, polled: 0 })
      for (const oldest of [...tasks.keys()].slice(0, -MOST_TASKS)) tasks.delete(oldest)
      return id
    },
    poll(id = '') {
      const task = tasks.get(id)
      if (!task) return []
      const isDone = task.polled >= task.polls
      const completionPercentage = isDone ? 100 : Math.min(99, (100 * task.polled) / (task.polls + 1))
      if (!isDone) task.polled += 1
      const times = { createdAt: iso(task.createdAt), updatedAt: iso(now()) }
      const status = isDone ? 'COMPLETE' : 'IN_PROGRESS'
      return [{ id, name: task.name, type: 'export-data-rows', status, completionPercentage, ...times }]
    },
    read(id = '') {
      const task = tasks.get(id)
      if (!task) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such task.')
      if (task.polled < task.polls) throw new CodedError('RESOURCE_CONFLICT', 'Task is not ready yet.')
      return {
        id,
        exportMetadataHeader({ streamType }) {
          const { bytes, lineStarts } = task.streams[streamType]
          return bytes.length === 0 ? null : { totalSize: bytes.length, totalLines: lineStarts.length }
        },
        exportFileFromOffset({ streamType, offset }) {
          if (typeof offset !== 'string' || !/^\d+$/.test(offset)) throw invalid('An offset is a UInt64, as a string.')
          const found = fileAt(task.streams[streamType], Number(offset), task.fileBytes)
          if (!found) return null
          const { bytes, ...ranges } = found
          return { ...ranges, file: link({ bytes, start: ranges.offsets.start, type: 'application/octet-stream' }) }
        },
      }
    },
  }
}

const iso = (millis: number) => new Date(millis).toISOString()
