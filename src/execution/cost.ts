import { type FieldNode, type GraphQLObjectType, getNamedType, isLeafType, Kind, type SelectionSetNode } from 'graphql'
import { DEFAULT_PAGE, LARGEST_PAGE } from '../resolvers/index.ts'
import { checkArguments } from './caps.ts'
import { combined, filterCost, UNFILTERED } from './filter-cost.ts'
import { type Arguments, createSelections, type Field, type Operation } from './selections.ts'
import type { Weight } from './weight.ts'
import { OBJECT, SCALAR, WEIGHTS } from './weights.ts'

/** Estimated work of an operation. */
interface Estimate {
  /** In units of ten microseconds. */
  readonly cost: number
  /** Entries of its lists `ids`, `in`, `and` and `or`. */
  readonly values: number
  /** Root fields that look at all rows of a list. */
  readonly scans: number
  /** The path where most of the cost is, down to where no single field has half of it. */
  readonly path: () => string
}

/** Cost of selections for one object, in microseconds. What depends on the list above is multiplied there. */
interface Sum {
  own: number
  /** Work that fields share: the highest of them. */
  shared: number
  /** For each item of the page. */
  items: number
  /** Further reads of a page. */
  reads: number
  /** How many times all rows are looked at. */
  scans: number
  values: number
}

/** How often each part of a sum counts. */
interface Factors {
  readonly own: number
  readonly items: number
  readonly reads: number
  readonly scans: number
}

interface FieldSum extends Sum {
  /** Of the field's own selections, for one object that has the field. */
  readonly within: Factors | 'page' | 'object'
  /** Whether it looks at all rows of a list. */
  readonly scanning: boolean
}

const MICROSECONDS_PER_UNIT = 10
const ONCE: Factors = { own: 1, items: 0, reads: 0, scans: 0 }
/** Rows of stats for each dimension, and at most. */
const ROWS_OF_DIMENSION = 20
const MAX_ROWS_OF_STATS = 1_000
/** How many times looking at all rows a dimension takes. */
const DIMENSION = 3
/** Part of a sort that each field after the first takes. */
const NEXT_FIELD = 0.25

/**
 * Estimates an operation before it runs. Selections are measured once for each type that they apply to, however often
 * fragments repeat them. A field that is selected twice counts twice.
 * @throws GraphQLError BAD_USER_INPUT for arguments beyond the limits of caps.ts.
 */
export function estimate(from: Operation): Estimate {
  const { fieldsOf, fieldOf, setOf, isIncluded, typesOf, argumentsOf } = createSelections(from)
  const root = from.schema.getRootType(from.operation.operation) as GraphQLObjectType
  const { selectionSet } = from.operation
  const measured = new Map<SelectionSetNode, Map<GraphQLObjectType, Sum>>()
  const scanning = new Set<string>()

  const { own, shared, values } = measureSet(selectionSet, root)
  return {
    cost: Math.ceil((own + shared) / MICROSECONDS_PER_UNIT),
    values,
    scans: scanning.size,
    path: () => heaviestPath(selectionSet, root, ONCE, own + shared).join('.'),
  }

  function measureSet(set: SelectionSetNode, type: GraphQLObjectType): Sum {
    const ofSet = measured.get(set) ?? new Map<GraphQLObjectType, Sum>()
    const known = ofSet.get(type)
    if (known) return known
    const sum: Sum = { own: 0, shared: 0, items: 0, reads: 0, scans: 0, values: 0 }
    for (const selection of set.selections) {
      if (!isIncluded(selection)) continue
      if (selection.kind === Kind.FIELD) add(sum, measureField(selection, type))
      else for (const inner of [setOf(selection, type)]) if (inner) add(sum, measureSet(inner, type))
    }
    measured.set(set, ofSet.set(type, sum))
    return sum
  }

  function measureField(node: FieldNode, parent: GraphQLObjectType): FieldSum {
    const field = fieldOf(parent, node.name.value)
    const weight = field && weightOf(parent, field.name)
    // Most fields end here.
    if (!field || !weight || (weight === UNDECLARED && !node.selectionSet)) return LEAF
    const args = argumentsOf(node)
    checkArguments(args, node)
    const inner = node.selectionSet ? measureObject(node.selectionSet, typesOf(field)) : NOTHING
    const base = isLeafType(getNamedType(field.type)) ? SCALAR : OBJECT
    const { cost = 0, shared = 0, reads = 0, scans = 0, values } = { ...weight, values: inner.values }
    const sum = { ...NOTHING, own: base + cost, shared, reads, scans, values }
    if (weight.pages || weight.stats !== undefined) {
      const rows = measureRows(sum, inner, { field, weight, args })
      if (parent === root && rows.scanning) scanning.add(keyOf(node))
      return rows
    }
    const each = (weight.each ?? base) + inner.own
    if (weight.size === 'page') return { ...sum, items: bounded(each), within: 'page' }
    if (weight.size === undefined)
      return { ...sum, own: bounded(sum.own + inner.own), reads: reads + inner.reads, scans: scans + inner.scans }
    const size = sizeOf(weight, args)
    return {
      ...sum,
      own: bounded(sum.own + size * each),
      within: { ...ONCE, own: size },
      values: values + (weight.size === 'ids' ? size : 0),
    }
  }

  /** An object of any of these types: the highest of each. */
  function measureObject(set: SelectionSetNode, types: readonly GraphQLObjectType[]): Sum {
    const highest = { ...NOTHING }
    for (const type of types) {
      const { own, shared, ...rest } = measureSet(set, type)
      const sum: Sum = { ...rest, own: own + shared, shared: 0 }
      for (const key of KEYS) highest[key] = Math.max(highest[key], sum[key])
    }
    return highest
  }

  /** Response keys of the fields that have at least half of a cost, one in the other. */
  function heaviestPath(set: SelectionSetNode, type: GraphQLObjectType, factors: Factors, whole: number): string[] {
    const costs = fieldsOf(set, type).map(node => {
      const sum = measureField(node, type)
      return { node, sum, cost: total(sum, factors) }
    })
    const heaviest = costs.toSorted((one, other) => other.cost - one.cost)[0]
    if (!heaviest || heaviest.cost * 2 < whole) return []
    const { node, sum, cost } = heaviest
    const field = fieldOf(type, node.name.value)
    const inner = node.selectionSet
    const types = field && inner ? typesOf(field) : []
    const within = factorsWithin(sum, factors)
    const ofTypes = types.map(each => (inner ? total(measureSet(inner, each), within) : 0))
    const inType = types[ofTypes.indexOf(Math.max(...ofTypes))]
    return [keyOf(node), ...(inType && inner ? heaviestPath(inner, inType, within, cost) : [])]
  }
}

