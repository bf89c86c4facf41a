import { sql } from 'kysely'
import type {
  BooleanFilter,
  ClassificationFilter,
  DateTimeFilter,
  FloatFilter,
  IDFilter,
  IntFilter,
  MetadataFilter,
  StringFilter,
} from '../../model/index.ts'
import { allOf, anyOf, type Capabilities, type ReadContext, type Sql } from './context.ts'

type Operators = StringFilter | IDFilter | IntFilter | FloatFilter | DateTimeFilter | BooleanFilter

/**
 * All operators of one field. A null value may make the whole neither true nor false in SQL, which counts as false
 * everywhere but under a negation: `not` asks for "is not true".
 */
export function compare(capabilities: Capabilities, value: Sql, operators: Operators): Sql {
  const conditions: Sql[] = []
  for (const [name, operand] of Object.entries(operators) as [string, Operand | null | undefined][]) {
    if (operand === null || operand === undefined) continue
    conditions.push(condition(capabilities, value, name, operand))
  }
  return allOf(conditions)
}

type Operand = string | number | boolean | readonly (string | number)[]

function condition(capabilities: Capabilities, value: Sql, name: string, operand: Operand): Sql {
  const bound = typeof operand === 'boolean' ? Number(operand) : operand
  switch (name) {
    case 'eq':
      return sql`${value} = ${bound}`
    case 'ne':
      return sql`${value} is distinct from ${bound}`
    case 'in':
      return (operand as readonly string[]).length === 0
        ? sql`false`
        : capabilities.inList(value, operand as readonly string[])
    case 'gt':
      return sql`${value} > ${bound}`
    case 'gte':
      return sql`${value} >= ${bound}`
    case 'lt':
      return sql`${value} < ${bound}`
    case 'lte':
      return sql`${value} <= ${bound}`
    case 'startsWith':
      return capabilities.startsWith(value, operand as string)
    case 'contains':
      return capabilities.contains(value, operand as string)
    case 'isNull':
      return operand ? sql`${value} is null` : sql`${value} is not null`
    default:
      throw new TypeError(`No operator ${name}`)
  }
}

/** The fields of a filter that is not nested, by a table of what each compares. */
export type FieldConditions<F> = { readonly [K in keyof F]-?: (operand: NonNullable<F[K]>) => Sql }

interface Nesting<F> {
  readonly and?: readonly F[] | null | undefined
  readonly or?: readonly F[] | null | undefined
  readonly not?: F | null | undefined
}

/** A filter with its and, or and not; `fields` has an entry for every other key. */
export function nested<F extends Nesting<F>>(filter: F, fields: FieldConditions<Omit<F, 'and' | 'or' | 'not'>>): Sql {
  const conditions: Sql[] = []
  const table = fields as Record<string, (operand: unknown) => Sql>
  for (const [key, operand] of Object.entries(filter)) {
    if (operand === null || operand === undefined) continue
    if (key === 'and') conditions.push(allOf((operand as readonly F[]).map(each => nested(each, fields))))
    else if (key === 'or') conditions.push(anyOf((operand as readonly F[]).map(each => nested(each, fields))))
    else if (key === 'not') conditions.push(sql`(${nested(operand as F, fields)}) is not true`)
    else conditions.push((table[key] as (operand: unknown) => Sql)(operand))
  }
  return allOf(conditions)
}

/** One row of `metadata` that meets all of it. */
export function metadataExists(context: ReadContext, dataRowNo: Sql, filter: MetadataFilter): Sql {
  const conditions = [sql`m.data_row_no = ${dataRowNo}`]
  if (filter.schemaId != null) conditions.push(sql`m.schema_id = ${filter.schemaId}`)
  if (filter.schemaName != null) conditions.push(sql`m.schema_name = ${filter.schemaName}`)
  for (const key of ['text', 'number', 'time'] as const) {
    const operators = filter[key]
    if (operators != null) conditions.push(compare(context.capabilities, sql.ref(`m.${key}`), operators))
  }
  return sql`exists (select 1 from metadata m where ${allOf(conditions)})`
}

/** One row of `classification` that meets all of it and `owner`. */
export function classificationExists(context: ReadContext, owner: Sql, filter: ClassificationFilter): Sql {
  const conditions = [owner]
  for (const key of ['name', 'value', 'answer', 'text'] as const) {
    const operators = filter[key]
    if (operators != null) conditions.push(compare(context.capabilities, sql.ref(`k.${key}`), operators))
  }
  return sql`exists (select 1 from classification k where ${allOf(conditions)})`
}
