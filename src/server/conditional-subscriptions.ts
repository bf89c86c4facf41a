import {
  type ASTVisitor,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql'

/*
 * Since 2025 the specification forbids @skip and @include on the root field of a subscription. GraphQL's own rule takes
 * their values instead, and throws at variables: both the validation of Apollo and that of WebSockets would end there.
 */

/** Errors of the document that stands here for another. */
const CONDITIONS = new WeakMap<DocumentNode, readonly DirectiveNode[]>()

/** The document if GraphQL's rules can check it, else an empty one, which `noConditionsRule` rejects. */
export function withoutConditions(document: DocumentNode): DocumentNode {
  const { definitions } = document
  if (!definitions.some(isSubscription)) return document
  const found = definitions
    .filter(definition => isSubscription(definition) || isFragmentOfOne(definition))
    .flatMap(({ selectionSet }) => conditionsIn(selectionSet))
  if (found.length === 0) return document
  const stand = { ...document, definitions: [] }
  CONDITIONS.set(stand, found)
  return stand
}

/** Rejects what `withoutConditions` has replaced. */
export const noConditionsRule = (context: ValidationContext): ASTVisitor => ({
  Document(document) {
    const found = CONDITIONS.get(document)
    if (found) context.reportError(new GraphQLError(MESSAGE, { nodes: found }))
  },
})

const MESSAGE = 'The root field of a subscription takes no @skip and no @include. Leave the subscription out instead.'

function conditionsIn({ selections }: SelectionSetNode): DirectiveNode[] {
  return selections.flatMap(selection => [
    ...(selection.directives ?? []).filter(({ name }) => name.value === 'skip' || name.value === 'include'),
    ...(selection.kind === Kind.INLINE_FRAGMENT ? conditionsIn(selection.selectionSet) : []),
  ])
}

const isSubscription = (definition: DefinitionNode): definition is OperationDefinitionNode =>
  definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION

const isFragmentOfOne = (definition: DefinitionNode): definition is FragmentDefinitionNode =>
  definition.kind === Kind.FRAGMENT_DEFINITION && definition.typeCondition.name.value === 'Subscription'
