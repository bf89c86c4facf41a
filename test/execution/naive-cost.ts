import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql'
import { filterCost } from '../../src/execution/filter-cost.ts'
import type { Weight } from '../../src/execution/weight.ts'
import { OBJECT, SCALAR, WEIGHTS } from '../../src/execution/weights.ts'
import { schema } from './estimate-text.ts'

/** The list that selections are in. */
interface List {
  readonly page: number
  readonly reading: number
  readonly looking: number
}

const NO_LIST: List = { page: 0, reading: 0, looking: 0 }

/**
 * The rule of docs/cost.md without memory and without sums of parts: each selection is visited as often as it is spread,
 * knowing the list that it is in.
 */
export function naiveCost(query: string, variables: Readonly<Record<string, unknown>>): number {
  const document = parse(query)
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const each of document.definitions) if ('typeCondition' in each) fragments.set(each.name.value, each)
  const operation = document.definitions.find(each => each.kind === 'OperationDefinition') as OperationDefinitionNode
  return Math.ceil(ofObject(operation.selectionSet, [schema.getQueryType() as GraphQLObjectType], NO_LIST) / 10)

  /** The most expensive of these types. */
  function ofObject(set: SelectionSetNode, types: readonly GraphQLObjectType[], list: List): number {
    const costs = types.map(type => {
      const fields = fieldsOf(set, type)
      const shared = Math.max(0, ...fields.map(field => weightOf(type, field).shared ?? 0))
      return fields.reduce((sum, field) => sum + ofField(field, type, list), shared)
    })
    return Math.max(...costs)
  }

  function fieldsOf(set: SelectionSetNode, type: GraphQLObjectType): FieldNode[] {
    return set.selections.filter(isIncluded).flatMap(selection => {
      if (selection.kind === 'Field') return [selection]
      const fragment = selection.kind === 'InlineFragment' ? selection : fragments.get(selection.name.value)
      const on = fragment?.typeCondition?.name.value
      const applies = on === undefined || on === type.name || type.getInterfaces().some(({ name }) => name === on)
      return fragment && applies ? fieldsOf(fragment.selectionSet, type) : []
    })
  }

  function isIncluded(selection: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if
    return skip !== true && getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false
  }

  function ofField(node: FieldNode, parent: GraphQLObjectType, list: List): number {
    const field = parent.getFields()[node.name.value]
    if (!field) return SCALAR
    const weight = weightOf(parent, node)
    const named = getNamedType(field.type)
    const base = isLeafType(named) ? SCALAR : OBJECT
    const own = base + (weight.cost ?? 0) + (weight.reads ?? 0) * list.reading + (weight.scans ?? 0) * list.looking
    const types = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : []
    const inner = (within: List) => (node.selectionSet ? ofObject(node.selectionSet, types, within) : 0)

    const args: Record<string, unknown> = {}
    for (const { name, value } of node.arguments ?? []) args[name.value] = valueFromASTUntyped(value, variables)
    const asList = (value: unknown) => (value == null ? [] : Array.isArray(value) ? value : [value])

    if (weight.pages || weight.stats !== undefined) {
      const { read, scan, sort = 0 } = weight.pages ?? { read: 0, scan: weight.stats ?? 0 }
      const filters = ['filter', 'labels'].flatMap(name => {
        const type = field.args.find(each => each.name === name)?.type
        return type ? [filterCost(type, args[name])] : []
      })
      const filter = {
        scans: filters.reduce((sum, { scans }) => sum + scans, 0),
        share: Math.min(1, ...filters.map(({ share }) => share)),
      }
      const looking = scan * (1 + filter.scans) * filter.share
      if (weight.pages) {
        const orders = asList(args.orderBy).length
        const sorting = orders > 0 ? sort * filter.share * (0.75 + 0.25 * orders) : 0
        const reading = read + sorting + (filter.scans > 0 ? looking : 0)
        const again = args.after != null || args.before != null ? reading : 0
        return Math.ceil(own + reading + inner({ page: pageOf(args), reading: again, looking }))
      }
      const groups = asList(args.groupBy).length
      const rows = Math.min(1_000, 20 ** groups)
      // Stats of all rows are computed once, the fields of a row for each row.
      const unfiltered = scan * filter.share
      const once = inner({ page: 0, reading: 0, looking: unfiltered }) - inner(NO_LIST)
      return Math.ceil(own + looking + unfiltered * 3 * groups + once + rows * (OBJECT + inner(NO_LIST)))
    }
    const each = (weight.each ?? base) + (weight.size === undefined ? 0 : inner(NO_LIST))
    if (weight.size === 'page') return own + list.page * each
    if (weight.size === undefined) return own + inner({ ...list, page: 0 })
    const size = weight.size === 'ids' ? asList(args.ids).length : weight.size
    const keys = weight.keys !== undefined && args[weight.keys] != null ? asList(args[weight.keys]).length : size
    const part = weight.isPart && (args.first != null || args.last != null) ? pageOf(args) : size
    return own + Math.min(size, keys, part) * each
  }
}

function weightOf(type: GraphQLObjectType, { name }: FieldNode): Weight {
  const declared = [type, ...type.getInterfaces()].map(each => WEIGHTS[each.name]?.[name.value])
  return declared.find(each => each !== undefined) ?? {}
}

function pageOf({ first, last, range }: Readonly<Record<string, unknown>>): number {
  const asked = [first, last].flatMap(each => (each == null ? [] : [Math.max(0, Number(each))]))
  const page = Math.min(1_000, asked.length > 0 ? Math.max(...asked) : 50)
  const { from, to } = (range ?? { from: 1, to: page }) as { from: number; to: number }
  return Math.min(page, Math.max(0, to - from + 1))
}
