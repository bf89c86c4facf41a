import { SlicegraphError } from '../../errors.ts'
import type { ExportParams, ExportRequest, ExportScope } from '../../model/index.ts'
import { badInput, checkFilters, type NameOf } from './filter-entries.ts'
import { START_IN_CATALOG, START_IN_PROJECT } from './operations.ts'

/** A valid request, as the API takes it. */
interface ExportStart {
  readonly operation: typeof START_IN_PROJECT
  readonly needsZone: boolean
  /** The variables. @throws SlicegraphError BAD_USER_INPUT for a zone that is not known, where it has to be */
  variables(taskName: string | null, accountZone: string): object
}

/** Labelbox's limit for projects in the parameters. */
const MOST_PROJECTS = 30

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
  const { needsZone, entries } = checkFilters(filters, scope, nameOf)
  const wireParams = paramsWire(params, scope, nameOf('params.projectIds'))
  return {
    operation: 'projectId' in scope ? START_IN_PROJECT : START_IN_CATALOG,
    needsZone,
    variables: (taskName, accountZone) => ({
      input: {
        taskName,
        isStreamableReady: true,
        filters: {
          ...('projectId' in scope ? { projectId: scope.projectId } : {}),
          searchQuery: { scope: null, query: entries(accountZone) },
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
