import { CodedError } from '../../../src/demo/upstream/exports/coded-error.ts'
import {
  createExportRoot,
  type ExportInput,
  type ExportOptions,
  type ExportRoot,
} from '../../../src/demo/upstream/exports/export-root.ts'
import type { JsonObject } from '../../../src/model/index.ts'
import type { ExportFaults } from './export-faults.ts'
import type { EmulatedExports } from './settings.ts'
import { staleRows } from './staleness.ts'

/** The mutations that start an export: one for each scope. */
export const MUTATIONS = ['exportDataRowsInProject', 'exportDataRowsInCatalog'] as const

export type Mutation = (typeof MUTATIONS)[number]

export interface BegunExport {
  readonly taskId: string
  readonly mutation: Mutation
  readonly input: ExportInput
}

export interface MisbehavingOptions extends ExportOptions {
  readonly account: EmulatedExports
  readonly faults: ExportFaults
  onBegun(begun: BegunExport): void
}

/** The demo's exports with faults of the protocol. */
export function createMisbehavingRoot({ account, faults, onBegun, ...options }: MisbehavingOptions): ExportRoot {
  const failing = new Set<string>()
  let isStale: ReturnType<typeof staleRows> = () => false
  let refusesNext = false
  const root = createExportRoot({
    ...options,
    account: {
      ...account,
      fault(row) {
        const refused = refusesNext ? 'The media type of the data row is missing.' : null
        refusesNext = false
        return refused ?? account.fault?.(row) ?? null
      },
      isIndexed: row => !isStale(row),
    },
  })

  function begin(mutation: Mutation, input: ExportInput): { readonly taskId: string } {
    const stale = faults.meet('stale index')?.fault
    isStale = stale ? staleRows(stale, account.rows(), options.now()) : () => false
    refusesNext = faults.meet('COMPLETE with errors') !== null
    const started = root[mutation]({ input })
    if (faults.meet('FAILED')) failing.add(started.taskId)
    onBegun({ taskId: started.taskId, mutation, input })
    return started
  }

  /** The entry of a task as the faults in force show it. */
  function entry(task: JsonObject): JsonObject {
    const progress = Math.min(99, task.completionPercentage as number)
    if (faults.meet('slow export')) return { ...task, status: 'IN_PROGRESS', completionPercentage: progress }
    const isFailed = task.status === 'COMPLETE' && failing.has(task.id as string)
    return isFailed ? { ...task, status: 'FAILED', completionPercentage: progress } : task
  }

  return {
    exportDataRowsInProject: ({ input }) => begin('exportDataRowsInProject', input),
    exportDataRowsInCatalog: ({ input }) => begin('exportDataRowsInCatalog', input),
    user(args) {
      const user = root.user(args)
      return { ...user, createdTasks: where => user.createdTasks(where).map(task => entry(task as JsonObject)) }
    },
    task(args) {
      const task = root.task(args)
      if (failing.has(task.id)) throw new CodedError('RESOURCE_CONFLICT', 'Task failed.')
      return {
        id: task.id,
        exportMetadataHeader: stream =>
          faults.meet(`null ${stream.streamType} header`) ? null : task.exportMetadataHeader(stream),
        exportFileFromOffset: stream => {
          const file = task.exportFileFromOffset(stream)
          return faults.meet('null file') ? null : file
        },
      }
    },
  }
}
