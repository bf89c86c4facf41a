import { sql } from 'kysely'
import { decodeCursor, encodeCursor, type KeyType, type KeyValue } from '../cursor.ts'
import type { ListName, Lists, Page, PageRequest } from '../lists.ts'
import { allOf, anyOf, type ReadContext, type Sql } from './context.ts'

/** One paged list: where its rows come from, what they can be ordered by, how they become nodes. */
export interface ListDefinition<L extends ListName> {
  /** Tables and joins. */
  readonly from: Sql
  /** Version and scope. */
  where(context: ReadContext): Sql
  filter(context: ReadContext, filter: NonNullable<Lists[L]['filter']>): Sql
  /** The expression of each order that can be asked for. */
  readonly orders: { readonly [F in Lists[L]['order']['field']]: Key }
  /** The order where none is asked for. */
  readonly defaultOrder: readonly Key[]
  /** What makes a place in the order unique. */
  readonly id: Key
  /** The parent that `pagesOf` pages by. */
  readonly parent?: Sql
  /** What `nodes` needs of each row; the rest is read by it, so that sorting moves small rows only. */
  readonly columns: Sql
  nodes(context: ReadContext, rows: readonly never[]): Promise<readonly Lists[L]['node'][]>
}

export interface Key extends KeyType {
  readonly expression: Sql
  readonly descending?: boolean
}

/** A row of a page query: the columns of the list, the keys as k0, k1, … and the parent. */
type PageRow = { readonly parent: string } & { readonly [key: `k${number}`]: KeyValue }

export async function page<L extends ListName>(
  context: ReadContext,
  name: L,
  list: ListDefinition<L>,
  request: PageRequest<L>,
): Promise<Page<Lists[L]['node']>> {
  const order = orderOf(name, list, request)
  const rows = await context.rows<PageRow>(sql`
    select ${list.columns}, ${keyColumns(order.keys)}
    from ${list.from}
    where ${allOf(conditions(context, list, request, order))}
    order by ${orderBy(order.keys, request.backward)}
    limit ${request.limit + 1}`)
  return toPage(context, list, request, order, rows)
}

/** A page for each parent in one statement: rows are numbered within their parent. */
export async function pagesOf<L extends ListName>(
  context: ReadContext,
  name: L,
  list: ListDefinition<L>,
  parents: readonly string[],
  request: PageRequest<L>,
): Promise<Page<Lists[L]['node']>[]> {
  const order = orderOf(name, list, request)
  const parent = parentOf(list)
  const rows = await context.rows<PageRow>(sql`
    select * from (
      select ${list.columns}, ${keyColumns(order.keys)}, ${parent} as parent,
        row_number() over (partition by ${parent} order by ${orderBy(order.keys, request.backward)}) as place
      from ${list.from}
      where ${allOf([context.capabilities.inList(parent, parents), ...conditions(context, list, request, order)])}
    ) numbered where place <= ${request.limit + 1} order by parent, place`)
  const byParent = Map.groupBy(rows, row => row.parent)
  return Promise.all(parents.map(id => toPage(context, list, request, order, byParent.get(id) ?? [])))
}

export async function count<L extends ListName>(
  context: ReadContext,
  list: ListDefinition<L>,
  filter: Lists[L]['filter'] | null,
): Promise<number> {
  const rows = await context.rows<{ n: number }>(sql`
    select count(*) as n from ${list.from} where ${allOf(baseConditions(context, list, filter))}`)
  return rows[0]?.n ?? 0
}

export async function countsOf<L extends ListName>(
  context: ReadContext,
  list: ListDefinition<L>,
  parents: readonly string[],
  filter: Lists[L]['filter'] | null,
): Promise<number[]> {
  const parent = parentOf(list)
  const rows = await context.rows<{ parent: string; n: number }>(sql`
    select ${parent} as parent, count(*) as n from ${list.from}
    where ${allOf([context.capabilities.inList(parent, parents), ...baseConditions(context, list, filter)])}
    group by ${parent}`)
  const byParent = new Map(rows.map(row => [row.parent, row.n]))
  return parents.map(id => byParent.get(id) ?? 0)
}

interface PageOrder {
  /** Named in the cursor, so that it is refused in another order. */
  readonly name: string
  readonly keys: readonly Key[]
}

function orderOf<L extends ListName>(name: L, list: ListDefinition<L>, request: PageRequest<L>): PageOrder {
  const asked = request.orderBy ?? []
  const orders = list.orders as { readonly [field: string]: Key }
  const keys = asked.map(({ field, direction }) => ({
    ...(orders[field] as Key),
    descending: direction === 'DESC',
  }))
  const label = asked.map(({ field, direction }) => ` ${field} ${direction}`).join()
  return { name: `${name}${label}`, keys: [...(asked.length > 0 ? keys : list.defaultOrder), list.id] }
}

function parentOf<L extends ListName>(list: ListDefinition<L>): Sql {
  if (!list.parent) throw new TypeError('This list has no parent to page by')
  return list.parent
}

function baseConditions<L extends ListName>(
  context: ReadContext,
  list: ListDefinition<L>,
  filter: Lists[L]['filter'] | null | undefined,
): Sql[] {
  const conditions = [list.where(context)]
  if (filter) conditions.push(list.filter(context, filter))
  return conditions
}

function conditions<L extends ListName>(
  context: ReadContext,
  list: ListDefinition<L>,
  request: PageRequest<L>,
  order: PageOrder,
): Sql[] {
  const conditions = baseConditions(context, list, request.filter)
  const { keys, name } = order
  if (request.after != null) conditions.push(beyond(keys, decodeCursor(name, keys, request.after), false))
  if (request.before != null) conditions.push(beyond(keys, decodeCursor(name, keys, request.before), true))
  return conditions
}

/**
 * The rows on the far side of a place: those that differ from it first at some key, and there lie beyond it.
 * Nulls lie beyond every value. The bound on the first key alone says nothing new; it lets an index be entered there.
 */
function beyond(keys: readonly Key[], place: readonly KeyValue[], backward: boolean): Sql {
  const alternatives = keys.map((key, i) => {
    const equal = keys.slice(0, i).map((earlier, j) => sql`${earlier.expression} is not distinct from ${place[j]}`)
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
  return sql.join(
    keys.map(key => {
      const direction = goesUp(key, backward) ? sql`asc` : sql`desc`
      const nulls = !key.nullable ? sql`` : backward ? sql` nulls first` : sql` nulls last`
      return sql`${key.expression} ${direction}${nulls}`
    }),
  )
}

function keyColumns(keys: readonly Key[]): Sql {
  return sql.join(keys.map((key, i) => sql`${key.expression} as ${sql.ref(`k${i}`)}`))
}

async function toPage<L extends ListName>(
  context: ReadContext,
  list: ListDefinition<L>,
  request: PageRequest<L>,
  order: PageOrder,
  found: readonly PageRow[],
): Promise<Page<Lists[L]['node']>> {
  const rows = found.slice(0, request.limit)
  if (request.backward) rows.reverse()
  const nodes = await list.nodes(context, rows as readonly unknown[] as readonly never[])
  return {
    rows: rows.map((row, i) => ({
      node: nodes[i] as Lists[L]['node'],
      cursor: encodeCursor(
        order.name,
        order.keys.map((_, k) => row[`k${k}`] as KeyValue),
      ),
    })),
    more: found.length > request.limit,
  }
}
