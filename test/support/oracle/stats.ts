import type { PeriodDimension } from '../../../src/model/index.ts'
import type {
  AnnotationStats,
  ClassificationStats,
  DataRowProjectStats,
  DataRowStats,
  DimensionOf,
  FilterOf,
  LabelStats,
  WorkflowStats,
} from '../../../src/store/index.ts'
import { groupNames } from './builder.ts'
import type { Entities, EntityKind, OracleDataRow } from './entities.ts'
import { type Filters, missingLabels, type Scalar } from './filter-fields.ts'
import { matches, meetsOperators, metadataTexts } from './match.ts'
import { compareScalars } from './order.ts'
import { periodStart } from './period.ts'
import { summarize } from './summary.ts'

export interface Recount<K extends EntityKind, Dimension> {
  readonly groupBy: readonly Dimension[]
  readonly filter?: Filters[K] | null | undefined
  /** IANA; default UTC. */
  readonly timeZone?: string
  /** Name of the field that METADATA groups by. */
  readonly metadata?: string | null | undefined
  /** When the request began. */
  readonly startedAt?: number
}

/** The columns that one dimension fills, and how. */
type Columns<E> = Readonly<Record<string, (entity: E) => Scalar>>

const dataset = <E>(row: (entity: E) => OracleDataRow): Columns<E> => ({
  datasetId: entity => row(entity).datasetId,
  datasetName: entity => row(entity).datasetName,
})

function periods<E>(timeZone: string, createdAt: (entity: E) => number | null): Record<PeriodDimension, Columns<E>> {
  const by = (dimension: PeriodDimension): Columns<E> => ({
    period: entity => {
      const at = createdAt(entity)
      return at === null ? null : periodStart(at, dimension, timeZone)
    },
  })
  return { DAY: by('DAY'), WEEK: by('WEEK'), MONTH: by('MONTH') }
}

/** An answer of a label. */
interface InLabel {
  readonly label: Entities['label']
  readonly groupIdName: string | null
  readonly question: string | null
  readonly answer: string | null
  readonly featureId: string | null
}

interface ClassificationRecount {
  readonly groupBy: readonly DimensionOf<'classification'>[]
  readonly filter?: FilterOf<'classification'> | null | undefined
  readonly labels?: Filters['label'] | null | undefined
}

export function recountClassificationStats(
  list: readonly Entities['label'][],
  { groupBy, filter, labels }: ClassificationRecount,
): ClassificationStats[] {
  const dimensions: Record<DimensionOf<'classification'>, Columns<InLabel>> = {
    PROJECT: { projectId: ({ label }) => label.projectId },
    CREATED_BY: { createdBy: ({ label }) => label.createdBy },
    QUESTION: { question: ({ question }) => question },
    ANSWER: { answered: ({ answer }) => answer },
    GROUP: { group: ({ groupIdName }) => (groupIdName === null ? null : groupNames(groupIdName).key) },
  }
  const rows = meeting<'label'>(list, labels).flatMap(label => answersOf(label, filter ?? {}))
  return recount(rows, dimensions, groupBy, all => {
    const of = all.filter(({ answer }) => answer !== null)
    const featureOf = ({ label, groupIdName, question, answer, featureId }: InLabel) => [
      ...[label.id, groupIdName],
      featureId ?? [question, answer],
    ]
    return {
      answerCount: of.length,
      featureCount: distinct(of.map(featureOf)),
      labelCount: distinct(of.map(({ label }) => label.id)),
    }
  }) as unknown as ClassificationStats[]
}

/** Each chosen option that meets the filter, or the question where none is chosen. */
function answersOf(label: Entities['label'], filter: FilterOf<'classification'>): InLabel[] {
  const all = [
    ...label.classifications,
    ...label.annotations.flatMap(({ classifications, groupIdName }) =>
      classifications.map(each => ({ ...each, groupIdName })),
    ),
  ]
  return all.flatMap(({ name: question, value, text, options, featureId, groupIdName }) => {
    const isMet = (option: string | null) =>
      meetsOperators(filter.name, question) &&
      meetsOperators(filter.value, value) &&
      meetsOperators(filter.text, text) &&
      meetsOperators(filter.answer, option)
    const chosen = options.length > 0 ? options : [{ name: null, featureId: null }]
    return chosen
      .filter(({ name }) => isMet(name))
      .map(option => ({
        ...{ label, groupIdName, question },
        answer: option.name ?? text,
        featureId: option.featureId ?? featureId,
      }))
  })
}

