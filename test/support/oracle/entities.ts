import type {
  DataRow,
  DataRowProject,
  GroupKey,
  Label,
  MetadataField,
  Project,
  Review,
  WorkflowEvent,
} from '../../../src/model/index.ts'

import type { Corners } from './geometry.ts'

/* What the oracle reads out of an export: flat lists of linked objects, with what lists and figures are made of. */

export interface OracleDataRow
  extends Pick<
    DataRow,
    | 'id'
    | 'globalKey'
    | 'externalId'
    | 'mimeType'
    | 'datasetId'
    | 'datasetName'
    | 'createdAt'
    | 'updatedAt'
    | 'lastActivityAt'
    | 'createdBy'
  > {
  readonly kind: 'dataRow'
  readonly metadata: readonly MetadataField[] | null
  readonly projects: OracleDataRowProject[]
  readonly labels: OracleLabel[]
  readonly events: OracleWorkflowEvent[]
}

export interface OracleDataRowProject
  extends Pick<
    DataRowProject,
    | 'dataRowId'
    | 'projectId'
    | 'batchId'
    | 'batchName'
    | 'priority'
    | 'taskName'
    | 'inTaskSince'
    | 'workflowStatus'
    | 'selectedLabelId'
    | 'consensusExpectedLabelCount'
  > {
  readonly kind: 'dataRowProject'
  /** As in the graph: `dataRowProject:ROW:PROJECT`. */
  readonly id: string
  readonly dataRow: OracleDataRow
  readonly labels: OracleLabel[]
  readonly events: OracleWorkflowEvent[]
}

export interface OracleLabel
  extends Pick<
    Label,
    | 'id'
    | 'dataRowId'
    | 'projectId'
    | 'labelKind'
    | 'createdAt'
    | 'updatedAt'
    | 'createdBy'
    | 'secondsToCreate'
    | 'secondsToReview'
    | 'skipped'
    | 'consensusScore'
    | 'benchmarkScore'
    | 'hasOpenIssues'
    | 'isBenchmark'
  > {
  readonly kind: 'label'
  readonly reviews: readonly OracleReview[]
  readonly dataRow: OracleDataRow
  readonly dataRowProject: OracleDataRowProject | null
  /** How many groups have their frames behind a URL. */
  readonly remoteGroupCount: number
  readonly annotations: OracleAnnotation[]
  readonly features: OracleFeature[]
  /** Of the label, its groups and frames and their relationships, nested ones included, in one list. */
  readonly classifications: readonly OracleClassification[]
}

export type OracleReview = Pick<Review, 'createdBy' | 'score' | 'createdAt'>

export interface OracleFeature {
  readonly kind: 'feature'
  /** As in the graph: `feature:LABEL:GROUP:FEATURE`. */
  readonly id: string
  readonly label: OracleLabel
  readonly groupIdName: string
  readonly groupName: string | null
  readonly groupKey: GroupKey | null
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
  readonly annotationKind: string | null
  /** Numbers of the frames that hold it, ascending. */
  readonly frames: readonly number[]
  readonly segments: readonly (readonly [start: number, end: number])[] | null
  readonly keyFrames: readonly number[] | null
  readonly annotations: readonly OracleAnnotation[]
}

export interface OracleAnnotation {
  readonly kind: 'annotation'
  /** As in the graph: `annotation:LABEL[:GROUP[:FRAME]]:FEATURE`. */
  readonly id: string
  readonly label: OracleLabel
  /** As in ids: `Axial`. */
  readonly groupIdName: string | null
  /** The export's spelling. */
  readonly groupName: string | null
  readonly groupKey: GroupKey | null
  readonly frameNumber: number | null
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
  readonly annotationKind: string
  readonly keyFrame: boolean | null
  readonly area: number | null
  readonly length: number | null
  readonly isMask: boolean
  readonly corners: Corners | null
  /** Counted through its label, in the export's order. */
  readonly place: number
  /** Its own, nested ones included, in one list. */
  readonly classifications: readonly OracleClassification[]
}

export interface OracleClassification {
  /** As in ids: of a label, a group or a frame. That of an annotation is in its group. */
  readonly groupIdName: string | null
  readonly featureId: string | null
  /** Chosen options, named or not. */
  readonly options: readonly { readonly name: string | null; readonly featureId: string | null }[]
  readonly name: string | null
  readonly value: string | null
  readonly text: string | null
  /** Names of the chosen options. */
  readonly answers: readonly string[]
}

export interface OracleWorkflowEvent extends Omit<WorkflowEvent, 'raw'> {
  readonly kind: 'workflowEvent'
  /** As in the graph: `event:ROW:PROJECT:N`. */
  readonly id: string
  readonly dataRow: OracleDataRow
}

export interface OracleProject extends Pick<Project, 'id' | 'name'> {
  readonly kind: 'project'
}

/** Every thing of an export, each list in the order of the records. */
export interface OracleExport {
  readonly dataRows: OracleDataRow[]
  readonly dataRowProjects: OracleDataRowProject[]
  readonly labels: OracleLabel[]
  readonly annotations: OracleAnnotation[]
  readonly features: OracleFeature[]
  readonly workflowEvents: OracleWorkflowEvent[]
  readonly projects: OracleProject[]
}

/** Listable entities by kind. */
export interface Entities {
  dataRow: OracleDataRow
  dataRowProject: OracleDataRowProject
  label: OracleLabel
  annotation: OracleAnnotation
  feature: OracleFeature
  workflowEvent: OracleWorkflowEvent
}
export type EntityKind = keyof Entities
