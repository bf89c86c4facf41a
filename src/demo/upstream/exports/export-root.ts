import type { Json } from '../../../model/index.ts'
import { createRandom } from '../../random.ts'
import type { ExportAccount } from './account.ts'
import { CodedError, malformed } from './coded-error.ts'
import { type ExportParams, thinRow } from './parameters.ts'
import { searchOf } from './search.ts'
import { lineOf, storedStream } from './stored-stream.ts'
import { createTasks, type LinkFile, type TaskFields } from './tasks.ts'
import { wireRow } from './wire-row.ts'

export interface ExportSettings {
  /** How often a new task is answered as still in progress. */
  readonly polls: number
  /** The size of the files that a stream of a new task is cut into; the last is smaller. */
  readonly chunkBytes: number
}

export interface ExportOptions {
  readonly account: ExportAccount
  readonly key: string
  settings(): ExportSettings
  readonly link: LinkFile
  /** In milliseconds since 1970. */
  now(): number
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
  exportDataRowsInCatalog(args: { readonly input: ExportInput }): { readonly taskId: string }
}

export function createExportRoot({ account, key, settings, link, now }: ExportOptions): ExportRoot {
  const tasks = createTasks(link, now)

  /** @param projectId null: the catalog. */
  function start({ taskName = null, filters, params }: ExportInput, projectId: string | null) {
    const isFound = searchOf(filters.searchQuery?.query, account.isIndexed ?? (() => true))
    const result: Buffer[] = []
    const errors: Buffer[] = []
    for (const row of account.rows()) {
      const wire = wireRow(row)
      const { projects = {} } = wire
      const places =
        projectId === null ? Object.values(projects) : [projects[projectId]].filter(place => place !== undefined)
      if ((projectId !== null && places.length === 0) || !isFound(wire, places)) continue
      const line = thinRow(row, params, projectId)
      const error = account.fault?.(row) ?? null
      if (error === null) result.push(lineOf(line))
      else errors.push(lineOf({ data_row: line.data_row ?? null, error }))
    }
    const { polls, chunkBytes } = settings()
    const streams = { RESULT: storedStream(result), ERRORS: storedStream(errors) }
    const taskId = tasks.start({ name: taskName, polls, fileBytes: chunkBytes, streams, createdAt: now() })
    return { taskId, isStreamable: true }
  }

  return {
    user({ where }) {
      const user = userOf(key, account)
      if (where && where.id !== user.id) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such user.')
      return { ...user, createdTasks: args => tasks.poll(args.where?.id) }
    },
    task: ({ where }) => tasks.read(where?.id),
    exportDataRowsInProject({ input }) {
      const { projectId } = input.filters
      if (!projectId) throw malformed('The id of the project is missing')
      return start(input, projectId)
    },
    exportDataRowsInCatalog: ({ input }) => start(input, null),
  }
}

function userOf(key: string, { timezone = null }: ExportAccount) {
  const random = createRandom(`user/${key}`)
  const born = '2024-01-01T00:00:00.000Z'
  const [id, email] = [random.cuid(), 'otto.operator@example.com']
  const flags = { isExternalUser: false, isViewer: false, intercomHash: null, picture: null }
  return { id, createdAt: born, updatedAt: born, email, name: 'Otto Operator', nickname: 'otto', ...flags, timezone }
}
