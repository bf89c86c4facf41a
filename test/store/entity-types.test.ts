import assert from 'node:assert/strict'
import { test } from 'node:test'
import type * as schema from '../../src/generated/resolvers.ts'
import type { DataRow, DataRowProject, ExportTask, Label, Project, WorkflowEvent } from '../../src/model/index.ts'
import type {
  DimensionOf,
  ENTITIES,
  EntityName,
  Export,
  FilterOf,
  ListName,
  Nodes,
  OrderOf,
  StatsOf,
} from '../../src/store/index.ts'

/*
 * Types alone: this file has to compile. What the entities declare is what schema.graphql asks for, so that a filter
 * without a column, or a column that can be filtered but not asked for, fails in `tsc`.
 */

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
/** Optional keys are taken for granted by assignability, so the keys are compared on their own. */
type SameFilter<A, B> = [Same<keyof A, keyof B>, Same<A, B>] extends [true, true] ? true : false

type Filters = [
  SameFilter<FilterOf<'dataRow'>, schema.DataRowFilter>,
  SameFilter<FilterOf<'dataRowProject'>, schema.DataRowProjectFilter>,
  SameFilter<FilterOf<'label'>, schema.LabelFilter>,
  SameFilter<FilterOf<'annotation'>, schema.AnnotationFilter>,
  SameFilter<FilterOf<'feature'>, schema.FeatureFilter>,
  SameFilter<FilterOf<'workflowEvent'>, schema.WorkflowEventFilter>,
  SameFilter<FilterOf<'metadata'>, schema.MetadataFilter>,
  SameFilter<FilterOf<'classification'>, schema.ClassificationFilter>,
  SameFilter<FilterOf<'review'>, schema.ReviewFilter>,
  SameFilter<FilterOf<'project'>, schema.ProjectFilter>,
  SameFilter<FilterOf<'export'>, schema.LoadedExportFilter>,
]

type Orders = [
  Same<OrderOf<'dataRow'>, schema.DataRowOrder>,
  Same<OrderOf<'dataRowProject'>, schema.DataRowProjectOrder>,
  Same<OrderOf<'label'>, schema.LabelOrder>,
  Same<OrderOf<'annotation'>, schema.AnnotationOrder>,
  Same<OrderOf<'feature'>, schema.FeatureOrder>,
  Same<OrderOf<'workflowEvent'>, schema.WorkflowEventOrder>,
]

type Dimensions = [
  Same<DimensionOf<'classification'>, schema.ClassificationDimension>,
  Same<DimensionOf<'dataRow'>, schema.DataRowDimension>,
  Same<DimensionOf<'dataRowProject'>, schema.DataRowProjectDimension>,
  Same<DimensionOf<'label'>, schema.LabelDimension>,
  Same<DimensionOf<'annotation'>, schema.AnnotationDimension>,
  Same<DimensionOf<'workflowEvent'>, schema.WorkflowDimension>,
]

/** A stats type's own fields, but for those that resolvers make of ids and names: project and dataset. */
type SameStats<A, B> = Same<
  Exclude<keyof A, 'projectId' | 'datasetId' | 'datasetName'>,
  Exclude<keyof B, '__typename' | 'project' | 'dataset'>
>
type Stats = [
  SameStats<Omit<StatsOf<'classification'>, 'answered'>, Omit<schema.ClassificationStats, 'answer'>>,
  SameStats<StatsOf<'dataRow'>, schema.DataRowStats>,
  SameStats<StatsOf<'dataRowProject'>, schema.DataRowProjectStats>,
  SameStats<StatsOf<'label'>, schema.LabelStats>,
  SameStats<StatsOf<'annotation'>, schema.AnnotationStats>,
  SameStats<StatsOf<'workflowEvent'>, schema.WorkflowStats>,
]

type Fields<N extends EntityName> = (typeof ENTITIES)[N]['columns'] & NonNullable<(typeof ENTITIES)[N]['computed']>
type ReadFields<N extends EntityName> =
  | { [F in keyof Fields<N>]: Fields<N>[F] extends { hidden: true } ? never : F }[keyof (typeof ENTITIES)[N]['columns']]
  | { [F in keyof Fields<N>]: Fields<N>[F] extends { read: true } ? F : never }[keyof Fields<N>]
  | keyof NonNullable<(typeof ENTITIES)[N]['body']>
/** Columns and body together are the model. */
type Models = [
  Same<ReadFields<'dataRow'>, keyof DataRow>,
  Same<ReadFields<'dataRowProject'>, keyof DataRowProject>,
  Same<ReadFields<'project'>, keyof Project>,
  Same<ReadFields<'label'>, keyof Label>,
  Same<ReadFields<'workflowEvent'>, keyof WorkflowEvent>,
  Same<ReadFields<'export'>, keyof Export>,
  Same<ReadFields<'exportTask'>, keyof ExportTask>,
  Same<ListName, keyof Nodes>,
]

/** The fields that relations, parents and computed fields name are there. */
type Names<N extends EntityName> = keyof Fields<N> & string
type MissingOn<N extends EntityName, R> = R extends { to: infer T extends EntityName; on: infer O }
  ? Exclude<keyof O, Names<T>> | Exclude<O[keyof O], Names<N>>
  : 'no such entity'
type MissingVia<N extends EntityName, C> = C extends { via: readonly [infer R, infer F] }
  ? R extends keyof Relations<N>
    ? Relations<N>[R] extends { to: infer T extends EntityName }
      ? Exclude<F, Names<T>>
      : 'no such entity'
    : R
  : C extends { count: infer R }
    ? Exclude<R, keyof Relations<N>>
    : never
type Relations<N extends EntityName> = NonNullable<(typeof ENTITIES)[N]['relations']>
type Missing = {
  [N in EntityName]:
    | { [R in keyof Relations<N>]: MissingOn<N, Relations<N>[R]> }[keyof Relations<N>]
    | { [F in keyof Fields<N>]: MissingVia<N, Fields<N>[F]> }[keyof Fields<N>]
}[EntityName]

test('the entities declare the filters, orders, dimensions and stats of schema.graphql, and whole models', () => {
  const filters: Filters = [true, true, true, true, true, true, true, true, true, true, true]
  const orders: Orders = [true, true, true, true, true, true]
  const dimensions: Dimensions = [true, true, true, true, true, true]
  const stats: Stats = [true, true, true, true, true, true]
  const models: Models = [true, true, true, true, true, true, true, true]
  const missing: Same<Missing, never> = true
  // The compiler checks them: each is of the type `true`, or an error.
  assert.ok([filters, orders, dimensions, stats, models, missing].flat().every(Boolean))
})
