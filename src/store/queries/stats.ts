import { sql } from 'kysely'
import { SlicegraphError } from '../../errors.ts'
import { type Instant, MICROS_PER_DAY, type NumberSummary } from '../../model/index.ts'
import { type TimeZone, timeZone } from '../time-zone.ts'
import { allOf, type ReadContext, type Sql } from './context.ts'

/** What a kind of figures is counted over, grouped by and made of. */
export interface StatsDefinition {
  readonly from: Sql
  readonly where: readonly Sql[]
  /** Dimension to the columns it fills. */
  readonly dimensions: { readonly [dimension: string]: { readonly [column: string]: Sql } }
  /** 0 where not asked for. */
  readonly counts: { readonly [figure: string]: Sql }
  /** Null where not asked for, or where there is none. */
  readonly instants?: { readonly [figure: string]: Sql }
  readonly summaries: { readonly [figure: string]: Sql }
  /** What DAY, WEEK and MONTH go by, and the table whose column it is. */
  readonly time?: { readonly expression: Sql; readonly table: Sql; readonly column: Sql }
}

export interface StatsQuestion {
  readonly groupBy: readonly string[]
  readonly timeZone: string
  readonly figures: ReadonlySet<string>
}

/** More rows than this are no chart any more, and would be cut silently by whoever draws them. */
const MAX_ROWS = 10_000

const PERIODS = new Set(['DAY', 'WEEK', 'MONTH'])

const EMPTY_SUMMARY: NumberSummary = { count: 0, sum: 0, mean: null, min: null, max: null, median: null, p95: null }

type Value = string | number | null

/** @throws SlicegraphError COST_LIMIT_EXCEEDED, BAD_USER_INPUT */
export async function stats<Row>(
  context: ReadContext,
  definition: StatsDefinition,
  question: StatsQuestion,
): Promise<Row[]> {
  const dimensions = [...new Set(question.groupBy)]
  const periods = dimensions.filter(dimension => PERIODS.has(dimension))
  if (periods.length > 1) {
    throw new SlicegraphError(
      'BAD_USER_INPUT',
      'groupBy takes one of DAY, WEEK and MONTH, since they share the field period.',
    )
  }
  const zone = timeZone(question.timeZone)
  const groups: [string, Sql][] = []
  for (const dimension of dimensions) {
    const columns = PERIODS.has(dimension)
      ? { period: await localDay(context, definition, zone, dimension) }
      : (definition.dimensions[dimension] ?? {})
    groups.push(...Object.entries(columns))
  }
  const figures = figureColumns(context, definition, question.figures)
  const columns = [...groups, ...figures].map(([name, expression]) => sql`${expression} as ${sql.id(name)}`)
  const keys = groups.map(([name]) => sql.id(name))
  const rows = await context.rows<Record<string, Value>>(sql`
    select ${columns.length > 0 ? sql.join(columns) : sql`count(*) as total`}
    from ${definition.from} where ${allOf(definition.where)}
    ${keys.length > 0 ? sql`group by ${sql.join(keys)} order by ${sql.join(keys.map(key => sql`${key} nulls last`))}` : sql``}
    limit ${MAX_ROWS + 1}`)
  if (rows.length > MAX_ROWS) {
    throw new SlicegraphError(
      'COST_LIMIT_EXCEEDED',
      `These figures have more than ${MAX_ROWS} rows. Group by fewer dimensions, a longer period, or narrow the filter.`,
    )
  }
  return rows.map(row => toStats(definition, zone, row) as Row)
}

function figureColumns(
  context: ReadContext,
  definition: StatsDefinition,
  wanted: ReadonlySet<string>,
): [string, Sql][] {
  const columns: [string, Sql][] = []
  for (const [name, expression] of Object.entries({ ...definition.counts, ...definition.instants })) {
    if (wanted.has(name)) columns.push([name, expression])
  }
  for (const [name, expression] of Object.entries(definition.summaries)) {
    for (const [part, aggregate] of Object.entries(summaryParts(context, expression))) {
      if (wanted.has(`${name}.${part}`)) columns.push([`${name}.${part}`, aggregate])
    }
  }
  return columns
}

function summaryParts(context: ReadContext, value: Sql): Record<keyof NumberSummary, Sql> {
  return {
    count: sql`count(${value})`,
    sum: sql`coalesce(sum(${value}), 0)`,
    mean: sql`avg(${value})`,
    min: sql`min(${value})`,
    max: sql`max(${value})`,
    median: context.capabilities.percentile(value, 0.5),
    p95: context.capabilities.percentile(value, 0.95),
  }
}

/**
 * The number of the first day of the period, in local time. Local time comes from the zone's offsets over the span
 * of the data, written into the statement: a callback for each row would cost three times as much.
 */
async function localDay(
  context: ReadContext,
  definition: StatsDefinition,
  zone: TimeZone,
  period: string,
): Promise<Sql> {
  const { time } = definition
  if (!time) throw new TypeError('These figures have no period')
  const [span] = await context.rows<{ low: Instant | null; high: Instant | null }>(
    sql`select min(${time.column}) as low, max(${time.column}) as high from ${time.table}`,
  )
  const local = sql`${time.expression} + ${offsetCase(time.expression, zone.offsets(span?.low ?? 0, span?.high ?? 0))}`
  const day = context.capabilities.floorDivide(local, MICROS_PER_DAY)
  if (period === 'DAY') return day
  if (period === 'MONTH') return context.capabilities.startOfMonth(day)
  // 1970-01-01 was a Thursday, three days into its ISO week.
  return sql`${context.capabilities.floorDivide(sql`${day} + 3`, 7)} * 7 - 3`
}

function offsetCase(instant: Sql, offsets: ReturnType<TimeZone['offsets']>): Sql {
  const last = offsets.at(-1)?.offset ?? 0
  if (offsets.length < 2) return sql`${sql.lit(last)}`
  const cases = offsets.slice(0, -1).map(({ offset }, i) => {
    const ends = offsets[i + 1]?.starts ?? 0
    return sql`when ${instant} < ${sql.lit(ends)} then ${sql.lit(offset)}`
  })
  return sql`case ${sql.join(cases, sql` `)} else ${sql.lit(last)} end`
}

function toStats(definition: StatsDefinition, zone: TimeZone, row: Record<string, Value>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const columns of Object.values(definition.dimensions)) {
    for (const name of Object.keys(columns)) result[name] = row[name] ?? null
  }
  if (definition.time) result.period = typeof row.period === 'number' ? zone.startOfDay(row.period) : null
  for (const name of Object.keys(definition.counts)) result[name] = row[name] ?? 0
  for (const name of Object.keys(definition.instants ?? {})) result[name] = row[name] ?? null
  for (const name of Object.keys(definition.summaries)) {
    const parts = Object.keys(EMPTY_SUMMARY).filter(part => row[`${name}.${part}`] !== undefined)
    result[name] = { ...EMPTY_SUMMARY, ...Object.fromEntries(parts.map(part => [part, row[`${name}.${part}`]])) }
  }
  return result
}
