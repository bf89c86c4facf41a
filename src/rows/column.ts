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
import { type CellType, fieldReader, isReadable, type Read } from './field.ts'
import { leafOf, nestedReader } from './nested.ts'

/** A step on the way from a row to its cells, which paths that begin alike share. */
export interface Stage {
  /** Null: the row itself. */
  readonly parent: Stage | null
  readonly read: Read
  /** Whether its values are cells, and not objects or ids that many rows share. */
  readonly isLeaf: boolean
}

/** Values that rows have in one column: instants are whole microseconds, everything else is as in answers of the graph. */
export interface Column {
  readonly path: string
  readonly type: CellType
  readonly stage: Stage
}

/** An object of each row that paths begin at. */
interface Root {
  readonly type: string
  readonly read: Read
  /** An id by which rows that have the same object are known. */
  readonly idOf?: Read
}

/** Objects that paths begin at: by the name that they begin with, and `own` for all others. */
export interface RowShape {
  readonly own: Root
  readonly roots?: Readonly<Record<string, Root>>
  /** Cells that are in the row already, by path. */
  readonly cells?: Readonly<Record<string, { readonly type: CellType; readonly read: Read }>>
}

/**
 * Compiles paths of the graph to its resolvers, so that values are those of the graph without an execution for each row.
 * @returns null in place of a path that is no column: an unknown field, a field with required arguments, a paged list
 */
export function compileColumns(
  schema: GraphQLSchema,
  shape: RowShape,
  paths: readonly string[],
): readonly (Column | null)[] {
  const stages = new Map<string, Stage>()

  function stageOf(name: string, parent: Stage | null, read: Read, isLeaf = false): Stage {
    const known = stages.get(name)
    if (known) return known
    const made = { parent, read, isLeaf }
    stages.set(name, made)
    return made
  }

  function rootStage(name: string, { idOf, read }: Root): Stage {
    return stageOf(name, idOf ? stageOf(`${name} id`, null, idOf) : null, read)
  }

  /** Fields that paths read of the object at the end of a path; undefined where one reads all of it. */
  function fieldsAfter(path: string): readonly string[] | undefined {
    if (paths.includes(path)) return undefined
    const longer = paths.filter(each => each.startsWith(`${path}.`))
    return longer.map(each => each.slice(path.length + 1).split('.', 1)[0] ?? '')
  }

  function compile(path: string): Column | null {
    if (path === '' || path.endsWith('.')) return null
    const cell = shape.cells && Object.hasOwn(shape.cells, path) ? shape.cells[path] : undefined
    if (cell) return { path, type: cell.type, stage: stageOf(`cell ${path}`, null, cell.read, true) }
    const [first = ''] = path.split('.', 1)
    const named = shape.roots && Object.hasOwn(shape.roots, first) ? shape.roots[first] : undefined
    const root = named ?? shape.own
    const type = schema.getType(root.type)
    if (!isObjectType(type) && !isInterfaceType(type)) return null
    const name = named ? `root ${first}` : 'own'
    return follow(path, name, rootStage(name, root), type, named ? path.slice(first.length + 1) : path)
  }

  function follow(path: string, name: string, stage: Stage, type: GraphQLOutputType, rest: string): Column | null {
    const own = getNullableType(type)
    if (rest === '')
      return { path, type: leafOf(own), stage: stageOf(`cell ${path}`, stage, nestedReader(schema, own, true), true) }
    if (isListType(own)) {
      if (getNamedType(own).name !== 'MetadataField') return null
      return { path, type: 'any', stage: stageOf(`cell ${path}`, stage, metadataNamed(rest), true) }
    }
    const [first = ''] = rest.split('.', 1)
    const wanted = fieldsAfter(path.slice(0, path.length - rest.length + first.length))
    const next = isInterfaceType(own)
      ? ofTypes(schema.getPossibleTypes(own), first, wanted)
      : isObjectType(own)
        ? ofType(own, first, wanted)
        : null
    if (!next) return null
    const within = `${name}.${first}`
    return follow(path, within, stageOf(within, stage, next.read), next.type, rest.slice(first.length + 1))
  }

  return paths.map(compile)
}

interface Step {
  readonly type: GraphQLOutputType
  readonly read: Read
}

function ofType(type: GraphQLObjectType, name: string, wanted?: readonly string[]): Step | null {
  const field = type.getFields()[name]
  return field && isReadable(field) ? { type: field.type, read: fieldReader(field, wanted) } : null
}

/** A field of an interface, or of some of its types; null in objects of the others. */
function ofTypes(types: readonly GraphQLObjectType[], name: string, wanted?: readonly string[]): Step | null {
  const steps = types.flatMap(type => {
    const step = ofType(type, name, wanted)
    return step ? [[type.name, step] as const] : []
  })
  const [first] = steps
  if (!first || steps.some(([, { type }]) => `${getNullableType(type)}` !== `${getNullableType(first[1].type)}`))
    return null
  const byName = new Map(steps)
  return {
    type: first[1].type,
    read: (source: { readonly type: string }, context) =>
      byName.get(source.type)?.read(source as never, context) ?? null,
  }
}

interface MetadataField {
  readonly schemaName: string | null
  readonly value: unknown
}

/** The value of the metadata field of this name, options by their names; null where there is none. */
const metadataNamed =
  (name: string): Read =>
  (fields: readonly MetadataField[]) => {
    const value = fields.find(({ schemaName }) => schemaName === name)?.value ?? null
    if (!Array.isArray(value)) return value
    const names = value.map(optionName)
    return names.length === 1 ? names[0] : names
  }

const optionName = (option: unknown) =>
  typeof option === 'object' && option !== null && 'schema_name' in option ? option.schema_name : option
