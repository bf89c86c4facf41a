import type { Instant } from './instant.ts'
import type { Json, JsonObject } from './json.ts'

/*
 * The content of an export, as the graph answers it. Null is "not exported"; an empty list is "exported and empty".
 * `raw` holds the remaining exported fields, apart from parts that have a `raw` of their own. That of data rows, queue
 * entries, labels and events is apart from them: it is as large as all else that they hold, and few queries ask for it.
 */

export interface DataRow {
  readonly id: string
  readonly globalKey: string | null
  readonly externalId: string | null
  readonly rowData: string | null
  readonly mimeType: string | null
  readonly mediaAttributes: Json
  readonly datasetId: string | null
  readonly datasetName: string | null
  readonly createdAt: Instant | null
  readonly updatedAt: Instant | null
  readonly lastActivityAt: Instant | null
  readonly createdBy: string | null
  readonly attachments: readonly Attachment[] | null
  readonly metadata: readonly MetadataField[] | null
  readonly embeddings: readonly Embedding[] | null
  readonly experiments: Json
}

interface Attachment {
  readonly id: string | null
  readonly type: string
  readonly value: string
  readonly name: string | null
}

export interface MetadataField {
  readonly schemaId: string | null
  readonly schemaName: string | null
  readonly value: Json
}

interface Embedding {
  readonly embeddingId: string | null
  readonly name: string | null
  readonly dimensions: number | null
  readonly isCustom: boolean | null
  /** One vector per entry. */
  readonly values: readonly (readonly number[])[]
}

/** A queue entry: a data row in the queue of a project. */
export interface DataRowProject {
  readonly dataRowId: string
  readonly projectId: string
  readonly ontologyId: string | null
  readonly batchId: string | null
  readonly batchName: string | null
  readonly priority: number | null
  readonly taskName: string | null
  /** When its newest workflow event happened. */
  readonly inTaskSince: Instant | null
  readonly workflowStatus: string | null
  readonly consensusExpectedLabelCount: number | null
  readonly selectedLabelId: string | null
  /** False if the export does not include the row's workflow history. */
  readonly hasWorkflowHistory: boolean
}

export interface Project {
  readonly id: string
  readonly name: string | null
  readonly tags: readonly ProjectTag[] | null
}

interface ProjectTag {
  readonly id: string | null
  readonly text: string | null
  readonly color: string | null
}

export interface Label {
  readonly id: string
  readonly dataRowId: string
  readonly projectId: string | null
  readonly labelKind: string | null
  readonly version: string | null
  readonly createdAt: Instant | null
  readonly updatedAt: Instant | null
  readonly contentUpdatedAt: Instant | null
  readonly createdBy: string | null
  readonly reviews: readonly Review[] | null
  readonly secondsToCreate: number | null
  readonly secondsToLabel: number | null
  readonly secondsToReview: number | null
  readonly secondsToRework: number | null
  readonly secondsTotal: number | null
  readonly skipped: boolean | null
  readonly consensusScore: number | null
  readonly benchmarkScore: number | null
  readonly benchmarkLabelId: string | null
  readonly isBenchmark: boolean | null
  readonly hasOpenIssues: boolean | null
  readonly viewUrl: string | null
}

export interface Review {
  readonly id: string | null
  readonly score: number | null
  readonly createdAt: Instant | null
  readonly createdBy: string | null
  readonly raw: JsonObject
}

export type WorkflowAction = 'APPROVE' | 'MOVE' | 'REJECT' | 'REWORK' | 'OTHER'

export interface WorkflowEvent {
  readonly dataRowId: string
  readonly projectId: string
  /** Counted from the oldest event of its row and project, which is 0. */
  readonly number: number
  readonly action: WorkflowAction
  readonly rawAction: string
  readonly createdAt: Instant
  readonly createdBy: string | null
  readonly actorId: string | null
  readonly previousTaskId: string | null
  readonly previousTaskName: string | null
  readonly nextTaskId: string | null
  readonly nextTaskName: string | null
  /** Since the event before it of the same row and project; null for the first. */
  readonly secondsInPreviousTask: number | null
}
