import {
  defaultFieldResolver,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isSpecifiedDirective,
  isSpecifiedScalarType,
} from 'graphql'

/* Checks that hold the schema against the code behind it. Each returns the names of what is wrong. */

/** Data of a query. @throws Error on any error. */
export type Ask = (query: string) => Promise<Record<string, unknown>>

/** Elements without a description. */
export function undescribed(schema: GraphQLSchema): string[] {
  const found: string[] = []
  const check = (name: string, { description }: { description?: string | null | undefined }) => {
    if (!description?.trim()) found.push(name)
  }
  check('schema', schema)
  for (const directive of schema.getDirectives())
    if (!isSpecifiedDirective(directive)) check(`@${directive.name}`, directive)
  for (const type of ownTypes(schema)) {
    check(type.name, type)
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value)
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      check(`${type.name}.${field.name}`, field)
      if ('args' in field) for (const arg of field.args) check(`${type.name}.${field.name}(${arg.name}:)`, arg)
    }
  }
  return found
}

/** Objects that were answered, by the name of their type. */
export type Samples = Map<string, Set<object>>

/** A default resolver that keeps the objects it reads properties of. */
export function sampling(samples: Samples): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const { name } = info.parentType
    if (typeof source === 'object' && source !== null) samples.set(name, (samples.get(name) ?? new Set()).add(source))
    return defaultFieldResolver(source, args, context, info)
  }
}

/** Fields that neither a resolver nor, in each sample, a property of that name answers. */
export function unanswered(schema: GraphQLSchema, samples: Samples): string[] {
  const roots = new Set([schema.getQueryType(), schema.getMutationType()])
  return ownTypes(schema)
    .filter(isObjectType)
    .flatMap(type => {
      const sources = [...(samples.get(type.name) ?? [])]
      const isAnswered = ({ name, resolve, subscribe }: GraphQLField<unknown, unknown>) => {
        if (type === schema.getSubscriptionType()) return subscribe !== undefined
        return resolve !== undefined || (!roots.has(type) && sources.length > 0 && sources.every(each => name in each))
      }
      const fields = Object.values(type.getFields()).filter(field => !isAnswered(field))
      return fields.map(({ name }) => `${type.name}.${name}${sources.length === 0 ? ' (no sample)' : ''}`)
    })
}

/** A query of everything that takes no argument; each type is followed where it is nearest to the root. */
export function crawl(schema: GraphQLSchema, pageSize: number): string {
  const root = schema.getQueryType() as GraphQLObjectType
  const depths = depthsFrom(schema, root)
  const select = (type: GraphQLObjectType, depth: number): string =>
    Object.values(type.getFields())
      .filter(({ args }) => !args.some(isRequiredArgument))
      .map(field => {
        const given = field.args.flatMap(({ name, type }) => {
          if (name === 'first') return [`first: ${pageSize}`]
          if (name === 'metadata') return [METADATA]
          return name === 'groupBy' ? [`groupBy: [${dimensionsOf(type)}]`] : []
        })
        const paged = given.length > 0 ? `(${given})` : ''
        const inner = objectTypesOf(schema, field.type)
          .filter(each => (depths.get(each) ?? 0) > depth)
          .map(each => `... on ${each.name} { ${select(each, depth + 1)} }`)
        if (isLeafType(getNamedType(field.type))) return field.name
        // Fields of the same name in several types of one interface differ in nullability.
        return `${type.name}_${field.name}: ${field.name}${paged} { __typename ${inner.join(' ')} }`
      })
      .join(' ')
  return `{ ${select(root, 0)} }`
}

/** A field that most exports of the tests have. */
const METADATA = 'metadata: "tag"'

/** All of them, but for DAY and WEEK, which cannot stand beside MONTH. */
function dimensionsOf(type: GraphQLInputType): string[] {
  const names = (getNamedType(type) as GraphQLEnumType).getValues().map(({ name }) => name)
  return names.filter(name => name !== 'DAY' && name !== 'WEEK')
}

function depthsFrom(schema: GraphQLSchema, root: GraphQLObjectType): Map<GraphQLObjectType, number> {
  const depths = new Map([[root, 0]])
  for (const [type, depth] of depths) {
    for (const { type: output, args } of Object.values(type.getFields())) {
      if (args.some(isRequiredArgument)) continue
      for (const each of objectTypesOf(schema, output)) if (!depths.has(each)) depths.set(each, depth + 1)
    }
  }
  return depths
}

function objectTypesOf(schema: GraphQLSchema, output: GraphQLOutputType): readonly GraphQLObjectType[] {
  const type = getNamedType(output)
  if (isAbstractType(type)) return schema.getPossibleTypes(type)
  return isObjectType(type) ? [type] : []
}

/** Filters of lists that are refused, or that do not filter. */
export async function unknownFilters(schema: GraphQLSchema, ask: Ask): Promise<string[]> {
  const wrong: string[] = []
  for (const { field, arg } of rootArguments(schema, 'filter')) {
    // Stats take the filters of lists.
    if (!('totalCount' in (getNamedType(field.type) as GraphQLObjectType).getFields())) continue
    const total = await count(ask, field.name, '{}')
    for (const [path, probes] of probesOf(arg.type)) {
      try {
        const counts = await Promise.all(probes.map(filter => count(ask, field.name, filter)))
        // Several probes divide the list between them; a single one matches nothing.
        const expected = probes.length > 1 ? total : 0
        if (counts.reduce((sum, each) => sum + each, 0) === expected) continue
        wrong.push(`${field.name}(filter: ${path})`)
      } catch {
        wrong.push(`${field.name}(filter: ${path})`)
      }
    }
  }
  return wrong
}

