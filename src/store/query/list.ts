import { isTurnOver, nextTurn, parseId } from '../../model/index.ts'
import type { ListName, Nodes, Page, PageRequest, PageWindow, StoreReader } from '../contract.ts'
import { ENTITIES } from '../entities/index.ts'
import { allOf, anyOf, atMost, type ReadContext, visible } from '../query-context.ts'
import { join, quoted, raw, type Sql, sql } from '../sql.ts'
import { decodeCursor, encodeCursor, type KeyType, type KeyValue } from './cursor.ts'
import { type NodeRow, nodeColumns } from './decode-row.ts'
import { filterOf } from './filter.ts'
import { keptResult, keptResults } from './kept-results.ts'
import { nodesByNumber, nodesOf } from './nodes.ts'
import { fieldOf, interruptible, type Place, placeOf, related, seen, tablesOf } from './row-in-query.ts'

/** Part of the order of a list. */
interface Key extends KeyType {
  readonly expression: Sql
  readonly descending?: boolean
}

/** A row of a page query: the columns of the list, the keys as k0, k1, … and the parent. */
type PageRow = NodeRow & { readonly parent: string } & { readonly [key: `k${number}`]: KeyValue }

/** A list within a statement. */
interface Listed {
  readonly place: Place
  readonly tables: Sql
  /** That rows are seen, and meet the filter. */
  readonly conditions: readonly Sql[]
  /** The parent that pages are taken of. */
  readonly parent: Sql
  /** That a row is of one of these parents. */
  of(parents: readonly string[]): Sql
}

type Filter<L extends ListName> = PageRequest<L>['filter']

/** Rows of a page in the list's order, without what they hold if they are of versions. */
interface FoundPage {
  readonly rows: readonly PageRow[]
  readonly more: boolean
  readonly order: Pick<PageOrder, 'name' | 'keyCount'>
}

export const listReader = (
  context: ReadContext,
): Pick<StoreReader, 'page' | 'pagesOf' | 'count' | 'countsOf' | 'fields'> => ({
  async page(name, request) {
    const found = await keptResult(context, { of: name, request }, async () => {
      const list = listed(context, name, request.filter)
      const order = orderOf(context, name, list.place, request)
      const rows = await context.scan<PageRow>(sql`
        select ${pageColumns(context, list, order)} from ${list.tables}
        where ${allOf([...list.conditions, ...withinCursors(order, request)])}
        order by ${orderBy(order.keys, request.backward)} ${atMost(request.limit + 1)}`)
      return foundPage(request, order, rows)
    })
    return toPage(context, name, found)
  },

  /** In one statement: rows are numbered within their parent. */
  async pagesOf(name, { kind, ids }, request) {
    const pages = await keptResults(context, { of: name, kind, request }, ids, async missing => {
      const list = listed(context, name, request.filter, kind)
      const order = orderOf(context, name, list.place, request)
      const { parent, tables, conditions } = list
      const own = [list.of(missing), ...conditions, ...withinCursors(order, request)]
      const rows = await context.scan<PageRow>(sql`
        select * from (
          select ${pageColumns(context, list, order)}, ${parent} as parent,
            row_number() over (partition by ${parent} order by ${orderBy(order.keys, request.backward)}) as place
          from ${tables} where ${allOf(own)}
        ) numbered where place <= ${request.limit + 1} order by parent, place`)
      const byParent = Map.groupBy(rows, row => row.parent)
      return missing.map(id => foundPage(request, order, byParent.get(id) ?? []))
    })
    const read: Page<Nodes[typeof name]>[] = []
    for (const found of pages) {
      if (read.length > 0 && isTurnOver()) await nextTurn(context.owner)
      read.push(await toPage(context, name, found))
    }
    return read
  },

  async fields(name, { fields, ...request }) {
    const list = listed(context, name, request.filter)
    const window = { ...request, backward: false }
    const order = orderOf(context, name, list.place, window)
    const wanted = fields.map(field => sql`${fieldOf(context, list.place, field)} as ${quoted(field)}`)
    const rows = await context.scan<PageRow>(sql`
      select ${join([...wanted, ...keyColumns(order)])} from ${list.tables}
      where ${allOf([...list.conditions, ...withinCursors(order, window)])}
      order by ${orderBy(order.keys, false)} ${atMost(request.limit + 1)}`)
    const found = foundPage(window, order, rows)
    const last = found.rows.at(-1)
    const { columns, computed } = list.place.entity
    const flags = fields.filter(field => (columns[field] ?? computed?.[field])?.type === 'boolean')
    for (const row of found.rows as readonly Record<string, unknown>[])
      for (const flag of flags) row[flag] = row[flag] === null ? null : row[flag] === 1
    return { rows: found.rows, after: found.more && last ? cursorOf(order, last) : null }
  },

  count: (name, filter) =>
    keptResult(context, { of: name, count: filter }, async () => {
      const { tables, conditions } = listed(context, name, filter)
      const [row] = await context.scan<{ n: number }>(
        sql`select count(*) as n from ${tables} where ${allOf(conditions)}`,
      )
      return row?.n ?? 0
    }),

  async countsOf(name, { kind, ids }, filter) {
    const counts = await keptResults(context, { of: name, kind, count: filter }, ids, async missing => {
      const { tables, conditions, parent, of } = listed(context, name, filter, kind)
      const rows = await context.scan<{ parent: string; n: number }>(sql`select ${parent} as parent, count(*) as n
        from ${tables} where ${allOf([of(missing), ...conditions])} group by ${parent}`)
      const byParent = new Map(rows.map(row => [row.parent, row.n]))
      return missing.map(id => byParent.get(id) ?? 0)
    })
    return [...counts]
  },
})

