import { SlicegraphError } from '../../errors.ts'
import type { ExportFilters, ExportParams, ExportRequest, ExportScope } from '../../model/index.ts'
import { START_IN_CATALOG, START_IN_PROJECT } from './operations.ts'
import { checkRange, needsZone, rangeWire } from './time-range.ts'

/** A valid request, as the API takes it. */
interface ExportStart {
  readonly operation: typeof START_IN_PROJECT
  readonly needsZone: boolean
  /** The variables. @throws SlicegraphError BAD_USER_INPUT for a zone that is not known, where it has to be */
  variables(taskName: string | null, accountZone: string): object
}

/** Name that messages give to a part of the request, such as `filters.dataRowIds`. */
type NameOf = (path: string) => string

/** Labelbox's limit for projects in the parameters. */
const MOST_PROJECTS = 30
/** Labelbox's limit for ids in a filter. */
const MOST_IDS = 2_000

/** An entry of `searchQuery.query`; a row has to meet all of them. */
type FilterEntry = Readonly<Record<string, unknown>>

/** By the spelling without case and underscores: the graph has IN_REVIEW, the SDK InReview. */
const WORKFLOW_STATUSES: ReadonlyMap<string, FilterEntry> = new Map<string, FilterEntry>([
  ['tolabel', { type: 'task_queue_not_exist' }],
  ['inreview', { type: 'task_queue_status', status: 'InReview' }],
  ['inrework', { type: 'task_queue_status', status: 'InRework' }],
  ['done', { type: 'task_queue_status', status: 'Done' }],
])

/** @param nameOf Default: the names of the graph. @throws SlicegraphError EXPORT_UNSUPPORTED, BAD_USER_INPUT */
export function checkRequest(
  { scope, filters, params }: ExportRequest,
  nameOf: NameOf = path => `input.${path}`,
): ExportStart {
  for (const [key, id] of Object.entries(scope))
    if (typeof id === 'string' && id.trim() === '')
      throw badInput(`${nameOf(`scope.${key}`)} is empty. Set it to the id that Labelbox shows.`)
  if ('modelRunId' in scope) {
    throw new SlicegraphError(
      'EXPORT_UNSUPPORTED',
      'An export of a model run holds predictions, which are not read here: export its project or dataset instead.',
    )
  }
  const checked = checkFilters(filters, scope, nameOf)
  const wireParams = paramsWire(params, scope, nameOf('params.projectIds'))
  return {
    operation: 'projectId' in scope ? START_IN_PROJECT : START_IN_CATALOG,
    needsZone: checked.needsZone,
    variables: (taskName, accountZone) => ({
      input: {
        taskName,
        isStreamableReady: true,
        filters: {
          ...('projectId' in scope ? { projectId: scope.projectId } : {}),
          searchQuery: { scope: null, query: checked.entries(accountZone) },
        },
        params: wireParams,
        streamable: true,
      },
    }),
  }
}

/** The API ignores what it does not know, so every name here has to be right. */
function paramsWire(params: ExportParams, scope: ExportScope, name: string): object {
  const { projectIds = [] } = params
  if (projectIds.length > MOST_PROJECTS) {
    throw badInput(`${name} has ${projectIds.length} entries; Labelbox takes 30 at most. Give none for all projects.`)
  }
  if ('projectId' in scope && projectIds.length > 0) {
    throw badInput(`${name} is for datasets and the catalog; the scope is one project.`)
  }
  // A row of a dataset comes without labels unless their projects are named.
  const acrossProjects = {
    includePredictions: false,
    projectIds: projectIds.length === 0 ? null : projectIds,
    modelRunIds: null,
    allProjects: projectIds.length === 0,
    allModelRuns: false,
  }
  return {
    mediaTypeOverride: null,
    includeAttachments: params.attachments,
    includeEmbeddings: params.embeddings,
    includeMetadata: params.metadataFields,
    includeDataRowDetails: params.dataRowDetails,
    includeProjectDetails: params.projectDetails,
    includePerformanceDetails: params.performanceDetails,
    includeLabelDetails: params.labelDetails,
    includeInterpolatedFrames: params.interpolatedFrames,
    ...('projectId' in scope ? {} : acrossProjects),
  }
}

/** Filters that the API takes; `needsZone` where a time of theirs is in the account's zone. */
function checkFilters(filters: ExportFilters, scope: ExportScope, nameOf: NameOf) {
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
    entries: (zone: string): FilterEntry[] => [
      ...ranges.flatMap(({ type, range }) => {
        const value = rangeWire(range, zone)
        return value === null ? [] : [{ type, value }]
      }),
      ...others,
    ],
  }
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
  if (entry === undefined) throw badInput(`${name} is none of TO_LABEL, IN_REVIEW, IN_REWORK and DONE.`)
  return [entry]
}

function badInput(message: string): SlicegraphError {
  return new SlicegraphError('BAD_USER_INPUT', message)
}
