import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  type InlineFragmentNode,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { GraphContext, KeptTexts } from '../loaders/index.ts'
import { inTurns, isTurnOver, nextTurn } from '../model/index.ts'
import { textWithin } from './answer-size.ts'
import { WrittenRows } from './written-rows.ts'

/*
 * The rows of a list as they were answered before. Most of a page is made of rows that other pages had, too: they need
 * not be executed and written again. Texts are kept by compiled query, the variables within the rows, row, version and
 * scope; whatever is fetched makes another version.
 */

/** A compiled query. */
export type Run = (
  context: GraphContext,
  variables: Readonly<Record<string, unknown>>,
) => Promise<ExecutionResult> | ExecutionResult

/** A list whose rows can be kept: the keys of a connection and of its `nodes` in the answer. */
interface RowList {
  readonly field: FieldNode
  readonly connection: string
  readonly nodes: string
  /** Names of the variables in the selection of its rows. */
  readonly variables: readonly string[]
}

/** The `nodes` of an operation's connections whose rows have an id and no JSON, which can be of any length. */
export function rowListsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): RowList[] {
  const roots = plainFields(getOperationAST(document, operationName)?.selectionSet)
  return roots.flatMap(root => {
    const type = schema.getQueryType()?.getFields()[root.name.value]?.type
    const connection = type && getNamedType(type)
    const field = plainFields(root.selectionSet).find(({ name }) => name.value === 'nodes')
    if (!field?.selectionSet || !isObjectType(connection)) return []
    const row = getNamedType(connection.getFields().nodes?.type)
    if (!isObjectType(row) || !KEPT.has(row.name)) return []
    const { hasJson, variables } = contentsOf(schema, document, field.selectionSet, row)
    return hasJson ? [] : [{ field, connection: keyOf(root), nodes: keyOf(field), variables: [...variables] }]
  })
}

/** Rows that have an id. Those of tasks change without a version. */
const KEPT = new Set(['DataRow', 'DataRowProject', 'Label', 'WorkflowEvent'])

/** The document with the ids of the rows alone. */
export function outlineOf(document: DocumentNode, lists: readonly RowList[]): DocumentNode {
  const fields = new Set(lists.map(({ field }) => field))
  return visit(document, { Field: field => (fields.has(field) ? { ...field, selectionSet: ONLY_ID } : undefined) })
}

const ONLY_ID: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'id' } }],
}

/** Characters of the text of a row that is kept. */
const LONGEST = 256 * 1024

/**
 * Runs the outline of a query, and the whole of it if a row is missing.
 * @param name of the query among all that are compiled
 */
export function withKeptRows(name: string, lists: readonly RowList[], outline: Run, whole: Run): Run {
  // A query with rows that are too long is run as it is from then on.
  let isTooLong = false

  return async (context, variables) => {
    const { keptTexts } = context.loaders
    if (!keptTexts || isTooLong) return whole(context, variables)
    const outlined = await outline(context, variables)
    if (outlined.errors) return outlined
    const tables = lists.map(({ connection, nodes }) => keptTexts(`${name} ${connection}.${nodes}`))
    const keys = lists.map(list => {
      const values = list.variables.length > 0 ? JSON.stringify(pick(variables, list.variables)) : ''
      return rowsIn(outlined, list).map(row => `${(row as { readonly id: string }).id} ${values}`)
    })
    const kept = await textsOf(keys, tables, context.signal)
    if (kept) return written(outlined, lists, kept)

    const result = await whole(context, variables)
    if (result.errors || context.outcome.isOfNow) return result
    const texts: string[][] = []
    for (const [i, list] of lists.entries()) {
      const own: string[] = []
      for (const [index, row] of rowsIn(result, list).entries()) {
        if (isTurnOver()) await nextTurn(context.signal)
        const text = await inTurns(textWithin(row, LONGEST), context.signal)
        isTooLong ||= text === null
        if (text === null) return result
        tables[i]?.set(keys[i]?.[index] ?? '', text)
        own.push(text)
      }
      texts.push(own)
    }
    return written(result, lists, texts)
  }
}

/** Absent ones stay absent, which is not the same as null. */
const pick = (variables: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, variables[name]]))

/** Null if one is missing. */
async function textsOf(
  keys: readonly (readonly string[])[],
  tables: readonly KeptTexts[],
  signal: AbortSignal | undefined,
): Promise<string[][] | null> {
  const kept: string[][] = []
  for (const [i, own] of keys.entries()) {
    const texts: string[] = []
    for (const key of own) {
      if (isTurnOver()) await nextTurn(signal)
      const text = tables[i]?.get(key)
      if (text === undefined) return null
      texts.push(text)
    }
    kept.push(texts)
  }
  return kept
}

type Answered = Record<string, Record<string, unknown> | null>

const rowsIn = ({ data }: ExecutionResult, { connection, nodes }: RowList) =>
  ((data as Answered | null)?.[connection]?.[nodes] ?? []) as readonly unknown[]

/** The answer, which is of this request alone, with these texts in place of its rows. */
function written(answer: ExecutionResult, lists: readonly RowList[], texts: readonly (readonly string[])[]) {
  for (const [index, { connection, nodes }] of lists.entries()) {
    const list = (answer.data as Answered | null)?.[connection]
    if (list) list[nodes] = new WrittenRows(texts[index] ?? [])
  }
  return answer
}

const keyOf = ({ alias, name }: FieldNode): string => (alias ?? name).value

/** The fields of a selection without fragments, each of which is the only one with its key; else none. */
function plainFields(set: SelectionSetNode | undefined): readonly FieldNode[] {
  const fields = (set?.selections ?? []).filter(selection => selection.kind === Kind.FIELD)
  const isPlain = fields.length === set?.selections.length && new Set(fields.map(keyOf)).size === fields.length
  return isPlain ? fields : []
}

/** Whether JSON is selected anywhere in a selection, and the variables in it. */
function contentsOf(schema: GraphQLSchema, document: DocumentNode, set: SelectionSetNode, type: GraphQLNamedType) {
  const variables = new Set<string>()
  let hasJson = false
  look(set, type)
  return { hasJson, variables }

  function look({ selections }: SelectionSetNode, parent: GraphQLNamedType): void {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) {
        const fragment = fragmentOf(document, selection)
        const condition = fragment?.typeCondition?.name.value
        if (fragment) look(fragment.selectionSet, (condition && schema.getType(condition)) || parent)
        continue
      }
      const field = 'getFields' in parent ? parent.getFields()[selection.name.value] : undefined
      const named = field && getNamedType(field.type)
      hasJson ||= named?.name === 'JSON'
      for (const argument of selection.arguments ?? [])
        visit(argument, { Variable: ({ name }) => void variables.add(name.value) })
      if (selection.selectionSet && named) look(selection.selectionSet, named)
    }
  }
}

function fragmentOf({ definitions }: DocumentNode, selection: FragmentSpreadNode | InlineFragmentNode) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection
  return definitions.find(each => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value) as
    | FragmentDefinitionNode
    | undefined
}
