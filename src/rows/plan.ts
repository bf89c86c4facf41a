import {
  type DocumentNode,
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  getVariableValues,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
} from 'graphql'
import { SlicegraphError } from '../errors.ts'
import { assess } from '../execution/index.ts'
import { type Column, compileColumns } from './column.ts'
import { type RowList, rowListNamed } from './lists.ts'

/** Rows to read, checked. */
export interface RowsPlan {
  readonly list: RowList
  readonly field: GraphQLField<unknown, unknown>
  readonly columns: readonly Column[]
  /** Arguments of the field, coerced. */
  readonly args: Readonly<Record<string, unknown>>
  readonly info: GraphQLResolveInfo
  /** Number of rows at most. */
  readonly first: number
  readonly isGuarded: boolean
  /** Estimated cost of finding the rows, in microseconds of one core. */
  readonly cost: number
}

type Parameters = Readonly<Record<string, unknown>>

const PAGING = ['first', 'after', 'last', 'before']
const MOST_COLUMNS = 200

/**
 * Checks what is asked for as a query of the same field would be.
 * @param maxCost of finding the rows; null: no limit
 * @returns null for a name that no rows have
 * @throws SlicegraphError or GraphQLError BAD_USER_INPUT, COST_LIMIT_EXCEEDED
 */
export function planRows(
  schema: GraphQLSchema,
  name: string,
  parameters: Parameters,
  maxCost: number | null,
): RowsPlan | null {
  const list = rowListNamed(schema, name)
  const field = list && schema.getQueryType()?.getFields()[list.field]
  if (!list || !field) return null
  const argumentNamed = new Map(
    field.args
      .filter(({ name }) => !PAGING.includes(name))
      .map(argument => {
        const [own] =
          Object.entries(list.parameters ?? {}).find(([, argumentName]) => argumentName === argument.name) ?? []
        return [own ?? argument.name, argument] as const
      }),
  )
  const known = ['columns', 'first', 'guard', ...argumentNamed.keys()]
  for (const [parameter, value] of Object.entries(parameters)) {
    if (!known.includes(parameter)) throw badInput(`These rows have no such parameter. They have ${known.join(', ')}.`)
    if (typeof value !== 'string') throw badInput(`The parameter ${parameter} is given more than once.`)
  }
  const given = parameters as Readonly<Record<string, string>>
  const variables = Object.fromEntries(
    [...argumentNamed].flatMap(([parameter, argument]) => {
      const text = given[parameter]
      return text === undefined ? [] : [[argument.name, parsedValue(parameter, argument, text)]]
    }),
  )
  const columns = columnsOf(schema, list, given.columns, variables)
  const document = documentOf(field, list, columns, Object.keys(variables))
  const operation = document.definitions[0] as OperationDefinitionNode
  const assessed = assess({ schema, document, operation, variables, maxCost })
  assessed?.check()
  const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 1,
  })
  if (!coerced || !assessed) throw errors?.[0] ?? badInput('A parameter is not valid.')
  return {
    list,
    field,
    columns,
    args: { ...defaultsOf(field), ...coerced },
    info: infoOf(operation, coerced),
    first: firstOf(given.first),
    isGuarded: guardOf(given.guard),
    cost: assessed.cost,
  }
}

const badInput = (message: string) => new SlicegraphError('BAD_USER_INPUT', message)

/** A parameter as JSON. Text, and a list of words, may stand without quotes. */
function parsedValue(parameter: string, { type }: GraphQLArgument, text: string): unknown {
  const own = getNullableType(type)
  const isWords = isListType(own) && isEnumType(getNamedType(own)) && !text.trimStart().startsWith('[')
  if (isWords) return text.split(',').filter(word => word !== '')
  try {
    return JSON.parse(text)
  } catch {
    if (isLeafType(own)) return text
    throw badInput(`The parameter ${parameter} is not JSON. It is an input of the graph of type ${type}.`)
  }
}

function columnsOf(
  schema: GraphQLSchema,
  list: RowList,
  text: string | undefined,
  args: Parameters,
): readonly Column[] {
  const paths = text === undefined ? list.columns(args) : pathsOf(text)
  if (paths.length === 0) throw badInput('The parameter columns names no column.')
  if (paths.length > MOST_COLUMNS) throw badInput(`Rows have at most ${MOST_COLUMNS} columns.`)
  if (new Set(paths).size < paths.length) throw badInput('The parameter columns names a column twice.')
  return compileColumns(schema, list, paths).map((column, index) => {
    if (column) return column
    throw badInput(
      `The parameter columns: number ${index + 1} is no column. A column is a path of the graph from ${list.own.type}, such as id; ` +
        'lists that have pages and fields that need arguments are none.',
    )
  })
}

function pathsOf(text: string): readonly string[] {
  if (!text.trimStart().startsWith('[')) return text.split(',').map(path => path.trim())
  const parsed = parseList(text)
  if (!Array.isArray(parsed) || parsed.some(path => typeof path !== 'string'))
    throw badInput('The parameter columns is neither a list of paths with commas nor a JSON list of texts.')
  return parsed
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The query of one item, or of the stats. */
function documentOf(
  { name, args, type }: RowsPlan['field'],
  list: RowList,
  columns: readonly Column[],
  given: readonly string[],
): DocumentNode {
  const used = args.filter(argument => given.includes(argument.name))
  const isPaged = args.some(argument => argument.name === 'first')
  const passed = [...(isPaged ? ['first: 1'] : []), ...used.map(argument => `${argument.name}: $${argument.name}`)]
  const variables = used.map(argument => `$${argument.name}: ${argument.type}`)
  const selection = isPaged ? 'nodes { __typename }' : columns.map(({ path }) => selectionOf(type, path)).join(' ')
  return parse(`query ${list.own.type}Rows${inBrackets(variables)} { ${name}${inBrackets(passed)} { ${selection} } }`)
}

const inBrackets = (parts: readonly string[]) => (parts.length === 0 ? '' : `(${parts.join(', ')})`)

/** A path as fields of a query; of an object at its end, its fields. */
function selectionOf(type: GraphQLField<unknown, unknown>['type'], path: string): string {
  const own = getNamedType(type)
  if (!isObjectType(own)) return ''
  const fields = own.getFields()
  if (path === '')
    return Object.values(fields)
      .filter(({ type }) => isLeafType(getNamedType(type)))
      .map(({ name }) => name)
      .join(' ')
  const [name = ''] = path.split('.', 1)
  const field = fields[name]
  if (!field) throw badInput('Stats have no such column.')
  const inner = selectionOf(field.type, path.slice(name.length + 1))
  return inner === '' ? name : `${name} { ${inner} }`
}

const defaultsOf = ({ args }: RowsPlan['field']) =>
  Object.fromEntries(
    args.flatMap(({ name, defaultValue }) => (defaultValue === undefined ? [] : [[name, defaultValue]])),
  )

/** As much of it as root fields look at. */
function infoOf({ selectionSet }: OperationDefinitionNode, variableValues: Parameters): GraphQLResolveInfo {
  return { fieldNodes: selectionSet.selections as readonly FieldNode[], fragments: {}, variableValues } as never
}

function firstOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw badInput('The parameter first is not a whole number from 0.')
}

function guardOf(text: string | undefined): boolean {
  if (text === undefined || text === 'on') return true
  if (text === 'off') return false
  throw badInput('The parameter guard is neither on nor off.')
}
