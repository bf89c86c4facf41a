import {
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isNonNullType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  separateOperations,
  TypeInfo,
  type VariableNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'

/* Documents as graphql-jit is given them: what it does otherwise than graphql-js is done beforehand. */

const SWITCHES = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name])
const isSwitch = ({ name }: DirectiveNode) => SWITCHES.has(name.value)

const known = new WeakMap<DocumentNode, readonly string[]>()

/** Variables of @skip and @include, by name. */
export function switchesOf(document: DocumentNode): readonly string[] {
  const found = known.get(document)
  if (found) return found
  const names = new Set<string>()
  visit(document, {
    Directive(directive) {
      if (!isSwitch(directive)) return
      for (const { value } of directive.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  const switches = [...names]
  known.set(document, switches)
  return switches
}

/** To compile more fields takes longer than other requests may wait. Introspection has 100. */
const MOST_FIELDS = 300

const neverNull = new WeakMap<DocumentNode, readonly string[]>()

/**
 * Variables that stand where null is an error. They may be null if the place has a default; graphql-js refuses them when it
 * executes.
 */
export function neverNullIn(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const found = neverNull.get(document)
  if (found) return found
  const names = new Set<string>()
  const types = new TypeInfo(schema)
  const visitor = {
    Variable({ name }: VariableNode) {
      if (isNonNullType(types.getInputType())) names.add(name.value)
    },
  }
  visit(document, visitWithTypeInfo(types, visitor))
  const variables = [...names]
  neverNull.set(document, variables)
  return variables
}

/**
 * The operation and its fragments as a document that compiles to what graphql-js does; null if there is none: where a
 * switch is null, which is an error, and with a key that objects of JavaScript treat in their own way. Null also for
 * one of very many fields.
 */
export function compilable(
  document: DocumentNode,
  { name }: OperationDefinitionNode,
  coerced: Readonly<Record<string, unknown>>,
): DocumentNode | null {
  const own = separateOperations(document)[name?.value ?? ''] ?? document
  let hasProto = false
  visit(own, {
    Field(field) {
      hasProto ||= field.alias?.value === '__proto__'
    },
  })
  if (hasProto || countFields(own) > MOST_FIELDS) return null
  try {
    return withoutVariables(own, coerced)
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** Fields of a document, with those of fragments at each spread. */
function countFields({ definitions }: DocumentNode): number {
  const fragments = definitions.filter(each => each.kind === Kind.FRAGMENT_DEFINITION)
  const counts = new Map<string, number>()
  const ofFragment = (name: string): number => {
    const known = counts.get(name)
    if (known !== undefined) return known
    const fragment = fragments.find(each => each.name.value === name)
    const count = fragment ? within(fragment) : 0
    counts.set(name, count)
    return count
  }
  const within = ({ selectionSet }: { readonly selectionSet?: SelectionSetNode | undefined }): number =>
    (selectionSet?.selections ?? []).reduce((sum, selection) => sum + countOf(selection), 0)
  const countOf = (selection: SelectionNode): number => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
    return within(selection) + (selection.kind === Kind.FIELD ? 1 : 0)
  }
  return definitions.reduce((sum, each) => sum + (each.kind === Kind.OPERATION_DEFINITION ? within(each) : 0), 0)
}

/**
 * The document for variables that are coerced already: without what @skip and @include leave out of it, since graphql-jit
 * gives a field the place of its first mention even if that one is skipped; and with variables that are taken as they
 * are, since it would write out each input type down to its last field, which takes seconds for filters.
 */
function withoutVariables(document: DocumentNode, coerced: Readonly<Record<string, unknown>>): DocumentNode {
  const included = (selection: SelectionNode) =>
    getDirectiveValues(GraphQLSkipDirective, selection, coerced)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, coerced)?.if !== false

  /** Null deletes the node. */
  const enter = <Node extends SelectionNode>(node: Node): ASTNode | null | undefined => {
    if (!node.directives?.some(isSwitch)) return undefined
    return included(node) ? { ...node, directives: node.directives.filter(each => !isSwitch(each)) } : null
  }
  return visit(document, {
    Field: { enter },
    InlineFragment: { enter },
    FragmentSpread: { enter },
    VariableDefinition: ({ kind, variable }) => ({ kind, variable, type: AS_IT_IS }),
  })
}

/** A scalar of the schema that takes every value. */
export const AS_IT_IS: NamedTypeNode = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'JSON' } }
