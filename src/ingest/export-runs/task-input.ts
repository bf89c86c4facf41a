import {
  type ExportInput,
  type ExportRequest,
  type ExportScope,
  formatInstant,
  type Instant,
  projectScope,
} from '../../model/index.ts'
import type { LoadedWhole, RunningTask } from '../../store/index.ts'

/** The name of a scope. One task at a time runs in each. */
export function scopeKey(scope: ExportScope): string {
  if ('projectId' in scope) return projectScope(scope.projectId)
  if ('datasetId' in scope) return `dataset:${scope.datasetId}`
  if ('modelRunId' in scope) return `modelRun:${scope.modelRunId}`
  return 'catalog'
}

/** The request to Labelbox: only for changes since `since`, if it is set. */
export function requestOf({ input, since }: RunningTask): ExportRequest {
  const { scope, filters, params } = input
  if (since === null) return { scope, filters, params }
  // A range of the user's is narrower already, or asks for earlier changes on purpose.
  const lastActivityAt = filters.lastActivityAt ?? { from: formatInstant(since) }
  return { scope, filters: { ...filters, lastActivityAt }, params }
}

/** Whether nothing but the watermark narrows the export. */
export function isUnfiltered({ filters, params }: ExportInput): boolean {
  return Object.values(filters).every(filter => filter === undefined) && params.projectIds === undefined
}

/** The project or dataset that a run exports completely; null if it exports a part, or cannot show deletions. */
export function wholeOf({ input, since }: RunningTask): LoadedWhole | null {
  if (since !== null || !isUnfiltered(input)) return null
  const { scope } = input
  if ('projectId' in scope) return { projectId: scope.projectId }
  return 'datasetId' in scope ? { datasetId: scope.datasetId } : null
}

/** Labelbox's index lags behind changes, usually by seconds; clocks differ too. */
const OVERLAP_MICROS = 10 * 60 * 1_000_000

/** The start of the next incremental run. It overlaps the run before, which may have missed recent changes. */
export function sinceWatermark(watermark: Instant): Instant {
  return watermark - OVERLAP_MICROS
}