interface RowsField {
  readonly field: Field
  readonly weight: Weight
  readonly args: Arguments
}

/** A connection or a stats field, with the cost of its selections. */
function measureRows(sum: FieldSum, inner: Sum, { field, weight, args }: RowsField): FieldSum {
  const filters = ['filter', 'labels'].map(name => {
    const type = field.args.find(each => each.name === name)?.type
    return type ? filterCost(type, args[name]) : UNFILTERED
  })
  const filter = combined(filters)
  const { read = 0, scan = 0, sort = 0 } = weight.pages ?? { scan: weight.stats }
  const looking = scan * (1 + filter.scans) * filter.share
  const sorts = lengthOf(args.orderBy)
  const sorting = sorts === 0 ? 0 : sort * filter.share * (1 + NEXT_FIELD * (sorts - 1))
  const reading = read + sorting + (filter.scans > 0 ? looking : 0)
  const hasCursor = args.after != null || args.before != null
  const within = weight.pages
    ? { own: 1, items: pageSize(args), reads: hasCursor ? reading : 0, scans: looking }
    : { own: rowsOf(args), items: 0, reads: 0, scans: scan * filter.share }
  const first = weight.pages
    ? reading
    : looking + within.scans * DIMENSION * lengthOf(args.groupBy) + OBJECT * within.own
  return {
    ...sum,
    own: bounded(Math.ceil(sum.own + first + total(inner, within))),
    values: sum.values + filter.values,
    within,
    scanning: weight.stats !== undefined || sorts > 0 || filter.scans > 0 || inner.scans > 0,
  }
}

const NOTHING: FieldSum = {
  own: 0,
  shared: 0,
  items: 0,
  reads: 0,
  scans: 0,
  values: 0,
  within: 'object',
  scanning: false,
}
const LEAF: FieldSum = { ...NOTHING, own: SCALAR }
const KEYS = ['own', 'items', 'reads', 'scans', 'values'] as const

function add(sum: Sum, other: Sum): void {
  for (const key of KEYS) sum[key] = bounded(sum[key] + other[key])
  sum.shared = Math.max(sum.shared, other.shared)
}

const total = ({ own, shared, items, reads, scans }: Sum, factors: Factors) =>
  (own + shared) * factors.own + items * factors.items + reads * factors.reads + scans * factors.scans

function factorsWithin({ within }: FieldSum, { own, items, reads, scans }: Factors): Factors {
  if (within === 'page') return { ...ONCE, own: items }
  if (within === 'object') return { own, items: 0, reads, scans }
  return { own: own * within.own, items: own * within.items, reads: own * within.reads, scans: own * within.scans }
}

/** A field of an interface may be declared there. */
function weightOf(type: GraphQLObjectType, field: string): Weight {
  const own = WEIGHTS[type.name]?.[field]
  if (own) return own
  for (const { name } of type.getInterfaces()) {
    const weight = WEIGHTS[name]?.[field]
    if (weight) return weight
  }
  return UNDECLARED
}

const UNDECLARED: Weight = {}

const keyOf = ({ alias, name }: FieldNode) => (alias ?? name).value

/** GraphQL takes a single item as a list. */
const lengthOf = (list: unknown) => (Array.isArray(list) ? list.length : list == null ? 0 : 1)

/** Items of a list that is not a page. */
function sizeOf({ size, keys, isPart }: Weight, args: Arguments): number {
  if (typeof size !== 'number') return lengthOf(args.ids)
  if (isPart && (args.first != null || args.last != null)) return Math.min(size, pageSize(args))
  return keys !== undefined && args[keys] != null ? Math.min(size, lengthOf(args[keys])) : size
}

/** Sizes out of range are an error of the field, so that it reads nothing. */
function pageSize({ first, last, range }: Arguments): number {
  const asked = Math.max(Number(first ?? -1), Number(last ?? -1))
  const size = first == null && last == null ? DEFAULT_PAGE : Math.min(Math.max(asked, 0), LARGEST_PAGE)
  if (typeof range !== 'object' || range === null) return size
  const { from, to } = range as { from: number; to: number }
  return Math.min(size, Math.max(0, to - from + 1))
}

const rowsOf = ({ groupBy }: Arguments) => Math.min(MAX_ROWS_OF_STATS, ROWS_OF_DIMENSION ** lengthOf(groupBy))

/** Sums stay exact. */
const bounded = (sum: number) => Math.min(sum, Number.MAX_SAFE_INTEGER)
