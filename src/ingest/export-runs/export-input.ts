import type { ExportInput, ExportRequest, ExportScope, Instant } from '../../model/index.ts'
import { formatInstant, isObject } from '../../model/index.ts'
import type { LoadedWhole, RunningTask } from '../../store/index.ts'

/** Names the scope: one task at a time runs in it. */
export function scopeKey(scope: ExportScope): string {
  if ('projectId' in scope) return `project:${scope.projectId}`
  if ('datasetId' in scope) return `dataset:${scope.datasetId}`
  if ('modelRunId' in scope) return `modelRun:${scope.modelRunId}`
  return 'catalog'
}

/** Whether two ask for the same. The order of keys does not matter, that of ids does. */
export function isSameInput(a: ExportInput, b: ExportInput): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

/** What the vendor is asked: with changes since a watermark, only those. */
export function requestOf({ input, since }: RunningTask): ExportRequest {
  const { scope, filters, params } = input
  if (since === null) return { scope, filters, params }
  // An own range is narrower already, or means what lies before the watermark.
  const lastActivityAt = filters.lastActivityAt ?? { from: formatInstant(since) }
  return { scope, filters: { ...filters, lastActivityAt }, params }
}

/** Nothing narrows it but, perhaps, the watermark. */
export function isUnfiltered({ filters, params }: ExportInput): boolean {
  return Object.values(filters).every(filter => filter === undefined) && params.projectIds === undefined
}

/** What a run is everything of; null where it is a part, or where what is gone could not be told. */
export function wholeOf({ input, since }: RunningTask): LoadedWhole | null {
  if (since !== null || !isUnfiltered(input)) return null
  const { scope } = input
  if ('projectId' in scope) return { projectId: scope.projectId }
  return 'datasetId' in scope ? { datasetId: scope.datasetId } : null
}

/** The vendor's index lags behind what was done, by seconds as a rule; clocks differ too. */
const OVERLAP_MICROS = 10 * 60 * 1_000_000

/** From when on to ask, to miss nothing that the run before could not see yet. */
export function sinceWatermark(watermark: Instant): Instant {
  return watermark - OVERLAP_MICROS
}
