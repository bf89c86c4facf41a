import { SlicegraphError } from '../../errors.ts'
import {
  type Instant,
  inTurns,
  isTurnOver,
  MICROS_PER_DAY,
  mapped,
  type NumberSummary,
  nextTurn,
  type TimeZone,
  timeZone,
} from '../../model/index.ts'
import type { StatsRequest } from '../contract.ts'
import { columnOf, ENTITIES, type Stats, type StatsName, type StatsOf } from '../entities/index.ts'
import { allOf, atMost, type ReadContext } from '../query-context.ts'
import { join, literal, quoted, raw, type Sql, sql } from '../sql.ts'
import { filterOf } from './filter.ts'
import { keptResult } from './kept-results.ts'
import { joinMetadata } from './metadata.ts'
import { fieldOf, interruptible, type Place, placeOf, rowOf, seen, tablesOf } from './row-in-query.ts'

/** Results of more rows are an error: no chart shows them, and clients would cut them silently. */
const MAX_ROWS = 10_000

const PERIODS = new Set(['DAY', 'WEEK', 'MONTH'])

export const EMPTY_SUMMARY: NumberSummary = {
  count: 0,
  sum: 0,
  mean: null,
  min: null,
  max: null,
  median: null,
  p95: null,
}

type Value = string | number | null

/** @throws SlicegraphError COST_LIMIT_EXCEEDED, BAD_USER_INPUT */
export async function stats<N extends StatsName>(
  context: ReadContext,
  name: N,
  request: StatsRequest<N>,
): Promise<StatsOf<N>[]> {
  const read = () => readStats(context, name, request)
  const rows = isOfNow(name, request) ? await read() : await keptResult(context, { of: name, stats: request }, read)
  return [...rows]
}

/** Whether the result depends on when the request began, so that it may not be kept. */
export function isOfNow(name: StatsName, { fields }: Pick<StatsRequest<never>, 'fields'>): boolean {
  return fieldsOf(placeOf(ENTITIES[name])).some(
    ([field, { ofNow }]) => ofNow && [...fields].some(each => each.startsWith(`${field}.`)),
  )
}

async function readStats<N extends StatsName>(
  context: ReadContext,
  name: N,
  request: StatsRequest<N>,
): Promise<readonly StatsOf<N>[]> {
  const place = placeOf(ENTITIES[name])
  const dimensions = new Set(request.groupBy as readonly string[])
  const periods = [...dimensions].filter(dimension => PERIODS.has(dimension))
  if (periods.length > 1) {
    throw new SlicegraphError(
      'BAD_USER_INPUT',
      'groupBy takes one of DAY, WEEK and MONTH, since they share the field period.',
    )
  }
  const zone = timeZone(request.timeZone ?? 'UTC')
  if (zone === null)
    throw new SlicegraphError('BAD_USER_INPUT', 'timeZone is not an IANA name such as "Europe/Berlin" or "UTC".')
  const groups: [string, Sql][] = []
  for (const dimension of dimensions) {
    if (PERIODS.has(dimension)) groups.push(['period', await localDay(context, place, zone, dimension)])
    for (const [field, { group }] of fieldsOf(place))
      if (group === dimension) groups.push([field, fieldOf(context, place, field)])
  }
  const tables = dimensions.has('METADATA') ? withMetadata(context, place, request.metadata) : tablesOf(context, place)
  const columns = [...groups, ...aggregates(context, place, request.fields)].map(
    ([name, expression]) => sql`${expression} as ${quoted(name)}`,
  )
  const keys = groups.map(([name]) => quoted(name))
  const grouped = sql`group by ${join(keys)} order by ${join(keys.map(key => sql`${key} nulls last`))}`
  const filters = request.filter ? [filterOf(context, place, request.filter)] : []
  if (request.labels && place.parent) filters.push(filterOf(context, place.parent, request.labels))
  const rows = await context.scan<Record<string, Value>>(sql`
    select ${columns.length > 0 ? join(columns) : sql`count(*) as total`}
    from ${tables} where ${allOf([interruptible(context, place), seen(context, place), ...filters])}
    ${keys.length > 0 ? grouped : sql``} ${atMost(MAX_ROWS + 1)}`)
  if (rows.length > MAX_ROWS) {
    throw new SlicegraphError(
      'COST_LIMIT_EXCEEDED',
      `These stats have more than ${MAX_ROWS} rows. Group by fewer dimensions, a longer period, or narrow the filter.`,
    )
  }
  return inTurns(toStats(place, zone, rows), context.owner) as Promise<StatsOf<N>[]>
}

function withMetadata(context: ReadContext, place: Place, metadata: string | null | undefined): Sql {
  if (metadata != null)
    return sql`${tablesOf(context, place)} ${joinMetadata(context, fieldOf(context, place, 'no'), metadata)}`
  throw new SlicegraphError(
    'BAD_USER_INPUT',
    'The dimension METADATA needs the argument metadata: the name of a metadata field, such as those of metadataNames.',
  )
}

const fieldsOf = ({ entity }: Place) => Object.entries({ ...entity.columns, ...entity.computed })

const declaredOf = ({ entity }: Place) => entity.stats as Stats<never>

