import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { noConditionsRule, withoutConditions } from './conditional-subscriptions.ts'
import { MAX_ERRORS, MAX_TOKENS, maxDepthRule, maxFieldsRule } from './document-limits.ts'

interface Subscription {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

/** A subscription that came by WebSocket, or the errors of its document: the checks that Apollo makes of those by HTTP. */
export function readSubscription(
  query: string,
  operationName: string | null | undefined,
  schema: GraphQLSchema,
): Subscription | readonly GraphQLError[] {
  const document = parseDocument(query)
  if (document instanceof GraphQLError) return [document]
  const errors = findErrors(document, schema)
  if (errors.length > 0) return errors
  const operation = getOperationAST(document, operationName || null)
  if (!operation) return [errorOf('OPERATION_RESOLUTION_FAILURE', operationName ? UNKNOWN_NAME : NO_NAME)]
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) return [errorOf('BAD_REQUEST', BY_HTTP)]
  return { document, operation }
}

const UNKNOWN_NAME = 'The document has no operation with this operationName.'
/** As Apollo says it by HTTP. */
const NO_NAME = 'Must provide operation name if query contains multiple operations.'
const BY_HTTP = 'Only subscriptions are answered by WebSocket. Send this operation by HTTP.'

const errorOf = (code: string, message: string) => new GraphQLError(message, { extensions: { code } })

function findErrors(document: DocumentNode, schema: GraphQLSchema): GraphQLError[] {
  // The limits come first: GraphQL's own rules are too slow for documents beyond them.
  const beyond = validate(schema, document, [maxDepthRule, maxFieldsRule], { maxErrors: MAX_ERRORS })
  const rules = [...specifiedRules, noConditionsRule]
  const errors =
    beyond.length > 0 ? beyond : validate(schema, withoutConditions(document), rules, { maxErrors: MAX_ERRORS })
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' }
  return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes: nodes ?? null, extensions }))
}

function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, { maxTokens: MAX_TOKENS })
  } catch (error) {
    if (error instanceof GraphQLError) {
      const { source, positions } = error
      return new GraphQLError(error.message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } })
    }
    throw error
  }
}
