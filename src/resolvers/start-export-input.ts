import { SlicegraphError } from '../errors.ts'
import type * as Graph from '../generated/resolvers.ts'
import type { ExportFilters, ExportInput, ExportScope, ExportTimeRange } from '../model/index.ts'

/** Input of startExport in the terms of the model. Null counts as absent. */
export function exportInputOf({ scope, incremental, filters, params }: Graph.StartExportInput): ExportInput {
  const { projectIds, ...flags } = params
  return {
    scope: scopeOf(scope),
    incremental,
    filters: filtersOf(filters),
    params: { ...flags, ...(projectIds && { projectIds }) },
  }
}

function scopeOf(scope: Graph.ExportScope): ExportScope {
  const { projectId, datasetId, modelRunId, catalog } = scope
  if (projectId != null) return { projectId }
  if (datasetId != null) return { datasetId }
  if (modelRunId != null) return { modelRunId }
  if (catalog) return { catalog: true }
  throw new SlicegraphError('BAD_USER_INPUT', 'input.scope.catalog must be true. Otherwise set projectId or datasetId.')
}

function filtersOf(filters: Graph.ExportFilters): ExportFilters {
  const { lastActivityAt, labelCreatedAt, dataRowIds, globalKeys, batchIds, workflowStatus } = filters
  return {
    ...(lastActivityAt && { lastActivityAt: rangeOf(lastActivityAt) }),
    ...(labelCreatedAt && { labelCreatedAt: rangeOf(labelCreatedAt) }),
    ...(dataRowIds && { dataRowIds }),
    ...(globalKeys && { globalKeys }),
    ...(batchIds && { batchIds }),
    ...(workflowStatus != null && { workflowStatus }),
  }
}

function rangeOf({ from, to }: Graph.ExportTimeRange): ExportTimeRange {
  return { ...(from != null && { from }), ...(to != null && { to }) }
}
