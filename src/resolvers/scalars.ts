import { GraphQLScalarType } from 'graphql'
import type { GraphQLJSON, GraphQLSafeInt, GraphQLTimeZone } from 'graphql-scalars'

/* Scalars of graphql-scalars. Its index loads all 70 of them, 50 ms at every start, and its `exports` name nothing else. */

interface Scalars {
  readonly GraphQLJSON: typeof GraphQLJSON
  readonly GraphQLSafeInt: typeof GraphQLSafeInt
  readonly GraphQLTimeZone: typeof GraphQLTimeZone
}

const INDEX = import.meta.resolve('graphql-scalars')
const load = (file: string): Promise<Scalars> => import(new URL(`scalars/${file}.js`, INDEX).href)

export const { GraphQLJSON: Json } = await load('json/JSON')
export const { GraphQLSafeInt: SafeInt } = await load('SafeInt')
const { GraphQLTimeZone: named } = await load('TimeZone')

/** Intl, which checks the name, would also take a list that holds one. */
export const TimeZone = new GraphQLScalarType({
  ...named.toConfig(),
  parseValue(value) {
    if (typeof value !== 'string') throw new TypeError('A time zone is a string.')
    return named.parseValue(value)
  },
})
