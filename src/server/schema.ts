import { readFileSync } from 'node:fs'
import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLScalarLiteralParser,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  isInterfaceType,
  isObjectType,
  isScalarType,
} from 'graphql'
import { resolvers } from '../resolvers/index.ts'

/**
 * Builds the executable schema from schema.graphql and the resolvers. The text is not checked: a test does that once, and
 * each start would wait for it. Its positions are of no use to clients.
 */
export function createSchema(sdl: string = readSdl()): GraphQLSchema {
  const schema = buildSchema(sdl, { assumeValid: true, noLocation: true })
  for (const [name, own] of Object.entries(resolvers)) attach(schema, name, own)
  for (const type of Object.values(schema.getTypeMap())) if (isObjectType(type)) attachPageParts(type)
  return schema
}

/** Fields that are functions of a `Connection`, its edges and its page info, by the end of the type's name. */
const PAGE_PARTS = {
  Connection: ['edges', 'nodes', 'totalCount'],
  Edge: ['cursor', 'node'],
  PageInfo: ['hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'],
}

/** graphql-js would call a function by itself; compiled execution takes properties as they are. */
function attachPageParts(type: GraphQLObjectType): void {
  const [, parts = []] = Object.entries(PAGE_PARTS).find(([end]) => type.name.endsWith(end)) ?? []
  for (const name of parts) {
    const field = type.getFields()[name]
    if (field) field.resolve ??= (page: Record<string, () => unknown>) => page[name]?.()
  }
}

/** Text of schema.graphql, which is in the root of the package: two folders up from this file, in src and in dist. */
export function readSdl(): string {
  return readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8')
}

type TypeResolvers = Readonly<
  Record<string, GraphQLFieldResolver<unknown, unknown> & GraphQLTypeResolver<unknown, unknown>>
>

function attach(schema: GraphQLSchema, name: string, own: object): void {
  const type = schema.getType(name)
  if (isScalarType(type)) {
    const { serialize, parseValue, parseLiteral } = own as typeof type
    Object.assign(type, { serialize, parseValue, parseLiteral: atNode(parseLiteral) })
    return
  }
  if (!isObjectType(type) && !isInterfaceType(type))
    throw new Error(`Resolvers for ${name}, which schema.graphql does not declare as a type with fields`)
  const fields = type.getFields()
  for (const [key, resolve] of Object.entries(own as TypeResolvers)) {
    const field = fields[key]
    // A subscription field has `subscribe` and `resolve`.
    if (field && typeof resolve === 'object') Object.assign(field, resolve)
    else if (field) field.resolve = resolve
    else if (key === '__resolveType' && isInterfaceType(type)) type.resolveType = resolve
    else throw new Error(`A resolver for ${name}.${key}, which is not a field in schema.graphql`)
  }
}

/** Adds the position in the document to errors of a scalar. coercion-errors.ts replaces their text. */
function atNode(parse: GraphQLScalarLiteralParser<unknown>): GraphQLScalarLiteralParser<unknown> {
  return (node, variables) => {
    try {
      return parse(node, variables)
    } catch (originalError) {
      throw new GraphQLError('invalid', { nodes: node, originalError: originalError as Error })
    }
  }
}
