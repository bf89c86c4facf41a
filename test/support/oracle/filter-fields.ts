import type { FilterOf } from '../../../src/store/index.ts'
import type { Entities, EntityKind, OracleClassification, OracleDataRow, OracleReview } from './entities.ts'
import { isPresentAt, sumOf } from './features.ts'

/* Every filter key of every list: what it compares, or which things it asks. Matching and making filters go by it. */

export type Filters = { [K in EntityKind]: FilterOf<K> }

export type Scalar = string | number | boolean | null

/** Operators that a value supports, by the name of its filter type in the schema. */
export type Comparison = 'ID' | 'String' | 'Int' | 'Float' | 'DateTime' | 'Boolean' | 'GroupKey' | 'WorkflowAction'

export type FilterKey<E> =
  | { readonly compares: Comparison; readonly value: (entity: E) => Scalar }
  | { readonly is: (entity: E) => boolean }
  | { readonly holds: (entity: E, value: number) => boolean; readonly values: (entity: E) => readonly number[] }
  | { readonly metadataOf: (entity: E) => OracleDataRow['metadata'] }
  | { readonly reviewsOf: (entity: E) => readonly OracleReview[] }
  | { readonly classificationsOf: (entity: E) => readonly OracleClassification[] }
  | Related<E>

/** Asks for one related thing that meets the filter. */
export type Related<E> = {
  readonly [K in EntityKind]: { readonly to: K; readonly things: (entity: E) => readonly (Entities[K] | null)[] }
}[EntityKind]

type Keys<K extends EntityKind> = Partial<
  Record<Exclude<keyof Filters[K], 'and' | 'or' | 'not'>, FilterKey<Entities[K]>>
>

const scalar =
  (compares: Comparison) =>
  <E>(value: (entity: E) => Scalar) => ({ compares, value })
const id = scalar('ID')
const text = scalar('String')
const int = scalar('Int')
const float = scalar('Float')
const instant = scalar('DateTime')
const boolean = scalar('Boolean')

/** How many labels that are not skipped a queue entry lacks. */
export function missingLabels({ consensusExpectedLabelCount, labels }: Entities['dataRowProject']): number | null {
  if (consensusExpectedLabelCount === null) return null
  return Math.max(0, consensusExpectedLabelCount - labels.filter(({ skipped }) => skipped !== true).length)
}

