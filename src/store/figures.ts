import type { GroupKey, Instant, NumberSummary, WorkflowAction } from '../model/index.ts'

/* Figures over what is listed, for dashboards. */

export interface StatsRequest<Dimension extends string, Filter> {
  readonly groupBy: readonly Dimension[]
  readonly filter?: Filter | null | undefined
  /** IANA name. @throws SlicegraphError BAD_USER_INPUT for an unknown one. */
  readonly timeZone: string
  /** The figures wanted, as `labelCount` or `secondsToCreate.median`: others are not computed, and come as 0 or null. */
  readonly figures: ReadonlySet<string>
}

/** Dimensions that were not asked for are null. */
export interface DataRowProjectStats {
  readonly projectId: string | null
  readonly datasetId: string | null
  readonly datasetName: string | null
  readonly batchId: string | null
  readonly batchName: string | null
  readonly workflowStatus: string | null
  readonly taskName: string | null
  readonly priority: number | null
  readonly dataRowCount: number
  readonly unlabelledCount: number
  readonly labelCount: number
  readonly oldestInTaskSince: Instant | null
}

export interface LabelStats {
  readonly projectId: string | null
  readonly datasetId: string | null
  readonly datasetName: string | null
  readonly createdBy: string | null
  readonly labelKind: string | null
  readonly workflowStatus: string | null
  readonly period: Instant | null
  readonly labelCount: number
  readonly dataRowCount: number
  readonly skippedCount: number
  readonly reworkedCount: number
  readonly annotationCount: number
  readonly remoteGroupCount: number
  readonly secondsToCreate: NumberSummary
  readonly secondsToReview: NumberSummary
  readonly consensusScore: NumberSummary
  readonly benchmarkScore: NumberSummary
}

export interface AnnotationStats {
  readonly projectId: string | null
  readonly datasetId: string | null
  readonly datasetName: string | null
  readonly createdBy: string | null
  readonly name: string | null
  readonly annotationKind: string | null
  readonly group: GroupKey | null
  readonly period: Instant | null
  readonly annotationCount: number
  readonly featureCount: number
  readonly frameCount: number
  readonly labelCount: number
  readonly area: NumberSummary
  readonly length: NumberSummary
}

export interface WorkflowStats {
  readonly projectId: string | null
  readonly createdBy: string | null
  readonly actorId: string | null
  readonly action: WorkflowAction | null
  readonly previousTaskName: string | null
  readonly nextTaskName: string | null
  readonly period: Instant | null
  readonly eventCount: number
  readonly dataRowCount: number
  readonly secondsInPreviousTask: NumberSummary
}