export function recountDataRowStats(
  list: readonly Entities['dataRow'][],
  { groupBy, filter, timeZone = 'UTC', metadata }: Recount<'dataRow', DimensionOf<'dataRow'>>,
): DataRowStats[] {
  /** A data row in one of the groups that its values put it in. */
  interface InGroup {
    readonly row: OracleDataRow
    readonly value: string | null
  }
  const dimensions: Record<DimensionOf<'dataRow'>, Columns<InGroup>> = {
    DATASET: dataset(({ row }) => row),
    MIME_TYPE: { mimeType: ({ row }) => row.mimeType },
    CREATED_BY: { createdBy: ({ row }) => row.createdBy },
    METADATA: { metadataValue: ({ value }) => value },
    ...periods<InGroup>(timeZone, ({ row }) => row.createdAt),
  }
  const inGroups = meeting<'dataRow'>(list, filter).flatMap(row => {
    const values = groupBy.includes('METADATA') ? valuesOf(row, metadata ?? '') : []
    return (values.length > 0 ? values : [null]).map(value => ({ row, value }))
  })
  return recount(inGroups, dimensions, groupBy, of => ({
    dataRowCount: of.length,
    labelledCount: of.filter(({ row }) => row.labels.length > 0).length,
    labelCount: of.flatMap(({ row }) => row.labels).length,
  })) as unknown as DataRowStats[]
}

/** The distinct texts of a metadata field. */
function valuesOf({ metadata }: OracleDataRow, name: string): string[] {
  const values = (metadata ?? []).filter(field => field.schemaName === name).map(({ value }) => value)
  const texts = values.flatMap(value => (typeof value === 'number' ? [String(value)] : metadataTexts(value)))
  return [...new Set(texts)].filter(text => text !== null)
}

export function recountDataRowProjectStats(
  list: readonly Entities['dataRowProject'][],
  { groupBy, filter, startedAt = 0 }: Recount<'dataRowProject', DimensionOf<'dataRowProject'>>,
): DataRowProjectStats[] {
  const dimensions: Record<DimensionOf<'dataRowProject'>, Columns<Entities['dataRowProject']>> = {
    PROJECT: { projectId: queue => queue.projectId },
    DATASET: dataset(queue => queue.dataRow),
    BATCH: { batchId: queue => queue.batchId, batchName: queue => queue.batchName },
    WORKFLOW_STATUS: { workflowStatus: queue => queue.workflowStatus },
    TASK: { taskName: queue => queue.taskName },
    PRIORITY: { priority: queue => queue.priority },
  }
  return recount(meeting<'dataRowProject'>(list, filter), dimensions, groupBy, of => ({
    dataRowCount: distinct(of.map(queue => queue.dataRowId)),
    unlabelledCount: of.filter(queue => queue.labels.length === 0).length,
    labelCount: of.flatMap(queue => queue.labels).length,
    missingLabelCount: of.reduce((sum, queue) => sum + (missingLabels(queue) ?? 0), 0),
    oldestInTaskSince: summarize(of.map(queue => queue.inTaskSince)).min,
    secondsInTask: summarize(
      of.map(({ inTaskSince }) => (inTaskSince === null ? null : Math.max(0, startedAt - inTaskSince) / 1e6)),
    ),
  })) as unknown as DataRowProjectStats[]
}

export function recountLabelStats(
  list: readonly Entities['label'][],
  { groupBy, filter, timeZone = 'UTC' }: Recount<'label', DimensionOf<'label'>>,
): LabelStats[] {
  const dimensions: Record<DimensionOf<'label'>, Columns<Entities['label']>> = {
    PROJECT: { projectId: label => label.projectId },
    DATASET: dataset(label => label.dataRow),
    CREATED_BY: { createdBy: label => label.createdBy },
    BATCH: {
      batchId: label => label.dataRowProject?.batchId ?? null,
      batchName: label => label.dataRowProject?.batchName ?? null,
    },
    TASK: { taskName: label => label.dataRowProject?.taskName ?? null },
    PRIORITY: { priority: label => label.dataRowProject?.priority ?? null },
    LABEL_KIND: { labelKind: label => label.labelKind },
    WORKFLOW_STATUS: { workflowStatus: label => label.dataRowProject?.workflowStatus ?? null },
    ...periods(timeZone, label => label.createdAt),
  }
  return recount(meeting<'label'>(list, filter), dimensions, groupBy, of => ({
    labelCount: of.length,
    dataRowCount: distinct(of.map(label => label.dataRowId)),
    skippedCount: of.filter(label => label.skipped).length,
    reworkedCount: of.filter(wasReworked).length,
    annotationCount: of.flatMap(label => label.annotations).length,
    remoteGroupCount: of.reduce((sum, label) => sum + label.remoteGroupCount, 0),
    secondsToCreate: summarize(of.map(label => label.secondsToCreate)),
    secondsToReview: summarize(of.map(label => label.secondsToReview)),
    consensusScore: summarize(of.map(label => label.consensusScore)),
    benchmarkScore: summarize(of.map(label => label.benchmarkScore)),
  })) as unknown as LabelStats[]
}

