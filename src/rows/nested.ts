import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isEnumType,
  isInterfaceType,
  isListType,
  isObjectType,
  isScalarType,
} from 'graphql'
import { allReady, formatInstant, type PromiseOrValue, whenReady } from '../model/index.ts'
import { type CellType, fieldReader, isReadable, type Read } from './field.ts'

const SCALARS: Readonly<Record<string, CellType>> = {
  Int: 'integer',
  Float: 'number',
  SafeInt: 'number',
  Boolean: 'boolean',
  DateTime: 'instant',
  JSON: 'json',
}

/** The type of the cells where a path ends. */
export function leafOf(type: GraphQLOutputType): CellType {
  const own = getNullableType(type)
  if (isScalarType(own)) return SCALARS[own.name] ?? 'text'
  return isEnumType(own) ? 'text' : 'json'
}

/** Fields that would be most of an object: its JSON as exported, and images. */
const OMITTED = new Set(['raw', 'png'])

/**
 * Reads what stays nested as JSON: all fields of an object, except for raw JSON and images. Of an object with an id of its own,
 * the id.
 * @param isCell instants that are a cell stay whole microseconds
 */
export function nestedReader(schema: GraphQLSchema, type: GraphQLOutputType, isCell = false): Read {
  const own = getNullableType(type)
  if (isListType(own)) {
    const item = nestedReader(schema, own.ofType)
    return (list: readonly unknown[], context) =>
      allReady(list.map(each => (each == null ? null : item(each as never, context))))
  }
  if (isInterfaceType(own)) {
    const readers = new Map(schema.getPossibleTypes(own).map(each => [each.name, nestedReader(schema, each)]))
    return (source: { readonly type: string }, context) => readers.get(source.type)?.(source as never, context) ?? null
  }
  if (isObjectType(own)) {
    const isNode = own.getInterfaces().some(({ name }) => name === 'Node')
    let fields: readonly (readonly [name: string, read: Read])[] | null = null
    return (source, context) => {
      // Only now: types contain each other.
      fields ??= Object.values(own.getFields())
        .filter(field => (isNode ? field.name === 'id' : !OMITTED.has(field.name)) && isReadable(field))
        .map(field => [field.name, within(fieldReader(field), nestedReader(schema, field.type))])
      return objectOf(fields.map(([name, read]) => [name, read(source, context)]))
    }
  }
  return isScalarType(own) && own.name === 'DateTime' && !isCell ? formatInstant : (value: unknown) => value
}

const within =
  (read: Read, next: Read): Read =>
  (source, context) =>
    whenReady(read(source, context), value => (value == null ? null : next(value as never, context)))

function objectOf(entries: readonly (readonly [string, PromiseOrValue<unknown>])[]): PromiseOrValue<object> {
  return whenReady(allReady(entries.map(([, value]) => value)), values =>
    Object.fromEntries(entries.map(([name], index) => [name, values[index] ?? null])),
  )
}
