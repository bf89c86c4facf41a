import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql'
import { CONDITION, FILTERS, OPERATOR_SCANS, VALUE } from './filter-weights.ts'

/** Work that a filter adds to looking at all rows of its list. */
interface FilterCost {
  /** How many times looking at all rows the conditions take. */
  readonly scans: number
  /** Part of the rows that an index leaves, from 0 to 1. */
  readonly share: number
  /** Entries of its lists, which caps.ts limits. */
  readonly values: number
}

export const UNFILTERED: FilterCost = { scans: 0, share: 1, values: 0 }
/** Part of the rows that one id leaves at most. */
const SHARE = 0.01

/** The cost of a filter, with variables replaced by their values. Keys that are null count nothing. */
export function filterCost(type: GraphQLInputType, filter: unknown): FilterCost {
  const named = getNamedType(type)
  if (!isInputObjectType(named) || typeof filter !== 'object' || filter === null) return UNFILTERED
  const fields = named.getFields()
  let { scans, share, values } = UNFILTERED
  for (const [name, wanted] of Object.entries(filter)) {
    const field = fields[name]
    if (!field || wanted === null || wanted === undefined) continue
    const weight = FILTERS[named.name]?.[name]
    const own = Array.isArray(wanted)
      ? combined(
          wanted.map(each => filterCost(field.type, each)),
          wanted.length,
        )
      : OPERATORS.has(getNamedType(field.type).name)
        ? operators(wanted as object)
        : filterCost(field.type, wanted)
    if (weight?.related !== undefined) scans += weight.related * (1 + own.scans)
    else if (isInputObjectType(getNamedType(field.type))) scans += (weight?.scans ?? 0) + own.scans
    else scans += weight?.scans ?? CONDITION
    values += own.values
    if (weight?.narrows) share = Math.min(share, idShare(wanted as Operators))
    if (name === 'and') share = Math.min(share, own.share)
  }
  return { scans, share, values }
}

type Operators = { readonly eq?: unknown; readonly in?: readonly unknown[] | null }

/** Entries of `and` and `or`, or several filters that must all match. The share of `or` is not used. */
export function combined(filters: readonly FilterCost[], own = 0): FilterCost {
  return {
    scans: filters.reduce((sum, { scans }) => sum + scans, 0),
    share: Math.min(1, ...filters.map(({ share }) => share)),
    values: filters.reduce((sum, { values }) => sum + values, own),
  }
}

/** Operators of one field. */
function operators(wanted: object): FilterCost {
  let { scans, values } = UNFILTERED
  for (const [name, operand] of Object.entries(wanted)) {
    if (operand === null || operand === undefined) continue
    const length = Array.isArray(operand) ? operand.length : 0
    scans += (OPERATOR_SCANS[name] ?? CONDITION) + VALUE * length
    values += length
  }
  return { scans, share: 1, values }
}

/** Types that compare one value. */
export const OPERATORS: ReadonlySet<string> = new Set([
  'StringFilter',
  'IDFilter',
  'IntFilter',
  'FloatFilter',
  'DateTimeFilter',
  'BooleanFilter',
  'GroupKeyFilter',
  'WorkflowActionFilter',
])

function idShare({ eq, in: list }: Operators): number {
  if (eq !== null && eq !== undefined) return SHARE
  return list ? Math.min(1, SHARE * list.length) : 1
}