function listed<L extends ListName>(context: ReadContext, name: L, filter: Filter<L>, kind?: string): Listed {
  const place = placeOf(ENTITIES[name])
  const tables = tablesOf(context, place)
  const filters = filter ? [filterOf(context, place, filter)] : []
  const through = kind === undefined ? undefined : place.entity.parents?.[kind]
  if (kind !== undefined && through === undefined) throw new TypeError(`The list ${name} has no parent ${kind}`)
  const { inList } = context.capabilities
  if (through === undefined || typeof through === 'string') {
    const parent = through === undefined ? sql`null` : fieldOf(context, place, through)
    const conditions = [interruptible(context, place), seen(context, place), ...filters]
    return { place, tables, conditions, parent, of: ids => inList(parent, ids) }
  }
  if ('parts' in through) {
    const parent = fieldOf(context, place, through.id)
    const conditions = [interruptible(context, place), seen(context, place), ...filters]
    return {
      place,
      tables,
      conditions,
      parent,
      of: ids => allOf([...withParts(through.parts, ids), inList(parent, ids)]),
    }
  }
  // A row with several parents is seen with each of them that is.
  const { other, on } = related(context, place, through[0])
  const parent = fieldOf(context, other, through[1])
  return {
    place,
    tables: sql`${tables} join ${raw(`${other.entity.table} ${other.alias}`)} on ${on}`,
    conditions: [
      ...[place, other].map(each => interruptible(context, each)),
      visible(context, place.alias),
      ...filters,
    ],
    parent,
    of: ids => inList(parent, ids),
  }

  function withParts(parts: readonly string[], ids: readonly string[]): Sql[] {
    const found = ids.map(id => parseId(id)?.parts ?? [])
    return parts.map((field, part) => {
      const values = new Set(found.map(each => each[part] ?? ''))
      return inList(fieldOf(context, place, field), [...values])
    })
  }
}

type PageOrder = ReturnType<typeof orderOf>

function orderOf<L extends ListName>(context: ReadContext, name: L, place: Place, request: PageRequest<L>) {
  const { entity } = place
  const asked = (request.orderBy ?? []) as readonly { readonly field: string; readonly direction: string }[]
  const own = (entity.order ?? []).map(each => (typeof each === 'string' ? ([each, 'ASC'] as const) : each))
  const wanted = asked.map(({ field, direction }) => [sortField(field), direction] as const)
  const [first, ...next] = [...(asked.length > 0 ? wanted : own), [entity.tie ?? 'id', 'ASC'] as const]
  const behind = entity.computed?.[first[0]]?.behind
  const fields = [...(behind === undefined ? [] : [[behind, first[1]] as const]), first, ...next]
  return {
    /** Named in the cursor, so that it is rejected in another order. */
    name: `${name}${asked.map(({ field, direction }) => ` ${field} ${direction}`).join()}`,
    keys: fields.map(([field, direction]) => keyOf(context, place, field, direction === 'DESC')),
    keyCount: fields.length,
  }
}

