import type { Json, JsonObject } from '../../../model/index.ts'
import { createRandom } from '../../random.ts'
import { CodedError, malformed } from './api.ts'
import { searchOf, type WireRow } from './search.ts'
import { type ExportParams, thinRow } from './thin-row.ts'

interface ExportOptions {
  readonly key: string
  /** Serves each task's file at `/exports/` and its id. */
  readonly origin: string
  /** Finished tasks by id. The oldest are dropped. */
  readonly tasks: Map<string, Task>
  /** Rows of a v2 export with every parameter on, interpolated frames too. Read anew at the start of each export. */
  rows(): Iterable<JsonObject>
}

/** A finished task. Its RESULT stream is one file of NDJSON, its ERRORS stream is empty. */
export interface Task {
  readonly id: string
  readonly name: string | null
  readonly createdAt: string
  readonly file: Buffer
  readonly lineCount: number
}

/** The input of the mutations that start an export. */
export interface ExportInput {
  readonly taskName?: string | null
  readonly filters: { readonly projectId?: string | null; readonly searchQuery?: { readonly query?: readonly Json[] } }
  readonly params: ExportParams
}

interface ById {
  readonly where?: { readonly id: string }
}

interface OfStream {
  readonly streamType: 'RESULT' | 'ERRORS'
}

const MOST_TASKS = 100

/** The fields of Query and Mutation in EXPORT_SCHEMA. */
export type ExportRoot = ReturnType<typeof createExportRoot>

export function createExportRoot({ key, origin, tasks, rows }: ExportOptions) {
  const random = createRandom(crypto.randomUUID())

  /** @param projectId null: the catalog. */
  function start({ taskName = null, filters, params }: ExportInput, projectId: string | null) {
    const isFound = searchOf(filters.searchQuery?.query)
    const lines: string[] = []
    for (const row of rows()) {
      const wire = row as unknown as WireRow
      const inScope = Object.entries(wire.projects ?? {}).filter(([id]) => projectId === null || id === projectId)
      const queueEntries = inScope.map(([, queueEntry]) => queueEntry)
      if ((projectId !== null && queueEntries.length === 0) || !isFound(wire, queueEntries)) continue
      lines.push(`${JSON.stringify(thinRow(row, params, projectId))}\n`)
    }
    const task = { id: random.cuid(), name: taskName, createdAt: new Date().toISOString() }
    tasks.set(task.id, { ...task, file: Buffer.from(lines.join('')), lineCount: lines.length })
    for (const oldest of [...tasks.keys()].slice(0, -MOST_TASKS)) tasks.delete(oldest)
    return { taskId: task.id, isStreamable: true }
  }

  const taskOf = ({ where }: ById) => tasks.get(where?.id ?? '')

  return {
    user({ where }: ById) {
      const user = userOf(key)
      if (where && where.id !== user.id) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such user.')
      return { ...user, createdTasks: (args: ById) => [taskOf(args)].flatMap(task => (task ? entryOf(task) : [])) }
    },
    task(args: ById) {
      const task = taskOf(args)
      if (!task) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such task.')
      const { id, file, lineCount } = task
      return {
        id,
        exportMetadataHeader: ({ streamType }: OfStream) =>
          streamType === 'ERRORS' || lineCount === 0 ? null : { totalSize: file.length, totalLines: lineCount },
        exportFileFromOffset({ streamType, offset }: OfStream & { readonly offset: unknown }) {
          if (streamType === 'ERRORS' || Number(offset) >= file.length) return null
          const lines = { start: 0, end: lineCount - 1 }
          return { offsets: { start: 0, end: file.length - 1 }, lines, file: `${origin}/exports/${id}` }
        },
      }
    },
    exportDataRowsInProject({ input }: { readonly input: ExportInput }) {
      const { projectId } = input.filters
      if (!projectId) throw malformed('The id of the project is missing')
      return start(input, projectId)
    },
    exportDataRowsInCatalog: ({ input }: { readonly input: ExportInput }) => start(input, null),
  }
}

/** The task's entry in `createdTasks`. */
function entryOf({ id, name, createdAt }: Task) {
  const state = { status: 'COMPLETE', completionPercentage: 100, updatedAt: createdAt }
  return { id, name, type: 'export-data-rows', createdAt, ...state }
}

function userOf(key: string) {
  const random = createRandom(`user/${key}`)
  const born = '2024-01-01T00:00:00.000Z'
  const [id, email] = [random.cuid(), 'otto.operator@example.com']
  const flags = { isExternalUser: false, isViewer: false, intercomHash: null, picture: null, timezone: null }
  return { id, createdAt: born, updatedAt: born, email, name: 'Otto Operator', nickname: 'otto', ...flags }
}
