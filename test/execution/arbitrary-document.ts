import * as fc from 'fast-check'
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { schema } from './estimate-text.ts'

/** Values of the variables that every generated document declares. */
export type Variables = {
  readonly first: number
  readonly last: number
  readonly yes: boolean
  readonly no: boolean
  readonly names: readonly string[]
}

/** Declares the variables of a generated document. */
export const HEAD = 'query ($first: Int, $last: Int, $yes: Boolean!, $no: Boolean!, $names: [String!])'

export const arbitraryVariables: fc.Arbitrary<Variables> = fc.record({
  first: fc.nat(1_200),
  last: fc.nat(60),
  yes: fc.boolean(),
  no: fc.boolean(),
  names: fc.array(fc.constant('a'), { maxLength: 5 }),
})

/** Decides between so many possibilities. */
type Choose = (possibilities: number) => number

/** A document of nested pages, filters, orders, stats, fragments and directives. */
export const arbitraryDocument: fc.Arbitrary<string> = fc.infiniteStream(fc.nat(1_000_000)).map(stream => {
  const choose: Choose = possibilities => Number(stream.next().value) % possibilities
  const fragments: Fragment[] = []
  const selections = selectionsOf(schema.getQueryType() as GraphQLObjectType, 5, { choose, fragments })
  const texts = fragments.map(({ name, type, text }) => `fragment ${name} on ${type} { ${text} }`)
  return [`${HEAD} { ${selections} }`, ...texts].join(' ')
})

interface Fragment {
  readonly name: string
  readonly type: string
  readonly text: string
}

interface Choices {
  readonly choose: Choose
  /** Those made so far: later ones spread earlier ones. */
  readonly fragments: Fragment[]
}

type Field = GraphQLField<unknown, unknown>

function selectionsOf(type: GraphQLObjectType, depth: number, choices: Choices): string {
  const { choose } = choices
  const fields = Object.values(type.getFields()).filter(field => depth > 0 || isLeafType(getNamedType(field.type)))
  const selections = Array.from({ length: 1 + choose(3) }, () => {
    const field = fields[choose(fields.length)]
    return field ? selectionOf(field, depth, choices) : '__typename'
  })
  const known = choices.fragments.filter(each => each.type === type.name || isTypeOf(type, each.type))
  const spread = choose(3) === 0 && known[choose(known.length)]
  if (spread) selections.push(`...${spread.name}${directive(choose)}`, `...${spread.name}`)
  const text = selections.join(' ')
  switch (choose(8)) {
    case 0:
      return `... on ${type.name}${directive(choose)} { ${text} } ${text}`
    case 1: {
      const name = `F${choices.fragments.length}`
      choices.fragments.push({ name, type: type.name, text })
      return `...${name} __typename`
    }
    default:
      return text
  }
}

const isTypeOf = (type: GraphQLObjectType, name: string) => type.getInterfaces().some(each => each.name === name)

function selectionOf(field: Field, depth: number, choices: Choices): string {
  const { choose } = choices
  const alias = choose(4) === 0 ? `a${choose(1_000)}: ` : ''
  const args = field.args.flatMap(arg => argumentOf(arg, choose))
  const head = `${alias}${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${directive(choose)}`
  const named = getNamedType(field.type)
  if (isLeafType(named)) return head
  const types = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : []
  const inner = types
    .filter(() => types.length === 1 || choose(2) === 0)
    .map(type => {
      const selections = selectionsOf(type, depth - 1, choices)
      return types.length === 1 ? selections : `... on ${type.name} { ${selections} }`
    })
  const common = isInterfaceType(named) && named.getFields().featureId ? 'featureId' : '__typename'
  return `${head} { ${common} ${inner.join(' ')} }`
}

function directive(choose: Choose): string {
  return ['', '', '', ' @include(if: $yes)', ' @skip(if: $no)'][choose(5)] ?? ''
}

const FILTERS: Readonly<Record<string, readonly string[]>> = {
  DataRowFilter: ['{}', '{ id: { eq: "a" } }', '{ label: { annotation: { name: { in: $names } } } }'],
  LabelFilter: ['{ createdBy: { contains: "a" } }', '{ or: [{ skipped: { eq: true } }, { remote: true }] }'],
  AnnotationFilter: ['{ labelId: { in: ["a", "b"] } }', '{ and: { name: { in: $names } }, not: { area: { gt: 1 } } }'],
}

function argumentOf({ name, type }: GraphQLArgument, choose: Choose): string[] {
  const some = (...values: string[]) => {
    const value = values[choose(values.length)]
    return value ? [`${name}: ${value}`] : []
  }
  switch (name) {
    case 'first':
      return some('', '$first', '$first', '3', '250')
    case 'last':
      return some('', '', '$last')
    case 'after':
      return some('', '', '"a"')
    case 'filter':
      return some('', ...(FILTERS[getNamedType(type).name] ?? ['']))
    case 'orderBy':
      return some('', '', '{ field: ID }', '[{ field: ID }, { field: ID, direction: DESC }]')
    case 'groupBy':
      return some('[]', 'PROJECT', '[PROJECT, CREATED_BY]')
    case 'range':
      return some('', '{ from: 3, to: 9 }')
    case 'keys':
      return some('', 'AXIAL', '[AXIAL, CORONAL]')
    default:
      if (!isNonNullType(type)) return []
      return isListType(type.ofType) ? some('["a", "b", "c"]', '"a"') : some(name === 'number' ? '1' : '"UTC"')
  }
}
