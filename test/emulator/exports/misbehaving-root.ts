import { CodedError, invalid } from '../../../src/demo/upstream/exports/coded-error.ts'
import { createExportRoot, type ExportInput, type ExportRoot } from '../../../src/demo/upstream/exports/export-root.ts'
import type { StreamType, TaskFields } from '../../../src/demo/upstream/exports/tasks.ts'
import type { ExportFaults } from './export-faults.ts'
import type { EmulatedExports, ExportSettings } from './settings.ts'
import { staleRows } from './staleness.ts'
import type { Storage } from './storage.ts'
import { fileAt, type StoredStream, storedStream } from './stream-files.ts'

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
  readonly streams: Readonly<Record<StreamType, StoredStream>>
  polled: number
}

/** The demo's exports with time to finish, files of any size and faults of the protocol. */
export function createMisbehavingRoot(options: MisbehavingOptions): ExportRoot {
  const { account, key, faults, storage, settings, now, onBegun } = options
  const tasks = new Map<string, SlowTask>()
  let isStale: ReturnType<typeof staleRows> = () => false
  let refusesNext = false
  let isFailing = false
  const root = createExportRoot({
    key,
    account: {
      ...account,
      fault(row) {
        const refused = refusesNext ? 'The media type of the data row is missing.' : null
        refusesNext = false
        return refused ?? account.fault?.(row) ?? null
      },
      isIndexed: row => !isStale(row),
    },
    link: () => '',
    onTask({ id, streams: { RESULT, ERRORS } }) {
      const { polls, chunkBytes } = settings()
      const streams = { RESULT: storedStream(RESULT), ERRORS: storedStream(ERRORS) }
      tasks.set(id, { ending: isFailing ? 'FAILED' : 'COMPLETE', polls, fileBytes: chunkBytes, streams, polled: 0 })
    },
  })

  function begin(mutation: Mutation, input: ExportInput): { readonly taskId: string } {
    const stale = faults.meet('stale index')?.fault
    isStale = stale ? staleRows(stale, account.rows(), now()) : () => false
    refusesNext = faults.meet('COMPLETE with errors') !== null
    isFailing = faults.meet('FAILED') !== null
    const started = root[mutation]({ input })
    onBegun({ taskId: started.taskId, mutation, input })
    return started
  }

  /** The entry of a task, one poll further. */
  function poll(id: string, entry: object): object {
    const task = tasks.get(id)
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
      exportMetadataHeader: args =>
        faults.meet(`null ${args.streamType} header`) ? null : whole.exportMetadataHeader(args),
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
    exportDataRowsInProject: ({ input }) => begin('exportDataRowsInProject', input),
    exportDataRowsInCatalog: ({ input }) => begin('exportDataRowsInCatalog', input),
    user(args) {
      const user = root.user(args)
      return { ...user, createdTasks: by => user.createdTasks(by).map(entry => poll(by.where?.id ?? '', entry)) }
    },
    task(args) {
      const task = root.task(args)
      return read(task.id, task)
    },
  }
}
