import {
  type GraphQLField,
  type GraphQLResolveInfo,
  getNamedType,
  getNullableType,
  isLeafType,
  isObjectType,
  Kind,
} from 'graphql'
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

/**
 * Reads a field by its resolver. What would have to be fetched is null.
 * @param wanted fields of its object that are read. Absent: all that are values
 */
export function fieldReader({ name, type, resolve, args }: Field, wanted?: readonly string[]): Read {
  if (!resolve) return (source: Readonly<Record<string, unknown>>) => source[name]
  const given = Object.fromEntries(
    args.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  )
  const info = infoOf(name, wanted ?? leavesOf(type))
  return (source, context) => {
    const value = resolve(source, given, context, info)
    return value instanceof Promise ? value.catch(nullIfNotFetched) : value
  }
}

/** As much of it as resolvers look at: which fields of an object are selected. */
function infoOf(name: string, fields: readonly string[]): GraphQLResolveInfo {
  const nameNode = (value: string) => ({ kind: Kind.NAME as const, value })
  const selections = fields.map(field => ({ kind: Kind.FIELD as const, name: nameNode(field) }))
  const selectionSet = { kind: Kind.SELECTION_SET as const, selections }
  const fieldNode = { kind: Kind.FIELD as const, name: nameNode(name), ...(fields.length > 0 && { selectionSet }) }
  return { fieldNodes: [fieldNode], fragments: {}, variableValues: {} } as never
}

function leavesOf(type: Field['type']): readonly string[] {
  const own = getNamedType(type)
  if (!isObjectType(own)) return []
  const fields = Object.values(own.getFields())
  return fields.filter(field => isLeafType(getNamedType(field.type))).map(field => field.name)
}

function nullIfNotFetched(error: unknown): null {
  if (error === NOT_FETCHED) return null
  throw error
}
