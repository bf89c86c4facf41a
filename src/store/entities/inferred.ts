import type {
  BooleanFilter,
  DateTimeFilter,
  FloatFilter,
  GroupKeyFilter,
  IDFilter,
  IntFilter,
  NumberSummary,
  Optional,
  Order,
  PeriodDimension,
  StringFilter,
  WorkflowActionFilter,
} from '../../model/index.ts'
import type { StoredText } from '../compressed-text.ts'
import type { AnyEntity, FieldTypes } from './entity.ts'
import type { ENTITIES, VERSIONED_NAMES } from './registry.ts'

/* The types of filters, orders and stats, inferred from the declarations of the entities. */

type Declared = typeof ENTITIES
export type EntityName = keyof Declared

interface Operators {
  id: IDFilter
  text: StringFilter
  integer: IntFilter
  real: FloatFilter
  instant: DateTimeFilter
  boolean: BooleanFilter
  GroupKey: GroupKeyFilter
  WorkflowAction: WorkflowActionFilter
}

type Optionals<E extends AnyEntity, K extends 'computed' | 'relations' | 'stats'> = NonNullable<E[K]>
type FieldsOf<E extends AnyEntity> = E['columns'] & Optionals<E, 'computed'>
/** The names of the fields whose declaration has this in it. */
type Having<T, Part> = { [K in keyof T]: T[K] extends Part ? K : never }[keyof T]
type ValueOf<F> = F extends { readonly type: infer T extends keyof FieldTypes } ? FieldTypes[T] : never
type NullableOf<F> = F extends { readonly required: true } ? ValueOf<F> : ValueOf<F> | null
type OperandOf<F> = F extends { readonly filter: 'exact' }
  ? ValueOf<F>
  : F extends { readonly type: infer T extends keyof Operators }
    ? Operators[T]
    : never
type Target<R> = R extends { readonly to: infer N extends EntityName } ? FilterOf<N> : never

type Conditions<E extends AnyEntity> = Optional<
  { [F in Having<FieldsOf<E>, { readonly filter: true | 'exact' }>]: OperandOf<FieldsOf<E>[F]> } & {
    [R in Having<Optionals<E, 'relations'>, { readonly filter: true }>]: Target<Optionals<E, 'relations'>[R]>
  }
>

/** `and: []` holds for everything, `or: []` for nothing. */
interface Nesting<N extends EntityName> {
  readonly and?: readonly FilterOf<N>[] | null | undefined
  readonly or?: readonly FilterOf<N>[] | null | undefined
  readonly not?: FilterOf<N> | null | undefined
}

export type FilterOf<N extends EntityName> = Conditions<Declared[N]> &
  (Declared[N] extends { readonly flat?: true } ? unknown : Nesting<N>)

/** `createdAt` as `CREATED_AT`. */
type Constant<S extends string> = S extends `${infer Head}${infer Rest}`
  ? `${Head extends Lowercase<Head> ? Uppercase<Head> : `_${Head}`}${Constant<Rest>}`
  : ''

export type OrderOf<N extends EntityName> = {
  [E in N]: Order<Constant<Extract<Having<FieldsOf<Declared[E]>, { readonly sort: true }>, string>>>
}[N]

type GroupFields<E extends AnyEntity> = Having<FieldsOf<E>, { readonly group: string }>
type Periods<E extends AnyEntity> = E['stats'] extends { readonly time: string } | undefined ? PeriodDimension : never

export type DimensionOf<N extends EntityName> =
  | {
      [F in GroupFields<Declared[N]>]: FieldsOf<Declared[N]>[F] extends { readonly group: infer G } ? G : never
    }[GroupFields<Declared[N]>]
  | Periods<Declared[N]>

type StatsPart<E extends AnyEntity, K extends string> =
  NonNullable<E['stats']> extends { readonly [P in K]: infer T } ? keyof T : never

/** One row of stats. Dimensions that were not asked for are null. */
export type StatsOf<N extends EntityName> = {
  readonly [F in GroupFields<Declared[N]>]: NullableOf<FieldsOf<Declared[N]>[F]> | null
} & { readonly [F in Periods<Declared[N]> extends never ? never : 'period']: number | null } & {
  readonly [F in StatsPart<Declared[N], 'counts'>]: number
} & { readonly [F in StatsPart<Declared[N], 'instants'>]: number | null } & {
  readonly [F in Having<FieldsOf<Declared[N]>, { readonly summary: true }>]: NumberSummary
}

export type StatsName = { [N in EntityName]: StatsPart<Declared[N], 'counts'> extends never ? never : N }[EntityName]

/** The kinds of parents that pages of a list can be taken of. */
export type ParentKind<N extends EntityName> = Declared[N] extends { readonly parents?: infer P }
  ? keyof NonNullable<P>
  : never

type StoredOf<C> = C extends { readonly type: 'boolean' }
  ? number | null
  : C extends { readonly ddl: 'primary key' } | { readonly required: true }
    ? ValueOf<C>
    : ValueOf<C> | null

/** A row as it is stored, its columns under their fields' names. */
export type StoredRow<N extends EntityName> = {
  readonly [F in keyof Declared[N]['columns']]: StoredOf<Declared[N]['columns'][F]>
} & { readonly body: StoredText; readonly raw?: StoredText | null }

export type VersionedName = (typeof VERSIONED_NAMES)[number]

/** The columns that a writer gives beside what a record carries. */
export type KeyColumns<N extends EntityName> = {
  readonly [F in Exclude<Having<Declared[N]['columns'], { readonly key: true }>, 'no' | 'born' | 'gone'>]: StoredOf<
    Declared[N]['columns'][F]
  >
}

export type DataRowStats = StatsOf<'dataRow'>
export type DataRowProjectStats = StatsOf<'dataRowProject'>
export type LabelStats = StatsOf<'label'>
export type AnnotationStats = StatsOf<'annotation'>
export type ClassificationStats = StatsOf<'classification'>
export type WorkflowStats = StatsOf<'workflowEvent'>