async function count(ask: Ask, field: string, filter: string): Promise<number> {
  const answer = await ask(`{ ${field}(filter: ${filter}) { totalCount } }`)
  return (answer[field] as { totalCount: number }).totalCount
}

/** For each filter in a type, filters that together match everything, or one that matches nothing. */
function probesOf(input: GraphQLInputType, seen = new Set<string>()): [path: string, probes: string[]][] {
  const type = getNamedType(input)
  if (!isInputObjectType(type)) return []
  const fields = Object.values(type.getFields())
  const isNested = 'or' in type.getFields()
  return fields.flatMap(({ name, type: inner }): [string, string[]][] => {
    const named = getNamedType(inner)
    if (isNested && ['and', 'or', 'not'].includes(name)) return []
    if (named.name === 'Boolean') return [[name, [`{${name}: true}`, `{${name}: false}`]]]
    if (!isInputObjectType(named)) return []
    const operators = named.getFields()
    if ('or' in operators) return [[name, [`{${name}: {or: []}}`]]]
    const own: [string, string[]][] = []
    if ('isNull' in operators) own.push([name, [`{${name}: {isNull: true}}`, `{${name}: {isNull: false}}`]])
    else if ('in' in operators) own.push([name, [`{${name}: {in: []}}`]])
    // Each operator on one field: with its complement it matches everything.
    if (isNested && !seen.has(named.name)) own.push(...complementsOf(name, named))
    seen.add(named.name)
    const deeper = probesOf(named, seen).filter(([, probes]) => probes.length === 1)
    const isOperator = 'eq' in operators || 'gt' in operators
    if (!isOperator)
      own.push(...deeper.map(([path, [probe]]): [string, string[]] => [`${name}.${path}`, [`{${name}: ${probe}}`]]))
    return own
  })
}

function complementsOf(field: string, operators: GraphQLInputObjectType): [path: string, probes: string[]][] {
  return Object.values(operators.getFields()).flatMap(({ name, type }): [string, string[]][] => {
    const named = getNamedType(type)
    const literal = isEnumType(named) ? named.getValues()[0]?.name : LITERALS[named.name]
    if (literal === undefined || name === 'in' || name === 'isNull' || isInputObjectType(named)) return []
    const probe = `{${field}: {${name}: ${literal}}}`
    return [[`${field}.${name}`, [probe, `{not: ${probe}}`]]]
  })
}

const LITERALS: Readonly<Record<string, string>> = {
  Boolean: 'true',
  DateTime: '"2023-02-03"',
  Float: '1.5',
  ID: '"a"',
  Int: '1',
  String: '"a"',
}

/** Orders that are refused. */
export async function unknownOrders(schema: GraphQLSchema, ask: Ask): Promise<string[]> {
  const wrong: string[] = []
  for (const { field, arg } of rootArguments(schema, 'orderBy')) {
    const order = getNamedType(arg.type)
    const fields = isInputObjectType(order) ? getNamedType(order.getFields().field?.type as GraphQLInputType) : null
    for (const { name } of (fields as GraphQLEnumType).getValues())
      await ask(`{ ${field.name}(orderBy: {field: ${name}, direction: DESC}) { nodes { __typename } } }`).catch(() =>
        wrong.push(`${field.name}(orderBy: ${name})`),
      )
  }
  return wrong
}

/** Dimensions that are refused, or that fill no field. */
export async function unknownDimensions(schema: GraphQLSchema, ask: Ask): Promise<string[]> {
  const wrong: string[] = []
  for (const { field, arg } of rootArguments(schema, 'groupBy')) {
    const row = getNamedType(field.type) as GraphQLObjectType
    const shown = Object.values(row.getFields()).filter(({ type }) => !isNonNullType(type))
    const selection = shown.map(({ name, type }) => (isLeafType(getNamedType(type)) ? name : `${name} { __typename }`))
    const filled = async (dimensions: string) => {
      const named = field.args.some(({ name }) => name === 'metadata') ? `, ${METADATA}` : ''
      const answer = await ask(
        `{ ${field.name}(groupBy: [${dimensions}]${named}) { __typename ${selection.join(' ')} } }`,
      )
      const rows = answer[field.name] as Record<string, unknown>[]
      return shown.filter(({ name }) => rows.some(each => each[name] !== null)).length
    }
    const before = await filled('')
    for (const { name } of (getNamedType(arg.type) as GraphQLEnumType).getValues())
      if ((await filled(name).catch(() => before)) === before) wrong.push(`${field.name}(groupBy: ${name})`)
  }
  return wrong
}

function rootArguments(schema: GraphQLSchema, name: string) {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {})
  return fields.flatMap(field => {
    const arg = field.args.find((each: GraphQLArgument) => each.name === name)
    return arg ? [{ field, arg }] : []
  })
}

export function ownTypes(schema: GraphQLSchema) {
  const isOwn = ({ name }: { name: string }) => !name.startsWith('__')
  return Object.values(schema.getTypeMap()).filter(
    type => isOwn(type) && !(isLeafType(type) && !isEnumType(type) && isSpecifiedScalarType(type)),
  )
}
