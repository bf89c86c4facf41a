import { SlicegraphError } from '../errors.ts'
import type { Instant } from '../model/index.ts'
import type { Hiding } from './hiding.ts'
import type { KeptMemory, KeptTables } from './kept-memory.ts'
import { join, raw, type Sql, sql } from './sql.ts'

/** The projects a caller may see. Rows, labels and events outside them do not exist for the reader. */
export interface Scope {
  readonly projects: 'all' | readonly string[]
}

/** Differences between databases, by name. */
export interface Capabilities {
  /** `expression` is among the values, which go in as one parameter: the statement stays the same for any number. */
  inList(expression: Sql, values: readonly (string | number)[]): Sql
  /** Those of a list of texts, as JSON, that are among these; as JSON, in its order. */
  among(list: Sql, values: readonly string[]): Sql
  /** Whether text begins with text, by code point; null when the expression is. */
  startsWith(expression: Sql, text: string): Sql
  /** Whether text contains text, by code point; null when the expression is. */
  contains(expression: Sql, text: string): Sql
  /** The same of both texts as `foldText` gives them. */
  containsInsensitive(expression: Sql, text: string): Sql
  /** A person's pseudonym; null when the expression is. */
  pseudonym(expression: Sql): Sql
  /** Text with pseudonyms in place of addresses, or only of those of known people. */
  withoutAddresses(expression: Sql, onlyKnown: boolean): Sql
  /** A number as JavaScript writes it; null when the expression is. */
  numberText(expression: Sql): Sql
  /** A table of the items of a list of texts, with the column `value`. An empty list, and null, hold one null. */
  itemsOf(list: Sql): Sql
  /** The name of the group with this id name, from a content's list of groups. */
  groupName(groups: Sql, idName: Sql): Sql
  /** Whether a number is within one of the ranges of a JSON list of `[start, end]`. */
  inRanges(value: Sql, ranges: Sql): Sql
  /** PERCENTILE_CONT of an aggregate. */
  percentile(expression: Sql, fraction: number): Sql
  /** From the number of a day since 1970 to the number of the first day of its month. */
  startOfMonth(day: Sql): Sql
  /** Whole-number division that rounds down, for negative numbers too. */
  floorDivide(expression: Sql, divisor: number): Sql
  /**
   * A condition that always holds. One in 64 rows asks with it whether the statement is still wanted, which ends it where
   * it is not. It comes before the other conditions on the row, which may take long.
   * @param key a column that tells apart rows of a table without numbers
   */
  interruptible(alias: string, key?: string): Sql
}

/** The version and the scope that a query reads, and the database it runs on. */
export interface ReadContext {
  readonly version: number
  /** How many times something was fetched and kept before the snapshot was opened. */
  readonly fetched: number
  /** When the request began. */
  readonly startedAt: Instant
  /** Whether the store is known to be damaged. */
  readonly isDamaged: boolean
  readonly scope: Scope
  /** Null: nothing is hidden. */
  readonly hiding: Hiding | null
  readonly capabilities: Capabilities
  readonly kept: KeptMemory
  /** Rows by their number: those of all versions, or of this version, scope and hiding alone where fields are withheld. */
  readonly rowTables: KeptTables
  /** Decoded contents of labels. */
  readonly decoded: KeptTables
  /** Kept values of this version, scope and hiding; `contents` also of this number of fetches. */
  readonly relations: KeptTables
  readonly contents: KeptTables
  /** Results of lists and stats that this request has read. */
  readonly results: Map<string, unknown>
  /**
   * False once this request has fetched something: a snapshot shows that, and kept results do not. What others fetch in
   * the meantime may be in its answers or not.
   */
  isLatest(): boolean
  noteFetched(): void
  /** Of the turns that its reads take: its signal, or one of its own. */
  readonly owner: object
  /** Of a keyed read. */
  rows<Row>(query: Sql): Promise<readonly Row[]>
  /** Of a statement that may walk many rows, with `interruptible` on those. It may run on another thread. */
  scan<Row>(query: Sql): Promise<readonly Row[]>
  /** The same without the signal that ends its reads. */
  detached(): ReadContext
}

/** Opaque; it changes with each load, each time that something fetched is kept, and when damage is found. */
export function versionText({ version, fetched, isDamaged }: Pick<ReadContext, 'version' | 'fetched' | 'isDamaged'>) {
  if (isDamaged) return `${version}.${fetched}.damaged`
  return fetched === 0 ? String(version) : `${version}.${fetched}`
}

/** Error of a request that outlasted its version: rows that only this shows are deleted once the second load after it is published. */
export const versionDeleted = () =>
  new SlicegraphError('OVERLOADED', 'Two loads were published while this operation ran. Send it again.')

/** The reverse of `versionText`. */
export function parseVersion(text: string): Pick<ReadContext, 'version' | 'fetched'> {
  const [version, fetched] = text.split('.')
  return { version: Number(version), fetched: Number(fetched ?? 0) }
}

/** The row is part of the version being read. */
export function visible({ version }: ReadContext, alias: string): Sql {
  return sql`${raw(alias)}.born <= ${version} and ${raw(alias)}.gone > ${version}`
}

/** The project is within the scope. Rows without a project are seen only by callers who may see every project. */
export function inScope({ scope, capabilities }: ReadContext, projectId: Sql): Sql {
  return scope.projects === 'all' ? sql`true` : capabilities.inList(projectId, scope.projects)
}

/** The row belongs to something outside the scope: to another project, or to none. */
export const outOfScope = (context: ReadContext, projectId: Sql): Sql =>
  context.scope.projects === 'all' ? sql`false` : sql`(${inScope(context, projectId)}) is not true`

/** For rows that may be about several projects: a caller who may not see every project sees none of them. */
export const everythingInScope = ({ scope }: ReadContext): Sql => (scope.projects === 'all' ? sql`true` : sql`false`)

/**
 * At most so many rows. The number is no bare parameter: SQLite looks at that when it plans, and so prepares the statement
 * again for each value, which takes as long as reading a page.
 */
export const atMost = (rows: number): Sql => sql`limit cast(${rows} as integer)`

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : joined(conditions, sql` and `)
}

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`false` : joined(conditions, sql` or `)
}

/** In halves of halves: a database refuses an expression that is a thousand deep, as a long row of `or` would be. */
function joined(conditions: readonly Sql[], operator: Sql): Sql {
  if (conditions.length <= 8) return sql`(${join(conditions, operator)})`
  const middle = conditions.length >> 1
  return sql`(${joined(conditions.slice(0, middle), operator)}${operator}${joined(conditions.slice(middle), operator)})`
}
