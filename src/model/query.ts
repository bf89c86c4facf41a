import type { GroupKey } from './content.ts'
import type { WorkflowAction } from './export-data.ts'
import type { Instant } from './instant.ts'

/*
 * Operators of filters, orders and stats, in the shapes of the GraphQL inputs, so that resolvers pass their arguments
 * on unchanged. A key that is null or undefined counts as absent.
 */

export type Optional<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

export type StringFilter = Optional<{
  eq: string
  ne: string
  in: readonly string[]
  startsWith: string
  contains: string
  isNull: boolean
}>
export type IDFilter = Optional<{ eq: string; ne: string; in: readonly string[]; isNull: boolean }>
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
export type FloatFilter = Optional<{ eq: number; gt: number; gte: number; lt: number; lte: number; isNull: boolean }>
export type DateTimeFilter = Optional<{ gt: Instant; gte: Instant; lt: Instant; lte: Instant; isNull: boolean }>
export type BooleanFilter = Optional<{ eq: boolean; isNull: boolean }>
export type GroupKeyFilter = Optional<{ eq: GroupKey; ne: GroupKey; in: readonly GroupKey[]; isNull: boolean }>
export type WorkflowActionFilter = Optional<{ eq: WorkflowAction; ne: WorkflowAction; in: readonly WorkflowAction[] }>

export interface Order<Field extends string> {
  readonly field: Field
  readonly direction: 'ASC' | 'DESC'
}

export type PeriodDimension = 'DAY' | 'WEEK' | 'MONTH'

/** A summary of the values that are not null. Median and p95 interpolate between neighbours (PERCENTILE_CONT). */
export interface NumberSummary {
  readonly count: number
  readonly sum: number
  readonly mean: number | null
  readonly min: number | null
  readonly max: number | null
  readonly median: number | null
  readonly p95: number | null
}
