import type { Json, JsonObject } from '../../../model/index.ts'
import { CodedError, malformed } from './coded-error.ts'
import type { EmulatedExports } from './emulated-exports.ts'
import { readParameters, thinRow } from './parameters.ts'
import { searchOf } from './search.ts'
import { type WireRow, wireRow } from './wire-row.ts'

/** The mutations that begin an export: one for each scope. */
export const MUTATIONS = [
  'exportDataRowsInProject',
  'exportDataRowsInCatalog',
  'exportDataRowsInSlice',
  'exportDataRowsInModelRun',
] as const

export type Mutation = (typeof MUTATIONS)[number]

interface Scope {
  /** The project that the scope is; null: none. */
  readonly projectId: string | null
  has(row: JsonObject): boolean
}

/**
 * Reads what an export asks for.
 * @param isStale whether the index still has the row as it was before its last change.
 * @returns what gives a row as it is exported: null where it is not.
 * @throws CodedError
 */
export function readExport(
  mutation: Mutation,
  input: JsonObject,
  account: Pick<EmulatedExports, 'slices'>,
  isStale: (row: WireRow) => boolean,
): (row: JsonObject) => JsonObject | null {
  const filters = object(input.filters ?? null)
  const params = readParameters(object(input.params ?? {}))
  const { projectId, has } = scopeOf(mutation, filters, account)
  const searches = mutation === 'exportDataRowsInProject' || mutation === 'exportDataRowsInCatalog'
  const search = searches ? searchOf(object(filters.searchQuery ?? null).query, isStale) : () => true
  return row => {
    if (!has(row)) return null
    const wire = wireRow(row)
    const places = Object.entries(wire.projects ?? {}).filter(([id]) => projectId === null || id === projectId)
    const isFound = search(
      wire,
      places.map(([, place]) => place),
    )
    return isFound ? thinRow(row, params, projectId) : null
  }
}

function scopeOf(mutation: Mutation, filters: JsonObject, { slices = {} }: Pick<EmulatedExports, 'slices'>): Scope {
  if (mutation === 'exportDataRowsInCatalog') return { projectId: null, has: () => true }
  if (mutation === 'exportDataRowsInProject') {
    const projectId = text(filters.projectId)
    return { projectId, has: row => Object.hasOwn(wireRow(row).projects ?? {}, projectId) }
  }
  if (mutation === 'exportDataRowsInModelRun') throw malformed('Export of model runs is not supported for DICOM')
  const slice = slices[text(filters.sliceId)]
  if (!slice) throw new CodedError('RESOURCE_NOT_FOUND', 'There is no such slice.')
  return { projectId: null, has: slice }
}

function object(value: Json): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed('Filters are missing')
  return value as JsonObject
}

function text(value: Json | undefined): string {
  if (typeof value !== 'string') throw malformed('The id of the scope is missing')
  return value
}
