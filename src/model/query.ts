import type { GroupKey } from './content.ts'
import type { WorkflowAction } from './export-data.ts'
import type { Instant } from './instant.ts'

/*
 * What lists and figures can be asked for. The shapes are those of the GraphQL inputs, so that resolvers hand their
 * arguments on as they are. A key that is null or undefined is as if absent.
 */

type Optional<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

export type StringFilter = Optional<{
  eq: string
  ne: string
  in: readonly string[]
  startsWith: string
  contains: string
  isNull: boolean
}>
export type IDFilter = Optional<{
  eq: string
  ne: string
  in: readonly string[]
  isNull: boolean
}>
export type IntFilter = Optional<{
  eq: number
  ne: number
  in: readonly number[]
  gt: number
  gte: number
  lt: number
  lte: number
  isNull: boolean
}>
export type FloatFilter = Optional<{
  eq: number
  gt: number
  gte: number
  lt: number
  lte: number
  isNull: boolean
}>
export type DateTimeFilter = Optional<{
  gt: Instant
  gte: Instant
  lt: Instant
  lte: Instant
  isNull: boolean
}>
export type BooleanFilter = Optional<{ eq: boolean; isNull: boolean }>
export type GroupKeyFilter = Optional<{
  eq: GroupKey
  ne: GroupKey
  in: readonly GroupKey[]
  isNull: boolean
}>
export type WorkflowActionFilter = Optional<{
  eq: WorkflowAction
  ne: WorkflowAction
  in: readonly WorkflowAction[]
}>
export type MetadataFilter = Optional<{
  schemaId: string
  schemaName: string
  text: StringFilter
  number: FloatFilter
  time: DateTimeFilter
}>
export type ClassificationFilter = Optional<{
  name: StringFilter
  value: StringFilter
  answer: StringFilter
  text: StringFilter
}>

/** `and: []` holds for everything, `or: []` for nothing. */
export type Nested<F> = F &
  Optional<{
    and: readonly Nested<F>[]
    or: readonly Nested<F>[]
    not: Nested<F>
  }>

export type DataRowFilter = Nested<
  Optional<{
    id: IDFilter
    globalKey: StringFilter
    externalId: StringFilter
    datasetId: IDFilter
    datasetName: StringFilter
    mimeType: StringFilter
    createdBy: StringFilter
    createdAt: DateTimeFilter
    updatedAt: DateTimeFilter
    lastActivityAt: DateTimeFilter
    metadata: MetadataFilter
    labelCount: IntFilter
    project: DataRowProjectFilter
    label: LabelFilter
  }>
>

export type DataRowProjectFilter = Nested<
  Optional<{
    projectId: IDFilter
    batchId: IDFilter
    batchName: StringFilter
    workflowStatus: StringFilter
    taskName: StringFilter
    priority: IntFilter
    labelCount: IntFilter
    inTaskSince: DateTimeFilter
    dataRow: DataRowFilter
    label: LabelFilter
  }>
>

export type LabelFilter = Nested<
  Optional<{
    id: IDFilter
    dataRowId: IDFilter
    projectId: IDFilter
    labelKind: StringFilter
    createdBy: StringFilter
    createdAt: DateTimeFilter
    updatedAt: DateTimeFilter
    skipped: BooleanFilter
    hasOpenIssues: BooleanFilter
    secondsToCreate: FloatFilter
    secondsToReview: FloatFilter
    consensusScore: FloatFilter
    benchmarkScore: FloatFilter
    annotationCount: IntFilter
    remote: boolean
    dataRow: DataRowFilter
    dataRowProject: DataRowProjectFilter
    annotation: AnnotationFilter
    classification: ClassificationFilter
  }>
>

export type AnnotationFilter = Nested<
  Optional<{
    featureId: IDFilter
    schemaId: IDFilter
    name: StringFilter
    annotationKind: StringFilter
    labelId: IDFilter
    dataRowId: IDFilter
    projectId: IDFilter
    createdBy: StringFilter
    group: GroupKeyFilter
    groupName: StringFilter
    frameNumber: IntFilter
    keyFrame: BooleanFilter
    area: FloatFilter
    length: FloatFilter
    label: LabelFilter
    classification: ClassificationFilter
  }>
>

export type WorkflowEventFilter = Nested<
  Optional<{
    action: WorkflowActionFilter
    createdAt: DateTimeFilter
    createdBy: StringFilter
    actorId: IDFilter
    dataRowId: IDFilter
    projectId: IDFilter
    previousTaskName: StringFilter
    nextTaskName: StringFilter
    secondsInPreviousTask: FloatFilter
    dataRow: DataRowFilter
  }>
>

export type OrderDirection = 'ASC' | 'DESC'
export interface Order<Field extends string> {
  readonly field: Field
  readonly direction: OrderDirection
}
export type DataRowOrder = Order<'ID' | 'GLOBAL_KEY' | 'CREATED_AT' | 'UPDATED_AT' | 'LAST_ACTIVITY_AT'>
export type DataRowProjectOrder = Order<'ID' | 'PRIORITY' | 'IN_TASK_SINCE'>
export type LabelOrder = Order<'ID' | 'CREATED_AT' | 'UPDATED_AT' | 'SECONDS_TO_CREATE' | 'CONSENSUS_SCORE'>
export type AnnotationOrder = Order<'ID' | 'NAME' | 'FRAME_NUMBER' | 'AREA' | 'LENGTH'>
export type WorkflowEventOrder = Order<'CREATED_AT' | 'SECONDS_IN_PREVIOUS_TASK'>

export type DataRowProjectDimension = 'PROJECT' | 'DATASET' | 'BATCH' | 'WORKFLOW_STATUS' | 'TASK' | 'PRIORITY'
export type LabelDimension = 'PROJECT' | 'DATASET' | 'CREATED_BY' | 'LABEL_KIND' | 'WORKFLOW_STATUS' | PeriodDimension
export type AnnotationDimension =
  | 'PROJECT'
  | 'DATASET'
  | 'CREATED_BY'
  | 'NAME'
  | 'ANNOTATION_KIND'
  | 'GROUP'
  | PeriodDimension
export type WorkflowDimension = 'PROJECT' | 'CREATED_BY' | 'ACTION' | 'PREVIOUS_TASK' | 'NEXT_TASK' | PeriodDimension
export type PeriodDimension = 'DAY' | 'WEEK' | 'MONTH'

/** Figures over what is not null; median and p95 interpolate between neighbours (PERCENTILE_CONT). */
export interface NumberSummary {
  readonly count: number
  readonly sum: number
  readonly mean: number | null
  readonly min: number | null
  readonly max: number | null
  readonly median: number | null
  readonly p95: number | null
}
