import type { GroupKey, Instant, WorkflowAction } from '../../model/index.ts'
import type { ReadContext } from '../query-context.ts'
import { raw, type Sql, sql } from '../sql.ts'

/*
 * How a stored entity is declared. Everything about its table follows from the declaration: the DDL, writing and
 * reading of rows, filters, orders, and the dimensions of its stats.
 */

/** Types of fields and the values they hold in the model. Only those that have operators are filtered and sorted. */
export interface FieldTypes {
  id: string
  text: string
  integer: number
  real: number
  instant: Instant
  boolean: boolean
  GroupKey: GroupKey
  WorkflowAction: WorkflowAction
  /** JSON text. */
  json: unknown
  /** Text, or its compressed bytes. */
  packed: string | Uint8Array
  bytes: Uint8Array
}

interface Field {
  readonly type: keyof FieldTypes
  /** Never null. */
  readonly required?: true
  /** By the operators of its type; `exact`: by its value alone, or by what `holds` says of it. */
  readonly filter?: true | 'exact'
  /** An order by it can be asked for, named after it: `createdAt` is `CREATED_AT`. */
  readonly sort?: true
  /** The dimension that groups by it, possibly together with other fields. */
  readonly group?: string
  /** An address or id of a person: callers who must not see people see and compare pseudonyms. */
  readonly person?: true
  /**
   * In place of addresses within other text the same callers see pseudonyms: `known` only of people that the store knows;
   * `no` in names that rows are found by; `yes` in ids, which have none elsewhere.
   */
  readonly addresses?: 'known' | 'no' | 'yes'
  /** Stats summarise it. */
  readonly summary?: true
  /** Depends on when the request began: results that hold it are never kept. */
  readonly ofNow?: true
}

export interface Column extends Field {
  /** Absent: the field's name in snake case. */
  readonly column?: string
  /** Given by the writer beside the record's own fields: what tells rows apart, and links between tables. */
  readonly key?: true
  /** Not part of what is read. */
  readonly hidden?: true
  /** More of its DDL, such as a default. */
  readonly ddl?: string
  /** Stored in the joined table. */
  readonly joined?: true
  /** Not covered by the row's checksum: SQLite gives the number, or an index tells when the value changed. */
  readonly uncovered?: true
  /** Only so many of its first bytes are read, and covered by the row's checksum. */
  readonly firstBytes?: number
}

/** A field that is not stored in the entity's own table. */
export interface Computed<Row> extends Field {
  /** Part of what is read. */
  readonly read?: true
  /** A field of the row that this one belongs to: see `within`. */
  readonly parent?: string
  /** A field of the one row at the other end of a relation. */
  readonly via?: readonly [relation: string, field: string]
  /** A column with a list: a filter asks for one item. An empty list counts as one that holds null. */
  readonly items?: string
  /** The number of rows at the other end of a relation. */
  readonly count?: string
  sql?(row: Row, context: ReadContext): Sql
  /** The condition that a filter by an exact value stands for. */
  holds?(row: Row, value: number, context: ReadContext): Sql
  /** A field that goes first where a list is sorted by this one: the order is the same, and an index has it. */
  readonly behind?: string
}

interface Relation {
  /** An entity's name. */
  readonly to: string
  /** The other entity's field to the own one that it equals. Empty: the parent itself. */
  readonly on: Readonly<Record<string, string>>
  readonly filter?: true
  /** The other row must be checked for scope: it may be of another project. */
  readonly scoped?: true
  /** A field of the other row that is not null. */
  readonly having?: string
}

type Columns = Readonly<Record<string, Column>>
/** The columns of a row under their fields' names, as SQL. */
export type RowOf<C> = { readonly [F in keyof C]: Sql }

/** Rows without a version or scope of their own are seen with the row they belong to. */
interface Within<P = AnyEntity> {
  readonly of: P
  /** The parent's field to the own one that it equals. */
  readonly on: Readonly<Record<string, string>>
}

export interface Stats<Row> {
  /** The field that DAY, WEEK and MONTH go by. */
  readonly time?: string
  readonly counts: Readonly<Record<string, (row: Row, context: ReadContext) => Sql>>
  readonly instants?: Readonly<Record<string, (row: Row) => Sql>>
}

