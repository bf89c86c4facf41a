import type { Instant } from './instant.ts'
import type { Json } from './json.ts'

/* Exports that are run at Labelbox. */

/** The rows that an export is taken from: exactly one of these. */
export type ExportScope =
  | { readonly projectId: string }
  | { readonly datasetId: string }
  | { readonly modelRunId: string }
  | { readonly catalog: true }

/** The name under which the store has the scope of a project. */
export const projectScope = (projectId: string): string => `project:${projectId}`

/** Filters are AND-ed; an absent one does not narrow. */
export interface ExportFilters {
  readonly lastActivityAt?: ExportTimeRange
  readonly labelCreatedAt?: ExportTimeRange
  /** 1 to 2,000; not together with `globalKeys`. */
  readonly dataRowIds?: readonly string[]
  readonly globalKeys?: readonly string[]
  readonly batchIds?: readonly string[]
  /** As in DataRowProject (`IN_REVIEW`) or as the SDK has it (`InReview`). */
  readonly workflowStatus?: string
}

/**
 * Either end may be open. `YYYY-MM-DD` and `YYYY-MM-DD hh:mm:ss` are in the account's time zone; or RFC 3339 with an
 * offset.
 */
export interface ExportTimeRange {
  readonly from?: string
  readonly to?: string
}

/** The parts that an export can leave out, and whether it has them by default. */
export const EXPORT_PARTS = {
  attachments: true,
  metadataFields: true,
  dataRowDetails: true,
  projectDetails: true,
  labelDetails: true,
  performanceDetails: true,
  interpolatedFrames: true,
  embeddings: false,
}

/** The content of an export. */
export interface ExportParams extends Readonly<typeof EXPORT_PARTS> {
  /** Projects whose labels are included when the scope is a dataset or the catalog; absent: all. */
  readonly projectIds?: readonly string[]
}

export interface ExportRequest {
  readonly scope: ExportScope
  readonly filters: ExportFilters
  readonly params: ExportParams
}

/** The state of a task at Labelbox. */
export interface UpstreamTask {
  readonly status: 'IN_PROGRESS' | 'COMPLETE' | 'FAILED'
  /** From 0 to 1. */
  readonly progress: number
  /** The reason of a failure that Labelbox gives. */
  readonly message: string | null
}

/** The request with the defaults filled in. */
export interface ExportInput extends ExportRequest {
  /** Only changes since the last run of the scope, if there was one. */
  readonly incremental: boolean
}

export type TaskStatus = 'IN_PROGRESS' | 'COMPLETE' | 'COMPLETE_WITH_ERRORS' | 'FAILED'

/** An export that runs or has ended. */
export interface ExportTask {
  readonly id: string
  readonly input: ExportInput
  readonly status: TaskStatus
  /** From 0 to 1. */
  readonly progress: number
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  /** The time from which an incremental run asks for changes; null for a full run. */
  readonly since: Instant | null
  /** Rows loaded so far. */
  readonly dataRowCount: number
  readonly errors: readonly ExportTaskError[]
  /** The Export that it published; null until then. */
  readonly exportId: string | null
}

export interface ExportTaskError {
  readonly message: string
  /** A line of Labelbox's error stream. */
  readonly raw: Json
}