/** Only those that are wanted. */
function aggregates(context: ReadContext, place: Place, wanted: ReadonlySet<string>): [string, Sql][] {
  const { counts, instants } = declaredOf(place)
  const columns: [string, Sql][] = []
  for (const [name, aggregate] of Object.entries({ ...counts, ...instants }))
    if (wanted.has(name)) columns.push([name, aggregate(rowOf(place), context)])
  for (const [name, { summary }] of fieldsOf(place)) {
    if (!summary) continue
    for (const [part, aggregate] of Object.entries(summaryParts(context, fieldOf(context, place, name))))
      if (wanted.has(`${name}.${part}`)) columns.push([`${name}.${part}`, aggregate])
  }
  return columns
}

export function summaryParts(context: ReadContext, value: Sql): Record<keyof NumberSummary, Sql> {
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
async function localDay(context: ReadContext, place: Place, zone: TimeZone, period: string): Promise<Sql> {
  const time = fieldOf(context, place, declaredOf(place).time ?? '')
  const span = await spanOf(context, place, declaredOf(place).time ?? '')
  const local = sql`${time} + ${offsetCase(time, await offsetsIn(context, zone, span.low ?? 0, span.high ?? 0))}`
  const day = context.capabilities.floorDivide(local, MICROS_PER_DAY)
  if (period === 'DAY') return day
  if (period === 'MONTH') return context.capabilities.startOfMonth(day)
  // 1970-01-01 was a Thursday, three days into its ISO week.
  return sql`${context.capabilities.floorDivide(sql`${day} + 3`, 7)} * 7 - 3`
}

/** The offsets between two instants. A zone takes milliseconds to find those of a year, and then knows them. */
async function offsetsIn({ owner }: ReadContext, zone: TimeZone, low: Instant, high: Instant) {
  for (let from = low; from < high; from += 365 * MICROS_PER_DAY) {
    zone.offsets(from, Math.min(from + 365 * MICROS_PER_DAY, high))
    if (isTurnOver()) await nextTurn(owner)
  }
  return zone.offsets(low, high)
}

function offsetCase(instant: Sql, offsets: ReturnType<TimeZone['offsets']>): Sql {
  const last = offsets.at(-1)?.offset ?? 0
  if (offsets.length < 2) return sql`${literal(last)}`
  const cases = offsets.slice(0, -1).map(({ offset }, i) => {
    const ends = offsets[i + 1]?.starts ?? 0
    return sql`when ${instant} < ${literal(ends)} then ${literal(offset)}`
  })
  return sql`case ${join(cases, sql` `)} else ${literal(last)} end`
}

interface Span {
  readonly low: Instant | null
  readonly high: Instant | null
}

/** The first and the last time of all versions, from the stored column behind the time of stats. */
async function spanOf(context: ReadContext, { entity, alias, parent }: Place, name: string): Promise<Span> {
  const stored = entity.columns[name]
  if (!stored) return spanOf(context, parent as Place, entity.computed?.[name]?.parent ?? '')
  const table = raw(`${entity.table} ${alias}`)
  const column = columnOf(alias, name, stored)
  const isIndexed = Object.values(entity.indexes ?? {}).some(([first]) => first === name)
  // One index search each, where there is an index: both at once would walk the table.
  const [span] = isIndexed
    ? await context.rows<Span>(
        sql`select (select min(${column}) from ${table}) as low, (select max(${column}) from ${table}) as high`,
      )
    : await context.scan<Span>(sql`select min(${column}) as low, max(${column}) as high from ${table}
        where ${interruptible(context, { entity, alias })}`)
  return span ?? { low: null, high: null }
}

/** Pauses now and then. */
function toStats(
  place: Place,
  zone: TimeZone,
  rows: readonly Record<string, Value>[],
): Generator<undefined, Record<string, unknown>[]> {
  const { counts, instants, time } = declaredOf(place)
  const fields = fieldsOf(place)
  const groups = fields.filter(([, { group }]) => group !== undefined).map(([name]) => name)
  const summarized = fields.filter(([, { summary }]) => summary).map(([name]) => name)
  const blank = {
    ...Object.fromEntries([...groups, ...Object.keys(instants ?? {})].map(name => [name, null])),
    ...Object.fromEntries(summarized.map(name => [name, EMPTY_SUMMARY])),
    ...(time && { period: null }),
    ...Object.fromEntries(Object.keys(counts).map(name => [name, 0])),
  }
  const read = new Set(Object.keys(rows[0] ?? {}))
  const names = Object.keys(blank).filter(name => name !== 'period' && read.has(name))
  const summaries = summarized.map(name => [name, partsIn(name, read)] as const).filter(([, parts]) => parts.length > 0)
  // A day has many rows, and Intl takes long to tell where it starts.
  const starts = new Map<Value | undefined, Instant>()

  function periodOf({ period }: Record<string, Value>): Instant | null {
    if (typeof period !== 'number') return null
    const start = starts.get(period) ?? zone.startOfDay(period)
    starts.set(period, start)
    return start
  }

  return mapped(rows, row => {
    const stats: Record<string, unknown> = { ...blank }
    for (const name of names) stats[name] = row[name] ?? stats[name]
    for (const [name, parts] of summaries) {
      const summary: Record<string, Value | undefined> = { ...EMPTY_SUMMARY }
      for (const [part, column] of parts) summary[part] = row[column]
      stats[name] = summary
    }
    if (time) stats.period = periodOf(row)
    return stats
  })
}

/** The parts of a summary that were read, with their columns. */
const partsIn = (name: string, read: ReadonlySet<string>) =>
  Object.keys(EMPTY_SUMMARY)
    .map(part => [part, `${name}.${part}`] as const)
    .filter(([, column]) => read.has(column))
