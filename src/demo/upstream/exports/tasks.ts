import { createRandom } from '../../random.ts'
import { CodedError } from './coded-error.ts'

export type StreamType = 'RESULT' | 'ERRORS'

/** A finished task: its streams are NDJSON, line by line. */
export interface Task {
  readonly id: string
  readonly name: string | null
  readonly createdAt: string
  readonly streams: Readonly<Record<StreamType, readonly Buffer[]>>
}

/** The fields of Task in EXPORT_SCHEMA: each stream is one file. */
export interface TaskFields {
  readonly id: string
  exportMetadataHeader(args: { readonly streamType: StreamType }): object | null
  exportFileFromOffset(args: { readonly streamType: StreamType; readonly offset: unknown }): object | null
}

/** @returns a new link to a file. */
export type LinkFile = (bytes: Buffer) => string

/** Older tasks are dropped. */
const MOST_TASKS = 100

/** The tasks of one user. */
export function createTasks() {
  const tasks = new Map<string, Task>()
  const random = createRandom(crypto.randomUUID())
  return {
    add(task: Omit<Task, 'id'>): Task {
      const id = random.cuid()
      tasks.set(id, { ...task, id })
      for (const oldest of [...tasks.keys()].slice(0, -MOST_TASKS)) tasks.delete(oldest)
      return { ...task, id }
    },
    get: (id: string | undefined): Task | null => tasks.get(id ?? '') ?? null,
  }
}

/** The task's entry in `createdTasks`. */
export function taskEntry({ id, name, createdAt }: Task): object {
  const state = { status: 'COMPLETE', completionPercentage: 100, updatedAt: createdAt }
  return { id, name, type: 'export-data-rows', createdAt, ...state }
}

/** @throws CodedError RESOURCE_NOT_FOUND */
export function taskFields(task: Task | null, link: LinkFile): TaskFields {
  if (!task) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such task.')
  const sizeOf = (lines: readonly Buffer[]) => lines.reduce((size, line) => size + line.length, 0)
  return {
    id: task.id,
    exportMetadataHeader({ streamType }) {
      const lines = task.streams[streamType]
      return lines.length === 0 ? null : { totalSize: sizeOf(lines), totalLines: lines.length }
    },
    exportFileFromOffset({ streamType, offset }) {
      const bytes = Buffer.concat(task.streams[streamType])
      if (Number(offset) >= bytes.length) return null
      const lines = { start: 0, end: task.streams[streamType].length - 1 }
      return { offsets: { start: 0, end: bytes.length - 1 }, lines, file: link(bytes) }
    },
  }
}