export const FILTER_KEYS: { readonly [K in EntityKind]: Keys<K> } = {
  dataRow: {
    id: id(row => row.id),
    globalKey: text(row => row.globalKey),
    externalId: text(row => row.externalId),
    datasetId: id(row => row.datasetId),
    datasetName: text(row => row.datasetName),
    mimeType: text(row => row.mimeType),
    createdBy: text(row => row.createdBy),
    createdAt: instant(row => row.createdAt),
    updatedAt: instant(row => row.updatedAt),
    lastActivityAt: instant(row => row.lastActivityAt),
    metadata: { metadataOf: row => row.metadata },
    labelCount: int(row => row.labels.length),
    project: { to: 'dataRowProject', things: row => row.projects },
    label: { to: 'label', things: row => row.labels },
  },
  dataRowProject: {
    projectId: id(queue => queue.projectId),
    batchId: id(queue => queue.batchId),
    batchName: text(queue => queue.batchName),
    workflowStatus: text(queue => queue.workflowStatus),
    taskName: text(queue => queue.taskName),
    priority: int(queue => queue.priority),
    labelCount: int(queue => queue.labels.length),
    missingLabelCount: int(missingLabels),
    consensusExpectedLabelCount: int(queue => queue.consensusExpectedLabelCount),
    rejectedCount: int(queue => queue.events.filter(({ action }) => action === 'REJECT' || action === 'REWORK').length),
    inTaskSince: instant(queue => queue.inTaskSince),
    dataRow: { to: 'dataRow', things: queue => [queue.dataRow] },
    label: { to: 'label', things: queue => queue.labels },
    workflowEvent: { to: 'workflowEvent', things: queue => queue.events },
  },
  label: {
    id: id(label => label.id),
    dataRowId: id(label => label.dataRowId),
    projectId: id(label => label.projectId),
    labelKind: text(label => label.labelKind),
    createdBy: text(label => label.createdBy),
    createdAt: instant(label => label.createdAt),
    updatedAt: instant(label => label.updatedAt),
    skipped: boolean(label => label.skipped),
    hasOpenIssues: boolean(label => label.hasOpenIssues),
    isBenchmark: boolean(label => label.isBenchmark),
    isSelected: boolean(({ id, dataRowProject }) =>
      dataRowProject?.selectedLabelId ? dataRowProject.selectedLabelId === id : null,
    ),
    review: { reviewsOf: label => label.reviews },
    secondsToCreate: float(label => label.secondsToCreate),
    secondsToReview: float(label => label.secondsToReview),
    consensusScore: float(label => label.consensusScore),
    benchmarkScore: float(label => label.benchmarkScore),
    annotationCount: int(label => label.annotations.length),
    remote: { is: label => label.remoteGroupCount > 0 },
    dataRow: { to: 'dataRow', things: label => [label.dataRow] },
    dataRowProject: { to: 'dataRowProject', things: label => [label.dataRowProject] },
    annotation: { to: 'annotation', things: label => label.annotations },
    classification: {
      classificationsOf: label => [
        ...label.classifications,
        ...label.annotations.flatMap(annotation => annotation.classifications),
      ],
    },
  },
  annotation: {
    featureId: id(annotation => annotation.featureId),
    schemaId: id(annotation => annotation.schemaId),
    name: text(annotation => annotation.name),
    annotationKind: text(annotation => annotation.annotationKind),
    labelId: id(annotation => annotation.label.id),
    dataRowId: id(annotation => annotation.label.dataRowId),
    projectId: id(annotation => annotation.label.projectId),
    createdBy: text(annotation => annotation.label.createdBy),
    group: scalar('GroupKey')(annotation => annotation.groupKey),
    groupName: text(annotation => annotation.groupName),
    frameNumber: int(annotation => annotation.frameNumber),
    keyFrame: boolean(annotation => annotation.keyFrame),
    area: float(annotation => annotation.area),
    length: float(annotation => annotation.length),
    label: { to: 'label', things: annotation => [annotation.label] },
    classification: { classificationsOf: annotation => annotation.classifications },
  },
  feature: {
    featureId: id(feature => feature.featureId),
    schemaId: id(feature => feature.schemaId),
    name: text(feature => feature.name),
    annotationKind: text(feature => feature.annotationKind),
    labelId: id(feature => feature.label.id),
    dataRowId: id(feature => feature.label.dataRowId),
    projectId: id(feature => feature.label.projectId),
    createdBy: text(feature => feature.label.createdBy),
    group: scalar('GroupKey')(feature => feature.groupKey),
    groupName: text(feature => feature.groupName),
    presentAt: {
      holds: isPresentAt,
      values: ({ frames, segments }) => [
        ...frames,
        ...(segments ?? []).flatMap(([start, end]) => [start, end, end + 1]),
      ],
    },
    firstFrame: int(feature => feature.frames[0] ?? null),
    lastFrame: int(feature => feature.frames.at(-1) ?? null),
    frameCount: int(feature => feature.frames.length),
    area: float(feature => sumOf(feature, 'area')),
    length: float(feature => sumOf(feature, 'length')),
    label: { to: 'label', things: feature => [feature.label] },
    annotation: { to: 'annotation', things: feature => feature.annotations },
  },
  workflowEvent: {
    action: scalar('WorkflowAction')(event => event.action),
    createdAt: instant(event => event.createdAt),
    createdBy: text(event => event.createdBy),
    actorId: id(event => event.actorId),
    dataRowId: id(event => event.dataRowId),
    projectId: id(event => event.projectId),
    previousTaskName: text(event => event.previousTaskName),
    nextTaskName: text(event => event.nextTaskName),
    secondsInPreviousTask: float(event => event.secondsInPreviousTask),
    dataRow: { to: 'dataRow', things: event => [event.dataRow] },
  },
}
