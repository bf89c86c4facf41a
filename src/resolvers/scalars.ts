import { GraphQLScalarType } from 'graphql'
import type { GraphQLJSON, GraphQLSafeInt, GraphQLTimeZone } from 'graphql-scalars'

/*
 * Scalars of graphql-scalars, each from its own file: importing the index takes 50 ms longer at every start, since it
 * loads 70 scalars. The package's `exports` contain only the index, hence the paths.
 */

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

/** Only strings: Intl, which checks the name, also accepts a list with one name. */
export const TimeZone = new GraphQLScalarType({
  ...named.toConfig(),
  parseValue(value) {
    if (typeof value !== 'string') throw new TypeError('A time zone is a string.')
    return named.parseValue(value)
  },
})
