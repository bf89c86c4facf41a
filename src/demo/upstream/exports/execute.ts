import type { Json } from '../../../model/index.ts'
import { CodedError, errorOf } from './coded-error.ts'
import { type Field, invalid, type Operation } from './document.ts'

/** A field's value: selected from, when it has fields of its own. */
export type Resolved = Json | Fields | readonly Fields[]
export interface Fields {
  readonly [name: string]: Resolved | ((args: Field['args']) => Resolved)
}

/** The fields of each type, and the types that these have in their turn; null for a scalar. */
const TYPES = {
  query: { user: 'User', task: 'Task' },
  mutation: {
    exportDataRowsInProject: 'Started',
    exportDataRowsInCatalog: 'Started',
    exportDataRowsInSlice: 'Started',
    exportDataRowsInModelRun: 'Started',
    exportLabels: 'LabelExport',
  },
  Started: scalars('taskId isStreamable'),
  LabelExport: scalars('downloadUrl createdAt shouldPoll'),
  User: {
    ...scalars('id createdAt updatedAt email name nickname intercomHash isExternalUser isViewer picture timezone'),
    createdTasks: 'CreatedTask',
  },
  CreatedTask: scalars('completionPercentage createdAt errors metadata name result status type id updatedAt'),
  Task: { id: null, exportMetadataHeader: 'Header', exportFileFromOffset: 'File' },
  Header: scalars('totalSize totalLines'),
  File: { offsets: 'Range', lines: 'Range', file: null },
  Range: scalars('start end'),
} satisfies Record<string, Readonly<Record<string, string | null>>>

/** @throws CodedError GRAPHQL_VALIDATION_FAILED where the operation asks for what there is not. */
export function validate({ kind, fields }: Operation): void {
  validateFields(fields, kind)
}

/**
 * Carries out an operation that is valid.
 * @param root what the operation's fields are.
 * @returns the answer: a field that failed is null, and its error beside it.
 */
export function execute({ fields }: Operation, root: Fields): { data: object; errors?: readonly CodedError[] } {
  const errors: CodedError[] = []
  const entries = fields.map(field => {
    try {
      return [field.alias, resolve(field, root)] as const
    } catch (error) {
      // Input of a shape that nobody foresaw is no reason to end.
      errors.push(error instanceof CodedError ? error : errorOf('INTERNAL_SERVER_ERROR'))
      return [field.alias, null] as const
    }
  })
  const data = Object.fromEntries(entries)
  return errors.length > 0 ? { errors, data } : { data }
}

function resolve(field: Field, parent: Fields): Json {
  const value = parent[field.name] ?? null
  return select(typeof value === 'function' ? value(field.args) : value, field.fields)
}

function select(value: Resolved, fields: Field['fields']): Json {
  if (fields === null || value === null) return value as Json
  if (Array.isArray(value)) return value.map(each => select(each, fields))
  return Object.fromEntries(fields.map(field => [field.alias, resolve(field, value as Fields)]))
}

function validateFields(fields: readonly Field[], type: string): void {
  const known: Readonly<Record<string, string | null>> =
    (TYPES as Record<string, Record<string, string | null>>)[type] ?? {}
  for (const { name, fields: below } of fields) {
    if (!Object.hasOwn(known, name)) throw invalid(`Cannot query field "${name}" on type "${type}".`)
    const belowType = known[name] ?? null
    if ((belowType === null) !== (below === null)) throw invalid(`Field "${name}" has a selection, or lacks one.`)
    if (belowType !== null && below !== null) validateFields(below, belowType)
  }
}

function scalars(names: string): Record<string, null> {
  return Object.fromEntries(names.split(' ').map(name => [name, null]))
}
