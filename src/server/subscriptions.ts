import type { FastifyRequest } from 'fastify'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql'
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket'
import type { Sources } from './context.ts'
import { isAllowedOrigin } from './cors.ts'
import { answerEvents } from './execute-subscription.ts'
import type { FormatError } from './format-error.ts'

interface SubscriptionOptions extends Sources {
  readonly schema: GraphQLSchema
  readonly formatError: FormatError
  readonly cors: readonly string[]
  /** Validation rules in addition to those of GraphQL, as for HTTP. */
  readonly validationRules: readonly ValidationRule[]
  readonly maxTokens: number
}

/** Handles subscriptions by WebSocket (graphql-transport-ws). Queries are answered by HTTP only. */
export function subscriptionHandler({
  schema,
  formatError,
  cors,
  validationRules,
  maxTokens,
  ...sources
}: SubscriptionOptions) {
  const told = (error: GraphQLError) => formatError(error.toJSON(), error)
  const signals = new WeakMap<object, AbortSignal>()
  const signalOf = ({ socket }: Extra) => signals.get(socket) ?? AbortSignal.abort()

  function invalidities(document: DocumentNode): GraphQLError[] {
    // The limits come first: GraphQL's own rules are too slow for documents beyond them.
    const beyond = validate(schema, document, validationRules)
    const errors = beyond.length > 0 ? beyond : validate(schema, document, specifiedRules)
    return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes: nodes ?? null, extensions: INVALID }))
  }

  return makeHandler({
    onConnect({ extra }) {
      // Browsers send no preflight for WebSockets, so the origin is checked here.
      const { headers } = extra.request as FastifyRequest
      if (headers.origin !== undefined && !isAllowedOrigin(headers, { cors, publicUrl: sources.publicUrl }))
        return false
      const controller = new AbortController()
      signals.set(extra.socket, controller.signal)
      extra.socket.once('close', () => controller.abort())
      return true
    },
    onSubscribe: (context, _id, { query, operationName, variables }) => {
      const document = parsed(query, maxTokens)
      if (document instanceof GraphQLError) return [document]
      const errors = invalidities(document)
      if (errors.length > 0) return errors
      if (getOperationAST(document, operationName || null)?.operation !== 'subscription')
        return [
          new GraphQLError('Only subscriptions are answered by WebSocket. Send this operation by HTTP.', BAD_REQUEST),
        ]
      return {
        schema,
        document,
        operationName: operationName || null,
        variableValues: variables ?? null,
        contextValue: signalOf(context.extra),
      }
    },
    subscribe: args => answerEvents(args, sources, args.contextValue as AbortSignal),
    onNext: (_context, _id, _payload, _args, { errors, data, extensions }) => ({
      ...(errors && { errors: errors.map(error => told(error as GraphQLError)) }),
      ...(data !== undefined && { data }),
      ...(extensions && { extensions }),
    }),
    onError: (_context, _id, _payload, errors) => errors.map(error => told(error as GraphQLError)),
    isProd: true,
  })
}

const INVALID = { code: 'GRAPHQL_VALIDATION_FAILED' }
const BAD_REQUEST = { extensions: { code: 'BAD_REQUEST' } }

function parsed(query: string, maxTokens: number) {
  try {
    return parse(query, { maxTokens })
  } catch (error) {
    if (error instanceof GraphQLError) {
      const { source, positions } = error
      return new GraphQLError(error.message, { source, positions, extensions: { code: 'GRAPHQL_PARSE_FAILED' } })
    }
    throw error
  }
}
