import { CodedError, invalid } from '../../../src/demo/upstream/exports/api.ts'
import {
  createExportRoot,
  type ExportInput,
  type ExportRoot,
  type Task,
} from '../../../src/demo/upstream/exports/export-root.ts'
import type { JsonObject } from '../../../src/model/index.ts'
import type { ExportFaults } from './export-faults.ts'
import type { EmulatedExports, ExportSettings } from './settings.ts'
import { staleRows } from './staleness.ts'
import type { Storage } from './storage.ts'
import { fileAt, type StoredStream, storedStream } from './stream-files.ts'

type ById = Parameters<ExportRoot['user']>[0]
type Started = Parameters<ExportRoot[Mutation]>[0]
type TaskFields = ReturnType<ExportRoot['task']>
type TaskEntry = ReturnType<ReturnType<ExportRoot['user']>['createdTasks']>[number]

/** The mutations that start an export: one for each scope. */
export const MUTATIONS = ['exportDataRowsInProject', 'exportDataRowsInCatalog'] as const

export type Mutation = (typeof MUTATIONS)[number]

export interface BegunExport {
  readonly taskId: string
  readonly mutation: Mutation
  readonly input: ExportInput
}

export interface MisbehavingOptions {
  readonly account: EmulatedExports
  readonly key: string
  readonly faults: ExportFaults
  readonly storage: Storage
  settings(): ExportSettings
  now(): number
  onBegun(begun: BegunExport): void
}

/** A task that takes its polls, ends as it is told, and whose streams are cut into files. */
interface SlowTask {
  readonly ending: 'COMPLETE' | 'FAILED'
  readonly polls: number
  readonly fileBytes: number
  readonly streams: Readonly<Record<'RESULT' | 'ERRORS', StoredStream>>
  polled: number
}

/** The demo's exports with time to finish, files of any size and faults of the protocol. */
export function createMisbehavingRoot(options: MisbehavingOptions) {
  const { account, key, faults, storage, settings, now, onBegun } = options
  const tasks = new Map<string, SlowTask>()
  const finished = new Map<string, Task>()
  let rows: readonly JsonObject[] = []
  const root = createExportRoot({ key, origin: '', tasks: finished, rows: () => rows })

  function begin(mutation: Mutation, input: ExportInput) {
    const stale = faults.meet('stale index')?.fault
    const refusesFirst = faults.meet('COMPLETE with errors') !== null
    const ending = faults.meet('FAILED') ? 'FAILED' : 'COMPLETE'
    const all = [...account.rows()]
    const isStale = stale ? staleRows(stale, all, input.filters.searchQuery?.query ?? [], now()) : () => false
    rows = all.filter(row => !isStale(row))
    const started = root[mutation]({ input })
    const { taskId } = started
    const { polls, chunkBytes: fileBytes } = settings()
    const streams = streamsOf(finished.get(taskId)?.file ?? Buffer.alloc(0), refusesFirst)
    tasks.set(taskId, { ending, polls, fileBytes, streams, polled: 0 })
    onBegun({ taskId, mutation, input })
    return started
  }

  /** The lines of a file, with those of rows that cannot be exported in the ERRORS stream. */
  function streamsOf(file: Buffer, refusesFirst: boolean): SlowTask['streams'] {
    if (!refusesFirst && !account.fault) return { RESULT: storedStream(file), ERRORS: storedStream(Buffer.alloc(0)) }
    const rowOf = new Map(rows.map(row => [idOf(row), row]))
    const result: string[] = []
    const errors: string[] = []
    for (const [index, line] of file.toString().split('\n').slice(0, -1).entries()) {
      const exported = JSON.parse(line) as JsonObject
      const row = rowOf.get(idOf(exported))
      const isRefused = refusesFirst && index === 0
      const error = isRefused ? 'The media type of the data row is missing.' : row && account.fault?.(row)
      if (error == null) result.push(`${line}\n`)
      else errors.push(`${JSON.stringify({ data_row: exported.data_row, error })}\n`)
    }
    const stored = (lines: readonly string[]) => storedStream(Buffer.from(lines.join('')))
    return { RESULT: stored(result), ERRORS: stored(errors) }
  }

  /** The entry of a task, one poll further. */
  function poll(entry: TaskEntry): TaskEntry {
    const task = tasks.get(entry.id)
    if (!task) return entry
    const isSlow = faults.meet('slow export') !== null
    const times = { updatedAt: new Date(now()).toISOString() }
    if (task.polled < task.polls || isSlow) {
      const completionPercentage = Math.min(99, (100 * task.polled) / (task.polls + 1))
      if (task.polled < task.polls) task.polled += 1
      return { ...entry, ...times, status: 'IN_PROGRESS', completionPercentage }
    }
    const completionPercentage = task.ending === 'COMPLETE' ? 100 : 99
    return { ...entry, ...times, status: task.ending, completionPercentage }
  }

  function read(id: string, whole: TaskFields): TaskFields {
    const task = tasks.get(id)
    if (!task) return whole
    if (task.polled < task.polls) throw new CodedError('RESOURCE_CONFLICT', 'Task is not ready yet.')
    if (task.ending === 'FAILED') throw new CodedError('RESOURCE_CONFLICT', 'Task failed.')
    return {
      id,
      exportMetadataHeader({ streamType }) {
        const { bytes, lineStarts } = task.streams[streamType]
        if (faults.meet(`null ${streamType} header`) || bytes.length === 0) return null
        return { totalSize: bytes.length, totalLines: lineStarts.length }
      },
      exportFileFromOffset({ streamType, offset }) {
        if (typeof offset !== 'string' || !/^\d+$/.test(offset)) throw invalid('An offset is a UInt64, as a string.')
        const found = faults.meet('null file') ? null : fileAt(task.streams[streamType], Number(offset), task.fileBytes)
        if (!found) return null
        const { bytes, offsets, lines } = found
        return { offsets, lines, file: storage.link({ bytes, start: offsets.start, type: 'application/octet-stream' }) }
      },
    }
  }

  return {
    exportDataRowsInProject: ({ input }: Started) => begin('exportDataRowsInProject', input),
    exportDataRowsInCatalog: ({ input }: Started) => begin('exportDataRowsInCatalog', input),
    user(args: ById) {
      const user = root.user(args)
      const { timezone = null } = account
      return { ...user, timezone, createdTasks: (by: ById) => user.createdTasks(by).map(poll) }
    },
    task(args: ById) {
      const task = root.task(args)
      return read(task.id, task)
    },
  }
}

const idOf = ({ data_row }: JsonObject) => (data_row as JsonObject).id
