import {
  type DocumentNode,
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
  type NameNode,
  type SelectionSetNode,
  type VariableNode,
  visit,
} from 'graphql'
import { AS_IT_IS } from './compiled-document.ts'

/* Lists of an operation whose rows are kept, and the documents that read parts of them. */

/** A list whose rows can be kept: the keys of a connection and of its `nodes` in the answer. */
export interface RowList {
  readonly field: FieldNode
  /** Of its rows. */
  readonly type: string
  readonly connection: string
  readonly nodes: string
  /** Names of the variables in the selection of its rows. */
  readonly variables: readonly string[]
  /** Whether the selection of its rows holds URLs of masks, which may be signed for who asks. */
  readonly hasMaskUrl: boolean
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
    const { hasJson, hasMaskUrl, variables } = contentsOf(schema, document, field.selectionSet, row)
    return hasJson
      ? []
      : [{ field, type: row.name, connection: keyOf(root), nodes: keyOf(field), variables: [...variables], hasMaskUrl }]
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

/** Variable of `documentOfRows` with the ids of the rows. No document has a name that begins so. */
export const IDS = '__ids'

/** The document with the rows of one list alone, by their ids, under the key of the connection. */
export function documentOfRows(document: DocumentNode, operationName: string | undefined, list: RowList): DocumentNode {
  const named = (value: string): NameNode => ({ kind: Kind.NAME, value })
  const variable: VariableNode = { kind: Kind.VARIABLE, name: named(IDS) }
  const operation = getOperationAST(document, operationName)
  const rows: FieldNode = {
    kind: Kind.FIELD,
    alias: named(list.connection),
    name: named('nodes'),
    arguments: [{ kind: Kind.ARGUMENT, name: named('ids'), value: variable }],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        {
          kind: Kind.INLINE_FRAGMENT,
          typeCondition: { kind: Kind.NAMED_TYPE, name: named(list.type) },
          selectionSet: list.field.selectionSet ?? ONLY_ID,
        },
      ],
    },
  }
  const definitions = document.definitions.map(definition =>
    definition === operation
      ? {
          ...operation,
          variableDefinitions: [
            ...(operation.variableDefinitions ?? []),
            { kind: Kind.VARIABLE_DEFINITION as const, variable, type: AS_IT_IS },
          ],
          selectionSet: { kind: Kind.SELECTION_SET as const, selections: [rows] },
        }
      : definition,
  )
  return { ...document, definitions }
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
  let hasMaskUrl = false
  look(set, type)
  return { hasJson, hasMaskUrl, variables }

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
      hasMaskUrl ||= parent.name === 'Mask' && selection.name.value === 'url'
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
