import type { JsonObject } from '../../../model/index.ts'
import { createRandom } from '../../random.ts'
import { CodedError } from './coded-error.ts'
import type { Fields } from './execute.ts'
import type { ExportFaults } from './export-faults.ts'
import type { Storage } from './storage.ts'
import { fileAt, type StoredStream } from './stored-stream.ts'

export const STREAM_TYPES = ['RESULT', 'ERRORS'] as const

/** What a task is begun with. */
export interface NewTask {
  readonly name: string | null
  readonly ending: 'COMPLETE' | 'FAILED'
  /** How many polls it takes. */
  readonly polls: number
  readonly fileBytes: number
  readonly streams: Readonly<Record<(typeof STREAM_TYPES)[number], StoredStream>>
  /** Whether its streams are read by offsets; else each is one file. */
  readonly isStreamable: boolean
  readonly createdAt: Date
}

/** The tasks of one user. */
export interface Tasks {
  /** @returns its id. */
  begin(task: NewTask): string
  /** The task's entry in `createdTasks`: that is a poll. Empty where there is no such task. */
  poll(id: unknown): Fields[]
  /** The task's streams. @throws CodedError */
  read(id: unknown): Fields
}

interface Task extends NewTask {
  polled: number
}

export function createTasks(storage: Storage, faults: ExportFaults, now: () => number): Tasks {
  const tasks = new Map<unknown, Task>()
  const random = createRandom(crypto.randomUUID())

  function linkTo(stream: StoredStream): string | null {
    return stream.bytes.length === 0 ? null : storage.link({ bytes: stream.bytes, start: 0, type: NDJSON })
  }

  function header(task: Task, { streamType }: JsonObject): Fields | null {
    const { bytes, lineStarts } = streamOf(task, streamType)
    const isHidden = faults.meet(streamType === 'RESULT' ? 'null RESULT header' : 'null ERRORS header')
    if (isHidden || bytes.length === 0) return null
    return { totalSize: bytes.length, totalLines: lineStarts.length }
  }

  function file(task: Task, { streamType, offset }: JsonObject): Fields | null {
    const stream = streamOf(task, streamType)
    if (typeof offset !== 'string' || !/^\d+$/.test(offset))
      throw new CodedError('GRAPHQL_VALIDATION_FAILED', 'An offset is a UInt64, as a string.')
    const found = faults.meet('null file') ? null : fileAt(stream, Number(offset), task.fileBytes)
    if (!found) return null
    const { bytes, offsets, lines } = found
    return {
      offsets: { ...offsets },
      lines: { ...lines },
      file: storage.link({ bytes, start: offsets.start, type: NDJSON }),
    }
  }

  return {
    begin(task) {
      const id = random.cuid()
      tasks.set(id, { ...task, polled: 0 })
      return id
    },
    poll(id) {
      const task = tasks.get(id)
      if (!task) return []
      const isSlow = faults.meet('slow export') !== null
      if (isSlow || !isDone(task)) {
        const progress = Math.min(99, (100 * task.polled) / (task.polls + 1))
        if (!isDone(task)) task.polled += 1
        return [entry(id, task, { status: 'IN_PROGRESS', completionPercentage: progress, updatedAt: iso(now()) })]
      }
      const { ending, isStreamable, streams } = task
      const done = { status: ending, completionPercentage: ending === 'COMPLETE' ? 100 : 99, updatedAt: iso(now()) }
      if (isStreamable || ending === 'FAILED') return [entry(id, task, done)]
      return [entry(id, task, { ...done, result: linkTo(streams.RESULT), errors: linkTo(streams.ERRORS) })]
    },
    read(id) {
      const task = tasks.get(id)
      if (!task) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such task.')
      if (!isDone(task)) throw new CodedError('RESOURCE_CONFLICT', 'Task is not ready yet.')
      if (task.ending === 'FAILED') throw new CodedError('RESOURCE_CONFLICT', 'Task failed.')
      return {
        id: id as string,
        exportMetadataHeader: args => header(task, args),
        exportFileFromOffset: args => file(task, args),
      }
    },
  }
}

const NDJSON = 'application/octet-stream'

const iso = (millis: number) => new Date(millis).toISOString()

const isDone = ({ polled, polls }: Task) => polled >= polls

function streamOf({ streams }: Task, type: unknown): StoredStream {
  const name = STREAM_TYPES.find(each => each === type)
  if (!name) throw new CodedError('GRAPHQL_VALIDATION_FAILED', 'There is no such stream type.')
  return streams[name]
}

function entry(id: unknown, { name, createdAt }: Task, state: Fields): Fields {
  const type = 'export-data-rows'
  return {
    id: id as string,
    name,
    type,
    createdAt: createdAt.toISOString(),
    result: null,
    errors: null,
    metadata: null,
    ...state,
  }
}