/** @template C columns @template B body @template X computed @template R relations @template P parents @template S stats @template F flat */
export interface Entity<C, B, X, R, P, S, F, Row = never> {
  readonly table: string
  readonly alias: string
  /**
   * A row is seen by readers of the versions from `born` to before `gone`. Rows that belong to it by its `no` are seen
   * with it.
   */
  readonly versioned?: true
  readonly columns: C
  /** Fields that are stored as JSON text in the column `body`, with the values they have where it lacks them. */
  readonly body?: B
  /** Has the column `raw`: the `raw` of a record as JSON text, null where none gave one. It is not read with a node. */
  readonly raw?: true
  /** Its rows have no checksum of their own: that of their content covers all of them. */
  readonly inContent?: true
  /** Its rows have one in spite of that: nodes are made of them. */
  readonly isChecked?: true
  readonly computed?: X
  readonly relations?: R
  readonly within?: Within
  /** A row that many rows share, read with each of them: its field to the own one that it equals. */
  readonly joined?: { readonly to: AnyEntity; readonly on: Readonly<Record<string, string>> }
  /** Rows that a caller may see, on top of version and parent. */
  scope?(row: Row, context: ReadContext): Sql
  /**
   * Where a row that a caller may see also belongs to something out of the caller's scope: its `raw` and these fields are
   * null then. Nothing is withheld from callers who may see every project.
   */
  readonly withheld?: { readonly fields: readonly string[]; when(row: Row, context: ReadContext): Sql | null }
  /** That a row is one of its list, where the table has others too. */
  listed?(row: Row): Sql
  /**
   * Parents that pages can be taken of: a field, or a field of the rows at the other end of a relation. `parts` are the
   * fields that the parts of the parent's id equal, by which rows are found.
   */
  readonly parents?: P
  /** The order where none is asked for. */
  readonly order?: readonly (string | readonly [field: string, direction: 'DESC'])[]
  /** The field that makes a place in an order unique. Absent: `id`. */
  readonly tie?: string
  readonly stats?: S
  /** Its filter has no `and`, `or` and `not`. */
  readonly flat?: F
  /** Fields of a node, where these are not all columns that are not hidden. */
  readonly read?: readonly string[]
  /**
   * Absent: a node is the fields as they are read.
   * @param show gives what the caller may see of bytes of an export
   */
  toNode?(fields: never, show: (text: string) => string): unknown
  /** Absent: the column `no`. */
  readonly primaryKey?: readonly string[]
  /** Index to fields, be they computed from the row's own columns, which may be followed by `desc`; its name begins with the table's. */
  readonly indexes?: Readonly<Record<string, readonly string[]>>
}

type Relations = Readonly<Record<string, Relation>>
/** A field that is the parent's id. */
interface IdInParts {
  readonly id: string
  readonly parts: readonly string[]
}
type Parents = Readonly<Record<string, string | readonly [relation: string, field: string] | IdInParts>>
type AllComputed<Row> = Readonly<Record<string, Computed<Row>>>
export type AnyEntity = Entity<Columns, object, AllComputed<never>, Relations, Parents, object, boolean>
type None = Record<never, never>

export function entity<
  const C extends Columns,
  const B extends object = None,
  P extends Columns = None,
  const X extends AllComputed<RowOf<C> & { readonly parent: RowOf<P> }> = None,
  const R extends Relations = None,
  const Ps extends Parents = None,
  const S extends Stats<RowOf<C> & { readonly parent: RowOf<P> }> | None = None,
  const F extends boolean = false,
  Row = RowOf<C> & { readonly parent: RowOf<P> },
>(
  declared: Entity<C, B, X & AllComputed<Row>, R, Ps, S & Stats<Row>, F, Row> & {
    readonly within?: Within<{ readonly columns: P }>
  },
): Entity<C, B, X, R, Ps, S, F> {
  return declared as unknown as Entity<C, B, X, R, Ps, S, F>
}

/** `gone` of a row that nothing has replaced yet. */
export const FOREVER = Number.MAX_SAFE_INTEGER

/** The columns that every versioned table begins with. */
export const VERSIONED = {
  no: { type: 'integer', hidden: true, key: true, ddl: 'primary key', uncovered: true },
  id: { type: 'id', required: true, key: true },
  born: { type: 'integer', required: true, hidden: true, key: true },
  gone: { type: 'integer', required: true, hidden: true, key: true },
  /** The `Moment` of the record that the row was last written from. Null where no record gave one. */
  time: { type: 'text', hidden: true, key: true },
} as const satisfies Columns

/** Text that is shown or compared. */
export const mayHoldAddresses = (field: Pick<Column, 'type' | 'hidden' | 'addresses'>): boolean =>
  (field.type === 'text' || field.addresses === 'yes') && !field.hidden && field.addresses !== 'no'

export const columnName = (field: string, { column }: Pick<Column, 'column'>): string =>
  column ?? field.replace(/[A-Z]/g, capital => `_${capital.toLowerCase()}`)

/** A column of the row that goes by an alias. */
export const columnOf = (alias: string, field: string, column: Column): Sql =>
  raw(`${column.joined ? joinedAlias(alias) : alias}.${columnName(field, column)}`)

export const joinedAlias = (alias: string) => `${alias}j`

/** The columns of JSON text that an entity has beside those of its fields, in the order in which they are written. */
export const textColumns = ({ body, raw }: Pick<AnyEntity, 'body' | 'raw'>): readonly string[] => [
  ...(body ? ['body'] : []),
  ...(raw ? ['raw'] : []),
]

/** Text as ids have it: `%` and `:` are their own. */
export const encoded = (text: Sql): Sql => sql`replace(replace(${text}, '%', '%25'), ':', '%3A')`

/** Whether its rows have a checksum each. */
export const hasChecksum = ({ inContent, isChecked }: Pick<AnyEntity, 'inContent' | 'isChecked'>): boolean =>
  !inContent || isChecked === true

/** The columns of its own table. */
export const ownColumns = ({ columns }: { readonly columns: Columns }) =>
  Object.entries(columns).filter(([, column]) => !column.joined)
