import {
  type DefinitionNode,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentSpreadNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  type InlineFragmentNode,
  isObjectType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { GraphContext } from '../loaders/index.ts'
import { isTurnOver, nextTurn } from '../model/index.ts'
import { WEIGHTS } from './weights.ts'

/*
 * The rows of a list as they were answered before. Most of a page is made of rows that other pages had, too: they need
 * not be executed and written again. Texts are kept by compiled query, row, version and scope.
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
}

/** Rows as they are sent. */
export class WrittenRows {
  readonly texts: readonly string[]

  constructor(texts: readonly string[]) {
    this.texts = texts
  }

  /** For those who send an answer by other means. */
  toJSON(): unknown {
    return JSON.parse(`[${this.texts.join(',')}]`)
  }
}

/** The `nodes` of an operation's connections whose rows have only what is of the version: nothing that may be fetched. */
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
    if (!isObjectType(row) || !KEPT.has(row.name) || !isOfVersion(schema, document, field.selectionSet, row)) return []
    return [{ field, connection: keyOf(root), nodes: keyOf(field) }]
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

/**
 * Runs the outline of a query, and the whole of it if a row is missing.
 * @param name of the query among all that are compiled
 */
export function withKeptRows(name: string, lists: readonly RowList[], outline: Run, whole: Run): Run {
  return async (context, variables) => {
    const { keptTexts } = context.loaders
    if (!keptTexts) return whole(context, variables)
    const outlined = await outline(context, variables)
    if (outlined.errors) return outlined
    const tables = lists.map(({ connection, nodes }) => keptTexts(`${name} ${connection}.${nodes}`))
    const ids = lists.map(list => rowsIn(outlined, list).map(row => (row as { readonly id: string }).id))
    const kept = ids.map((each, i) => each.map(id => tables[i]?.get(id)))
    if (kept.every(texts => !texts.includes(undefined))) return written(outlined, lists, kept as string[][])

    const result = await whole(context, variables)
    if (result.errors) return result
    const texts: string[][] = []
    for (const [i, list] of lists.entries()) {
      const own: string[] = []
      for (const [index, row] of rowsIn(result, list).entries()) {
        if (isTurnOver()) await nextTurn(context.signal)
        const text = JSON.stringify(row)
        tables[i]?.set(ids[i]?.[index] ?? '', text, memoryOf(text))
        own.push(text)
      }
      texts.push(own)
    }
    return written(result, lists, texts)
  }
}

/** V8 holds a text in one byte a character if it can. */
const memoryOf = (text: string): number => (Buffer.byteLength(text) === text.length ? 1 : 2) * text.length

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

/**
 * Whether the selection of an object has nothing with arguments, no pages, nothing that may have to be fetched, and no JSON,
 * which may be too long to be written at once.
 */
function isOfVersion(
  schema: GraphQLSchema,
  document: DocumentNode,
  set: SelectionSetNode,
  type: GraphQLObjectType,
): boolean {
  return set.selections.every(selection => {
    if (selection.kind !== Kind.FIELD) {
      const inner = fragmentOf(document, selection)
      return inner !== undefined && isOfVersion(schema, document, inner, type)
    }
    const field = type.getFields()[selection.name.value]
    if (!field) return selection.name.value === '__typename'
    const { shared, pages } = WEIGHTS[type.name]?.[field.name] ?? {}
    if (shared !== undefined || pages || selection.arguments?.length) return false
    const named = getNamedType(field.type)
    if (!selection.selectionSet) return named.name !== 'JSON'
    return isObjectType(named) && isOfVersion(schema, document, selection.selectionSet, named)
  })
}

function fragmentOf({ definitions }: DocumentNode, selection: FragmentSpreadNode | InlineFragmentNode) {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet
  const isOfName = (each: DefinitionNode) =>
    each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value
  return definitions.filter(each => each.kind === Kind.FRAGMENT_DEFINITION).find(isOfName)?.selectionSet
}
