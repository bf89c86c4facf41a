import { allOf, anyOf, type Capabilities, type ReadContext } from '../query-context.ts'
import { type Sql, sql } from '../sql.ts'
import { fieldOf, interruptible, itemOf, type Place, related, rowOf } from './row-in-query.ts'

/**
 * A filter of the entity's rows. A null value may make a condition neither true nor false in SQL, which counts as
 * false everywhere but under a negation: `not` asks for "is not true".
 */
export function filterOf(context: ReadContext, place: Place, filter: object): Sql {
  const conditions: Sql[] = []
  for (const [key, wanted] of Object.entries(filter))
    if (wanted !== null && wanted !== undefined) conditions.push(conditionOf(context, place, key, wanted))
  return allOf(conditions)
}

function conditionOf(context: ReadContext, place: Place, key: string, wanted: unknown): Sql {
  if (key === 'and') return allOf((wanted as readonly object[]).map(each => filterOf(context, place, each)))
  if (key === 'or') return anyOf((wanted as readonly object[]).map(each => filterOf(context, place, each)))
  if (key === 'not') return sql`(${filterOf(context, place, wanted as object)}) is not true`
  const { columns, computed, relations } = place.entity
  const filter = (columns[key] ?? computed?.[key])?.filter
  const items = computed?.[key]?.items
  if (items !== undefined) {
    const list = context.capabilities.itemsOf(fieldOf(context, place, items))
    return sql`exists (select 1 from ${list} i where ${compare(context.capabilities, itemOf(context, place, key, sql`i.value`), wanted as object)})`
  }
  const holds = computed?.[key]?.holds
  if (holds) return holds(rowOf(place), wanted as number, context)
  if (filter === 'exact') return sql`${fieldOf(context, place, key)} = ${bound(wanted as Operand)}`
  if (filter) return compare(context.capabilities, fieldOf(context, place, key), wanted as object)
  const relation = relations?.[key]
  if (!relation?.filter) throw new TypeError(`${place.entity.table} has no filter ${key}`)
  if (place.parent && Object.keys(relation.on).length === 0) return filterOf(context, place.parent, wanted as object)
  const { other, from } = related(context, place, key)
  return sql`exists (select 1 ${from} and ${interruptible(context, other)} and ${filterOf(context, other, wanted as object)})`
}

type Operand = string | number | boolean | readonly (string | number)[]

const bound = (operand: Operand) => (typeof operand === 'boolean' ? Number(operand) : (operand as string | number))

/** All operators of one field. */
function compare(capabilities: Capabilities, value: Sql, operators: object): Sql {
  const conditions: Sql[] = []
  for (const [name, operand] of Object.entries(operators) as [string, Operand | null | undefined][]) {
    const operator = OPERATORS.get(name)
    if (!operator) throw new TypeError(`No operator ${name}`)
    if (operand !== null && operand !== undefined) conditions.push(operator(value, operand, capabilities))
  }
  return allOf(conditions)
}

type Operator = (value: Sql, operand: Operand, capabilities: Capabilities) => Sql

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['eq', (value, operand) => sql`${value} = ${bound(operand)}`],
  ['ne', (value, operand) => sql`${value} is distinct from ${bound(operand)}`],
  ['gt', (value, operand) => sql`${value} > ${bound(operand)}`],
  ['gte', (value, operand) => sql`${value} >= ${bound(operand)}`],
  ['lt', (value, operand) => sql`${value} < ${bound(operand)}`],
  ['lte', (value, operand) => sql`${value} <= ${bound(operand)}`],
  ['startsWith', (value, operand, { startsWith }) => startsWith(value, operand as string)],
  ['contains', (value, operand, { contains }) => contains(value, operand as string)],
  ['containsInsensitive', (value, operand, capabilities) => capabilities.containsInsensitive(value, operand as string)],
  ['isNull', (value, operand) => (operand ? sql`${value} is null` : sql`${value} is not null`)],
  ['in', (value, operand, { inList }) => inList(value, operand as readonly string[])],
])
