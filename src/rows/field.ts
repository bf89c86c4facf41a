import { type GraphQLField, type GraphQLResolveInfo, getNamedType, getNullableType } from 'graphql'
import { NOT_FETCHED } from '../ingest/index.ts'
import type { GraphContext } from '../loaders/index.ts'
import type { PromiseOrValue } from '../model/index.ts'

/** `any`: text as it is, anything else as JSON. */
export type CellType = 'text' | 'integer' | 'number' | 'boolean' | 'instant' | 'json' | 'any'

/** Reads a value of the graph: at once where it is kept in memory. */
export type Read = (source: never, context: GraphContext) => PromiseOrValue<unknown>

type Field = GraphQLField<unknown, unknown>

/** Whether a field has a value without arguments, which is not read page by page. */
export const isReadable = ({ type, args }: Field) =>
  !getNamedType(type).name.endsWith('Connection') &&
  args.every(({ type, defaultValue }) => defaultValue !== undefined || getNullableType(type) === type)

/** Reads a field by its resolver. What would have to be fetched is null. */
export function fieldReader({ name, resolve, args }: Field): Read {
  if (!resolve) return (source: Readonly<Record<string, unknown>>) => source[name]
  const given = Object.fromEntries(
    args.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  )
  return (source, context) => {
    const value = resolve(source, given, context, NO_INFO)
    return value instanceof Promise ? value.catch(nullIfNotFetched) : value
  }
}

/** Only root fields look at the document. */
const NO_INFO = {} as GraphQLResolveInfo

function nullIfNotFetched(error: unknown): null {
  if (error === NOT_FETCHED) return null
  throw error
}