/** Its row was rejected or sent to rework in its project. */
const wasReworked = (label: Entities['label']) =>
  label.dataRowProject?.events.some(event => event.action === 'REJECT' || event.action === 'REWORK') ?? false

export function recountAnnotationStats(
  list: readonly Entities['annotation'][],
  { groupBy, filter, timeZone = 'UTC' }: Recount<'annotation', DimensionOf<'annotation'>>,
): AnnotationStats[] {
  const dimensions: Record<DimensionOf<'annotation'>, Columns<Entities['annotation']>> = {
    PROJECT: { projectId: annotation => annotation.label.projectId },
    DATASET: dataset(annotation => annotation.label.dataRow),
    CREATED_BY: { createdBy: annotation => annotation.label.createdBy },
    NAME: { name: annotation => annotation.name },
    ANNOTATION_KIND: { annotationKind: annotation => annotation.annotationKind },
    GROUP: { group: annotation => annotation.groupKey },
    ...periods(timeZone, annotation => annotation.label.createdAt),
  }
  return recount(meeting<'annotation'>(list, filter), dimensions, groupBy, of => ({
    annotationCount: of.length,
    featureCount: distinct(of.map(({ label, groupIdName, featureId }) => [label.id, groupIdName, featureId])),
    frameCount: distinct(
      of.filter(one => one.frameNumber !== null).map(one => [one.label.id, one.groupIdName, one.frameNumber]),
    ),
    labelCount: distinct(of.map(annotation => annotation.label.id)),
    unmeasuredMaskCount: of.filter(({ isMask }) => isMask).length,
    area: summarize(of.map(annotation => annotation.area)),
    length: summarize(of.map(annotation => annotation.length)),
  })) as unknown as AnnotationStats[]
}

export function recountWorkflowStats(
  list: readonly Entities['workflowEvent'][],
  { groupBy, filter, timeZone = 'UTC' }: Recount<'workflowEvent', DimensionOf<'workflowEvent'>>,
): WorkflowStats[] {
  const dimensions: Record<DimensionOf<'workflowEvent'>, Columns<Entities['workflowEvent']>> = {
    PROJECT: { projectId: event => event.projectId },
    CREATED_BY: { createdBy: event => event.createdBy, actorId: event => event.actorId },
    ACTION: { action: event => event.action },
    PREVIOUS_TASK: { previousTaskName: event => event.previousTaskName },
    NEXT_TASK: { nextTaskName: event => event.nextTaskName },
    ...periods(timeZone, event => event.createdAt),
  }
  return recount(meeting<'workflowEvent'>(list, filter), dimensions, groupBy, of => ({
    eventCount: of.length,
    dataRowCount: distinct(of.map(event => event.dataRowId)),
    secondsInPreviousTask: summarize(of.map(event => event.secondsInPreviousTask)),
  })) as unknown as WorkflowStats[]
}

/** One row for each combination that occurs, by the dimensions asked for; without any exactly one row. */
function recount<E, Dimension extends string>(
  list: readonly E[],
  dimensions: Record<Dimension, Columns<E>>,
  groupBy: readonly Dimension[],
  figures: (of: readonly E[]) => object,
): object[] {
  const columns = groupBy.flatMap(dimension => Object.entries(dimensions[dimension]))
  const combinations = Map.groupBy(list, entity => JSON.stringify(columns.map(([, value]) => value(entity))))
  if (columns.length === 0 && combinations.size === 0) combinations.set('[]', [])
  const unasked = Object.values<Columns<E>>(dimensions).flatMap(each => Object.keys(each).map(name => [name, null]))
  return [...combinations]
    .map(([key, of]) => ({ values: JSON.parse(key) as Scalar[], of }))
    .sort((a, b) => {
      const compared = a.values.map((value, at) => compareScalars(value, b.values[at] ?? null))
      return compared.find(each => each !== 0) ?? 0
    })
    .map(({ values, of }) => ({
      ...Object.fromEntries(unasked),
      ...Object.fromEntries(columns.map(([name], at) => [name, values[at] ?? null])),
      ...figures(of),
    }))
}

const meeting = <K extends EntityKind>(list: readonly Entities[K][], filter: Filters[K] | null | undefined) =>
  list.filter(entity => matches<K>(filter, entity))

const distinct = (values: readonly unknown[]) => new Set(values.map(value => JSON.stringify(value))).size
