import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { allReady, whenReady } from '../model/index.ts'
import { type CellType, fieldReader, isReadable, type Read } from './field.ts'
import { leafOf, nestedReader } from './nested.ts'

interface Compiled {
  readonly type: CellType
  /** Instants are whole microseconds; everything else is as in answers of the graph. */
  readonly read: Read
}

/** Values that rows have in one column. */
export interface Column extends Compiled {
  readonly path: string
}

/** The type whose fields begin paths, and other objects of each row, by the name that paths begin with. */
export interface RowShape {
  readonly own: string
  readonly roots?: Readonly<Record<string, string>>
}

export interface Row {
  readonly own: unknown
  readonly [root: string]: unknown
}

/**
 * Compiles a path of the graph to its resolvers, so that values are those of the graph without an execution for each row.
 * @returns null for a path that is no column: an unknown field, a field with required arguments, a paged list.
 */
export function compileColumn(schema: GraphQLSchema, shape: RowShape, path: string): Column | null {
  const [first = ''] = path.split('.', 1)
  const root = shape.roots?.[first]
  const type = schema.getType(root ?? shape.own)
  if (!type || !(isObjectType(type) || isInterfaceType(type))) return null
  const key = root === undefined ? 'own' : first
  const found = follow(schema, type, root === undefined ? path : path.slice(first.length + 1))
  if (!found || path === '' || path.endsWith('.')) return null
  const read = (row: Row, context: GraphContext) => {
    const source = row[key]
    return source == null ? null : found.read(source as never, context)
  }
  return { path, type: found.type, read }
}

function follow(schema: GraphQLSchema, type: GraphQLOutputType, path: string): Compiled | null {
  const own = getNullableType(type)
  if (path === '') return { type: leafOf(own), read: nestedReader(schema, own, true) }
  if (isListType(own)) return getNamedType(own).name === 'MetadataField' ? metadataNamed(path) : null
  if (isInterfaceType(own)) {
    const types = schema.getPossibleTypes(own).flatMap(each => {
      const found = follow(schema, each, path)
      return found ? [[each.name, found] as const] : []
    })
    const [first] = types
    if (!first) return null
    const byName = new Map(types)
    return {
      type: types.every(([, { type }]) => type === first[1].type) ? first[1].type : 'json',
      read: (source: { readonly type: string }, context) =>
        byName.get(source.type)?.read(source as never, context) ?? null,
    }
  }
  return isObjectType(own) ? ofField(schema, own, path) : null
}

function ofField(schema: GraphQLSchema, type: GraphQLObjectType, path: string): Compiled | null {
  const [name = ''] = path.split('.', 1)
  const field = type.getFields()[name]
  const next = field && isReadable(field) ? follow(schema, field.type, path.slice(name.length + 1)) : null
  if (!field || !next) return null
  const read = fieldReader(field)
  return {
    type: next.type,
    read: (source, context) =>
      whenReady(read(source, context), value => (value == null ? null : next.read(value as never, context))),
  }
}

interface MetadataField {
  readonly schemaName: string | null
  readonly value: unknown
}

/** The value of the metadata field of this name, options by their names; null where there is none. */
const metadataNamed = (name: string): Compiled => ({
  type: 'any',
  read: (fields: readonly MetadataField[]) => {
    const value = fields.find(({ schemaName }) => schemaName === name)?.value ?? null
    if (!Array.isArray(value)) return value
    const names = value.map(optionName)
    return names.length === 1 ? names[0] : names
  },
})

const optionName = (option: unknown) =>
  typeof option === 'object' && option !== null && 'schema_name' in option ? option.schema_name : option

/** The cells of rows, by column. All are asked for before any is waited for, so that loaders read them together. */
export async function readCells(
  columns: readonly Column[],
  rows: readonly Row[],
  context: GraphContext,
): Promise<readonly (readonly unknown[])[]> {
  return Promise.all(columns.map(({ read }) => allReady(rows.map(row => read(row as never, context)))))
}
