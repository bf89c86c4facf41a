import { SlicegraphError } from '../../errors.ts'
import type { ExportFilters, ExportScope } from '../../model/index.ts'
import { type CheckedRange, checkRange, needsZone, rangeWire } from './time-range.ts'

/** An entry of `searchQuery.query`; a row has to meet all of them. */
type FilterEntry = Readonly<Record<string, unknown>>

/** Filters that the API takes. */
interface CheckedFilters {
  /** Whether a time of theirs is in the account's zone. */
  readonly needsZone: boolean
  /** @throws SlicegraphError BAD_USER_INPUT for a zone that is not known, where it has to be */
  entries(accountZone: string): readonly FilterEntry[]
}

/** Name that messages give to a part of the request, such as `filters.dataRowIds`. */
export type NameOf = (path: string) => string

/** Labelbox's limit for ids in a filter. */
const MOST_IDS = 2_000

/** By the spelling without case and underscores: the graph has IN_REVIEW, the SDK InReview. */
const WORKFLOW_STATUSES: ReadonlyMap<string, FilterEntry> = new Map<string, FilterEntry>([
  ['tolabel', { type: 'task_queue_not_exist' }],
  ['inreview', { type: 'task_queue_status', status: 'InReview' }],
  ['inrework', { type: 'task_queue_status', status: 'InRework' }],
  ['done', { type: 'task_queue_status', status: 'Done' }],
])

/** @throws SlicegraphError BAD_USER_INPUT for filters that the API does not take */
export function checkFilters(filters: ExportFilters, scope: ExportScope, nameOf: NameOf): CheckedFilters {
  const of = (key: keyof ExportFilters) => nameOf(`filters.${key}`)
  const { dataRowIds, globalKeys, batchIds, workflowStatus } = filters
  if (dataRowIds !== undefined && globalKeys !== undefined) {
    throw badInput(`${of('dataRowIds')} and ${of('globalKeys')} cannot be given together: give one of them.`)
  }
  for (const key of ['batchIds', 'workflowStatus'] as const)
    if (filters[key] !== undefined && !('projectId' in scope))
      throw badInput(`${of(key)} is only for the export of a project.`)
  const ranges = [
    { type: 'data_row_last_activity_at', range: checkRange(of('lastActivityAt'), filters.lastActivityAt ?? {}) },
    { type: 'labeled_at', range: checkRange(of('labelCreatedAt'), filters.labelCreatedAt ?? {}) },
  ]
  const others = [
    ...idEntry(of('dataRowIds'), 'data_row_id', dataRowIds),
    ...idEntry(of('globalKeys'), 'global_key', globalKeys),
    ...idEntry(of('batchIds'), 'batch', batchIds),
    ...workflowEntry(of('workflowStatus'), workflowStatus),
    ...('datasetId' in scope ? [{ ids: [scope.datasetId], operator: 'is', type: 'dataset' }] : []),
  ]
  return {
    needsZone: ranges.some(({ range }) => needsZone(range)),
    entries: zone => [...ranges.flatMap(({ type, range }) => rangeEntry(type, range, zone)), ...others],
  }
}

function rangeEntry(type: string, range: CheckedRange, zone: string): FilterEntry[] {
  const value = rangeWire(range, zone)
  return value === null ? [] : [{ type, value }]
}

function idEntry(name: string, type: string, ids: readonly string[] | undefined): FilterEntry[] {
  if (ids === undefined) return []
  if (ids.length === 0) throw badInput(`${name} is empty: leave it out to ask for all.`)
  if (ids.length > MOST_IDS) throw badInput(`${name} has ${ids.length} entries; Labelbox takes 2,000 at most.`)
  if (ids.some(id => id.trim() === '')) throw badInput(`${name} has an entry that is empty.`)
  return [{ ids, operator: 'is', type }]
}

function workflowEntry(name: string, status: string | undefined): FilterEntry[] {
  if (status === undefined) return []
  const entry = WORKFLOW_STATUSES.get(status.toLowerCase().replaceAll('_', ''))
  if (entry === undefined) {
    throw badInput(`${name} is none of TO_LABEL, IN_REVIEW, IN_REWORK and DONE.`)
  }
  return [entry]
}

export function badInput(message: string): SlicegraphError {
  return new SlicegraphError('BAD_USER_INPUT', message)
}
