import type { GroupKey } from './content.ts'
import type { WorkflowAction } from './export-data.ts'
import type { Instant } from './instant.ts'

/*
 * Operators of filters, orders and stats, in the shapes of the GraphQL inputs, so that resolvers pass their arguments
 * on unchanged. A key that is null or undefined counts as absent.
 */

export type Optional<T> = { readonly [K in keyof T]?: T[K] | null | undefined }

type Equality<T> = { eq: T; ne: T; in: readonly T[] }
type Range<T> = { gt: T; gte: T; lt: T; lte: T }
type Nullable = { isNull: boolean }

export type StringFilter = Optional<
  Equality<string> & { startsWith: string; contains: string; containsInsensitive: string } & Nullable
>
export type IDFilter = Optional<Equality<string> & Nullable>
export type IntFilter = Optional<Equality<number> & Range<number> & Nullable>
export type FloatFilter = Optional<Pick<Equality<number>, 'eq'> & Range<number> & Nullable>
export type DateTimeFilter = Optional<Range<Instant> & Nullable>
export type BooleanFilter = Optional<Pick<Equality<boolean>, 'eq'> & Nullable>
export type GroupKeyFilter = Optional<Equality<GroupKey> & Nullable>
export type WorkflowActionFilter = Optional<Equality<WorkflowAction>>

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