function keyOf(context: ReadContext, place: Place, name: string, descending: boolean): Key {
  const field = place.entity.columns[name] ?? place.entity.computed?.[name]
  const isText = field?.type === 'id' || field?.type === 'text'
  return {
    expression: fieldOf(context, place, name),
    type: isText ? 'text' : 'number',
    nullable: !field?.required,
    descending,
  }
}

/** `CREATED_AT` to `createdAt`. */
const sortField = (constant: string) => constant.toLowerCase().replace(/_./g, ([, letter = '']) => letter.toUpperCase())

function withinCursors({ name, keys }: PageOrder, { after, before }: PageWindow): Sql[] {
  const conditions: Sql[] = []
  if (after != null) conditions.push(beyond(keys, decodeCursor(name, keys, after), false))
  if (before != null) conditions.push(beyond(keys, decodeCursor(name, keys, before), true))
  return conditions
}

/**
 * The rows on the far side of a place: those that differ from it first at some key, and there lie beyond it.
 * Nulls lie beyond every value. The bound on the first key alone says nothing new; it lets an index be entered there.
 */
function beyond(keys: readonly Key[], place: readonly KeyValue[], backward: boolean): Sql {
  const alternatives = keys.map((key, i) => {
    const equal = keys
      .slice(0, i)
      .map((earlier, j) => sql`${earlier.expression} is not distinct from ${place[j] ?? null}`)
    return allOf([...equal, beyondAt(key, place[i] ?? null, backward)])
  })
  const [first] = keys
  const start = place[0] ?? null
  if (!first || first.nullable || start === null) return anyOf(alternatives)
  const from = goesUp(first, backward) ? sql`${first.expression} >= ${start}` : sql`${first.expression} <= ${start}`
  return allOf([from, anyOf(alternatives)])
}

function beyondAt(key: Key, value: KeyValue, backward: boolean): Sql {
  if (value === null) return backward ? sql`${key.expression} is not null` : sql`false`
  const further = goesUp(key, backward) ? sql`${key.expression} > ${value}` : sql`${key.expression} < ${value}`
  return key.nullable && !backward ? sql`(${further} or ${key.expression} is null)` : further
}

const goesUp = (key: Key, backward: boolean) => (key.descending ?? false) === backward

function orderBy(keys: readonly Key[], backward: boolean): Sql {
  return join(
    keys.map(key => {
      const nulls = !key.nullable ? '' : backward ? ' nulls first' : ' nulls last'
      return sql`${key.expression} ${raw(`${goesUp(key, backward) ? 'asc' : 'desc'}${nulls}`)}`
    }),
  )
}

/** Rows of versions are read whole by their number. */
function pageColumns(context: ReadContext, { place }: Listed, { keys }: PageOrder): Sql {
  const own = place.entity.versioned ? sql`${fieldOf(context, place, 'no')} as no` : nodeColumns(context, place)
  return join([own, ...keyColumns({ keys })])
}

const keyColumns = ({ keys }: Pick<PageOrder, 'keys'>) =>
  keys.map((key, i) => sql`${key.expression} as ${quoted(`k${i}`)}`)

function foundPage(
  { limit, backward }: PageWindow,
  { name, keyCount }: PageOrder,
  found: readonly PageRow[],
): FoundPage {
  const rows = found.slice(0, limit)
  if (backward) rows.reverse()
  return { rows, more: found.length > limit, order: { name, keyCount } }
}

async function toPage<L extends ListName>(
  context: ReadContext,
  list: L,
  { rows, more, order }: FoundPage,
): Promise<Page<Nodes[L]>> {
  const place = placeOf(ENTITIES[list])
  const nodes = await (place.entity.versioned ? nodesByNumber<L> : nodesOf<L>)(context, place.entity, rows)
  return {
    rows: rows.map((row, i) => ({
      node: nodes[i] as Nodes[L],
      cursor: () => cursorOf(order, row),
    })),
    more,
  }
}

function cursorOf({ name, keyCount }: FoundPage['order'], row: PageRow): string {
  return encodeCursor(
    name,
    Array.from({ length: keyCount }, (_, k) => row[`k${k}`] as KeyValue),
  )
}
