import type { Json, JsonObject } from '../../../model/index.ts'
import { createRandom } from '../../random.ts'
import type { ExportAccount } from './account.ts'
import { CodedError, malformed } from './coded-error.ts'
import { type ExportParams, thinRow } from './parameters.ts'
import { searchOf } from './search.ts'
import { createTasks, type LinkFile, type Task, type TaskFields, taskEntry, taskFields } from './tasks.ts'
import { wireRow } from './wire-row.ts'

interface ExportOptions {
  readonly account: ExportAccount
  readonly key: string
  readonly link: LinkFile
  /** Sees each task that starts. */
  onTask?(task: Task): void
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

/** The fields of Query and Mutation in EXPORT_SCHEMA. */
export interface ExportRoot {
  user(args: ById): { readonly id: string; createdTasks(args: ById): readonly object[] }
  task(args: ById): TaskFields
  exportDataRowsInProject(args: { readonly input: ExportInput }): { readonly taskId: string }
  exportDataRowsInCatalog: ExportRoot['exportDataRowsInProject']
}

export function createExportRoot({ account, key, link, onTask }: ExportOptions): ExportRoot {
  const tasks = createTasks()

  /** @param projectId null: the catalog. */
  function start({ taskName = null, filters, params }: ExportInput, projectId: string | null) {
    const isFound = searchOf(filters.searchQuery?.query, account.isIndexed ?? (() => true))
    const streams = { RESULT: [] as Buffer[], ERRORS: [] as Buffer[] }
    for (const row of account.rows()) {
      const wire = wireRow(row)
      const inScope = Object.entries(wire.projects ?? {}).filter(([id]) => projectId === null || id === projectId)
      const places = inScope.map(([, place]) => place)
      if ((projectId !== null && places.length === 0) || !isFound(wire, places)) continue
      const line = thinRow(row, params, projectId)
      const error = account.fault?.(row) ?? null
      if (error === null) streams.RESULT.push(lineOf(line))
      else streams.ERRORS.push(lineOf({ data_row: line.data_row ?? null, error }))
    }
    const task = tasks.add({ name: taskName, createdAt: new Date().toISOString(), streams })
    onTask?.(task)
    return { taskId: task.id, isStreamable: true }
  }

  return {
    user({ where }) {
      const user = userOf(key, account)
      if (where && where.id !== user.id) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such user.')
      return {
        ...user,
        createdTasks: args => [tasks.get(args.where?.id)].flatMap(task => (task ? taskEntry(task) : [])),
      }
    },
    task: ({ where }) => taskFields(tasks.get(where?.id), link),
    exportDataRowsInProject({ input }) {
      const { projectId } = input.filters
      if (!projectId) throw malformed('The id of the project is missing')
      return start(input, projectId)
    },
    exportDataRowsInCatalog: ({ input }) => start(input, null),
  }
}

const lineOf = (row: JsonObject) => Buffer.from(`${JSON.stringify(row)}\n`)

function userOf(key: string, { timezone = null }: ExportAccount) {
  const random = createRandom(`user/${key}`)
  const born = '2024-01-01T00:00:00.000Z'
  const [id, email] = [random.cuid(), 'otto.operator@example.com']
  const flags = { isExternalUser: false, isViewer: false, intercomHash: null, picture: null }
  return { id, createdAt: born, updatedAt: born, email, name: 'Otto Operator', nickname: 'otto', ...flags, timezone }
}
