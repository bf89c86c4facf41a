import {
  type AnyEntity,
  type Column,
  type Computed,
  columnName,
  columnOf,
  entityNamed,
  joinedAlias,
  mayHoldAddresses,
} from '../entities/index.ts'
import { allOf, type ReadContext, visible } from '../query-context.ts'
import { literal, raw, type Sql, sql } from '../sql.ts'

/** A row of an entity within a statement, by its alias; with the row it belongs to, where it has one. */
export interface Place {
  readonly entity: AnyEntity
  readonly alias: string
  readonly parent?: Place
}

export function placeOf(entity: AnyEntity): Place {
  const { alias, within } = entity
  return within ? { entity, alias, parent: placeOf(within.of) } : { entity, alias }
}

/** Its table, with those of the rows it belongs to. */
export function tablesOf(context: ReadContext, place: Place): Sql {
  const { entity, parent } = place
  if (!parent) return ownTables(place)
  const on = Object.entries(entity.within?.on ?? {}).map(
    ([theirs, field]) => sql`${fieldOf(context, place, field)} = ${fieldOf(context, parent, theirs)}`,
  )
  return sql`${tablesOf(context, parent)} join ${ownTables(place)}${entity.joined ? sql` and ` : sql` on `}${allOf(on)}`
}

/** Joined rows are read first: they are few, and a filter of their columns leaves most others unread. */
function ownTables({ entity, alias }: Place): Sql {
  const own = raw(`${entity.table} ${alias}`)
  if (!entity.joined) return own
  const { to, on } = entity.joined
  const other = joinedAlias(alias)
  const pairs = Object.entries(on).map(
    ([theirs, field]) =>
      sql`${raw(`${other}.${columnName(theirs, {})}`)} = ${raw(`${alias}.${columnName(field, {})}`)}`,
  )
  return sql`${raw(`${to.table} ${other}`)} cross join ${own} on ${allOf(pairs)}`
}

/** That the statement ends early when its rows are no longer wanted. */
export function interruptible(context: ReadContext, { entity, alias, parent }: Place): Sql {
  const key = entity.primaryKey?.at(-1)
  const own = context.capabilities.interruptible(alias, key && columnName(key, entity.columns[key] ?? {}))
  return parent ? sql`${interruptible(context, parent)} and ${own}` : own
}

/** The row is of the version that is read, and within the scope. */
export function seen(context: ReadContext, place: Place): Sql {
  const { entity, alias, parent } = place
  const conditions: Sql[] = []
  if (entity.versioned) conditions.push(visible(context, alias))
  if (entity.listed) conditions.push(entity.listed(rowOf(place)))
  if (entity.scope) conditions.push(entity.scope(rowOf(place), context))
  if (parent) conditions.push(seen(context, parent))
  return allOf(conditions)
}

export function fieldOf(context: ReadContext, place: Place, name: string): Sql {
  const { entity, alias, parent } = place
  const column = entity.columns[name]
  if (column?.firstBytes !== undefined) {
    const whole = columnOf(alias, name, column)
    return sql`coalesce(substr(${whole}, 1, ${literal(column.firstBytes)}), ${whole})`
  }
  if (column) return shown(context, column, columnOf(alias, name, column))
  const computed = entity.computed?.[name]
  if (computed?.parent !== undefined && parent) return fieldOf(context, parent, computed.parent)
  if (computed?.via) {
    const [relation, field] = computed.via
    const { other, from } = related(context, place, relation)
    return sql`(select ${fieldOf(context, other, field)} ${from})`
  }
  if (computed?.count !== undefined) return sql`(select count(*) ${related(context, place, computed.count).from})`
  if (computed?.sql) return shown(context, computed, computed.sql(rowOf(place), context))
  throw new TypeError(`${entity.table} has no field ${name}`)
}

/** An item of a list that a field goes through. */
export const itemOf = (context: ReadContext, { entity }: Place, name: string, value: Sql): Sql =>
  shown(context, entity.computed?.[name] as Computed<never>, value)

/** The value as the caller may see it, in every filter, order and group too. */
function shown({ hiding, capabilities }: ReadContext, field: Column | Computed<never>, value: Sql): Sql {
  if (!hiding?.people) return value
  if (field.person) return capabilities.pseudonym(value)
  return mayHoldAddresses(field) ? capabilities.withoutAddresses(value, field.addresses === 'known') : value
}

/** The rows at the other end of a relation. Their alias differs from that of the row they are asked from. */
export function related(context: ReadContext, place: Place, name: string) {
  const relation = place.entity.relations?.[name]
  if (!relation) throw new TypeError(`${place.entity.table} has no relation ${name}`)
  const entity = entityNamed(relation.to)
  // Rows of one parent have the same one.
  const parent = [place, place.parent].find(each => each && each.entity === entity.within?.of)
  const other: Place = { entity, alias: `${place.alias}x`, ...(parent && { parent }) }
  const conditions = Object.entries(relation.on).map(
    ([theirs, own]) => sql`${fieldOf(context, other, theirs)} = ${fieldOf(context, place, own)}`,
  )
  if (entity.versioned) conditions.push(visible(context, other.alias))
  if (relation.having) conditions.push(sql`${fieldOf(context, other, relation.having)} is not null`)
  if (relation.scoped && entity.scope) conditions.push(entity.scope(rowOf(other), context))
  /** The other row is at the other end, of the version and, where it could be out of it, within the scope. */
  const on = allOf(conditions)
  return { other, on, from: sql`from ${ownTables(other)} where ${on}` }
}

/** The columns of a row, and those of its parent, for SQL that an entity writes itself. */
export function rowOf({ entity, alias, parent }: Place): never {
  const row: Record<string, unknown> = parent ? { parent: rowOf(parent) } : {}
  for (const [field, column] of Object.entries(entity.columns)) row[field] = columnOf(alias, field, column)
  return row as never
}
