import { getNamedType, isAbstractType, isListType, isNonNullType, isObjectType } from 'graphql'

/* Plugin of GraphQL Code Generator for what caches of clients have to know about the types. */

/** @param {import('graphql').GraphQLSchema} schema */
export function plugin(schema) {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'))
  const possible = types.filter(isAbstractType).map(type => [type.name, namesOf(schema.getPossibleTypes(type))])
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const keyless = types.filter(
    type => isObjectType(type) && !roots.includes(type) && !isNonNullType(type.getFields().id?.type),
  )
  return `/** Object types of each interface, as Apollo Client's InMemoryCache takes them. */
export const possibleTypes = ${JSON.stringify(Object.fromEntries(possible))}

/** Object types without an id that is always there: caches keep them inside the object that holds them. */
export const typesWithoutKey = ${JSON.stringify(namesOf(keyless))} as const

/** The schema as urql's Graphcache takes it: object types and interfaces, all leaf types as one scalar. */
export const introspection: Introspection = ${JSON.stringify({ __schema: introspect(schema, types, roots) })}

export interface Introspection {
  __schema: {
    queryType: { name: string }
    mutationType: { name: string } | null
    subscriptionType: { name: string } | null
    // Graphcache's own type for these is wider or narrower from version to version.
    types: any[]
  }
}
`
}

const namesOf = types => types.map(({ name }) => name)

function introspect(schema, types, [query, mutation, subscription]) {
  return {
    queryType: { name: query.name },
    mutationType: mutation ? { name: mutation.name } : null,
    subscriptionType: subscription ? { name: subscription.name } : null,
    types: [
      ...types.filter(type => isObjectType(type) || isAbstractType(type)).map(type => composite(schema, type)),
      { kind: 'SCALAR', name: ANY },
    ],
  }
}

function composite(schema, type) {
  const fields = Object.values(type.getFields()).map(({ name, type, args }) => ({
    name,
    type: reference(type),
    args: args.map(arg => ({ name: arg.name, type: reference(arg.type) })),
  }))
  const interfaces = type.getInterfaces().map(({ name }) => ({ kind: 'INTERFACE', name }))
  if (isObjectType(type)) return { kind: 'OBJECT', name: type.name, fields, interfaces }
  const possibleTypes = namesOf(schema.getPossibleTypes(type)).map(name => ({ kind: 'OBJECT', name }))
  return { kind: 'INTERFACE', name: type.name, fields, interfaces, possibleTypes }
}

const ANY = 'Any'

function reference(type) {
  if (isNonNullType(type)) return { kind: 'NON_NULL', ofType: reference(type.ofType) }
  if (isListType(type)) return { kind: 'LIST', ofType: reference(type.ofType) }
  const named = getNamedType(type)
  if (isObjectType(named)) return { kind: 'OBJECT', name: named.name }
  return isAbstractType(named) ? { kind: 'INTERFACE', name: named.name } : { kind: 'SCALAR', name: ANY }
}
