import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '../store.ts'

/** A fragment of SQL with its parameters. */
export type Sql = RawBuilder<unknown>

/** What differs between databases, by name. */
export interface Capabilities {
  /** `expression` is among the values, which go in as one parameter: the statement stays the same for any number. */
  inList(expression: Sql, values: readonly (string | number)[]): Sql
  /** Whether text begins with text, by code point; null when the expression is. */
  startsWith(expression: Sql, text: string): Sql
  /** Whether text contains text, by code point; null when the expression is. */
  contains(expression: Sql, text: string): Sql
  /** A field of the group with this id name, from a content's list of groups. */
  groupField(groups: Sql, idName: Sql, field: 'name'): Sql
  /** PERCENTILE_CONT of an aggregate. */
  percentile(expression: Sql, fraction: number): Sql
  /** From the number of a day since 1970 to the number of the first day of its month. */
  startOfMonth(day: Sql): Sql
  /** Whole-number division that rounds down, for negative numbers too. */
  floorDivide(expression: Sql, divisor: number): Sql
}

/** What every query needs to know: which version, whose eyes, which database. */
export interface ReadContext {
  readonly version: number
  /** How many times something was fetched and kept before the snapshot was opened. */
  readonly fetched: number
  readonly scope: Scope
  readonly capabilities: Capabilities
  rows<Row>(query: Sql): Promise<readonly Row[]>
  /** The same without the signal that ends its reads. */
  detached(): ReadContext
}

/** The row is part of the version being read. */
export function visible(context: ReadContext, alias: string): Sql {
  return sql`${sql.ref(`${alias}.born`)} <= ${context.version} and ${sql.ref(`${alias}.gone`)} > ${context.version}`
}

/** The project is one the caller may see. What has no project is seen only by those who see everything. */
export function inScope(context: ReadContext, projectId: Sql): Sql {
  const { projects } = context.scope
  return projects === 'all' ? sql`true` : context.capabilities.inList(projectId, projects)
}

/** A data row is seen by those who see one of its projects. */
export function dataRowInScope(context: ReadContext, dataRowId: Sql): Sql {
  if (context.scope.projects === 'all') return sql`true`
  return sql`exists (select 1 from data_row_project sq
    where sq.data_row_id = ${dataRowId} and ${visible(context, 'sq')} and ${inScope(context, sql.ref('sq.project_id'))})`
}

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : joined(conditions, sql` and `)
}

export function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`false` : joined(conditions, sql` or `)
}

/** In halves of halves: a database refuses an expression that is a thousand deep, as a long row of `or` would be. */
function joined(conditions: readonly Sql[], operator: Sql): Sql {
  if (conditions.length <= 8) return sql`(${sql.join(conditions, operator)})`
  const middle = conditions.length >> 1
  return sql`(${joined(conditions.slice(0, middle), operator)}${operator}${joined(conditions.slice(middle), operator)})`
}

/** A row by its place in its table. */
export interface Numbered {
  readonly no: number
}

/** The rows of a page, read whole, in the page's order. */
export async function byNumber<Row extends Numbered, Node>(
  context: ReadContext,
  select: Sql,
  column: Sql,
  page: readonly Numbered[],
  toNode: (row: Row) => Node,
): Promise<Node[]> {
  if (page.length === 0) return []
  const numbers = page.map(row => row.no)
  const rows = await context.rows<Row>(sql`${select} where ${context.capabilities.inList(column, numbers)}`)
  const found = new Map(rows.map(row => [row.no, row]))
  return numbers.map(no => toNode(found.get(no) as Row))
}
