import type { FastifyRequest } from 'fastify'
import {
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql'
import { type Extra, makeHandler } from 'graphql-ws/use/@fastify/websocket'
import type { Logger } from 'pino'
import type { GraphContext } from '../loaders/index.ts'
import { createContext, type Sources } from './context.ts'
import { isAllowedOrigin } from './cors.ts'
import { createErrorFormatter } from './format-error.ts'

export interface SubscriptionOptions extends Sources {
  readonly schema: GraphQLSchema
  readonly logger: Logger
  readonly cors: readonly string[]
  /** Those of HTTP, beside GraphQL's own. */
  readonly validationRules: readonly ValidationRule[]
  readonly maxTokens: number
}

/** Subscriptions by WebSocket, in the protocol of graphql-ws (graphql-transport-ws). Queries go by HTTP. */
export function subscriptionHandler({
  schema,
  logger,
  cors,
  validationRules,
  maxTokens,
  ...sources
}: SubscriptionOptions) {
  const format = createErrorFormatter(logger)
  const told = (error: GraphQLError) => format(error.toJSON(), error)
  const signals = new WeakMap<object, AbortSignal>()
  const signalOf = ({ socket }: Extra) => signals.get(socket) ?? AbortSignal.abort()

  return makeHandler({
    onConnect({ extra }) {
      // A page can open a WebSocket to anywhere: no preflight keeps it from that.
      if (!isAllowedOrigin(extra.request as FastifyRequest, cors)) return false
      const controller = new AbortController()
      signals.set(extra.socket, controller.signal)
      extra.socket.once('close', () => controller.abort())
      return true
    },
    onSubscribe: async (context, _id, { query, operationName, variables }) => {
      const document = parsed(query, maxTokens)
      if (document instanceof GraphQLError) return [document]
      const errors = validate(schema, document, [...specifiedRules, ...validationRules])
      if (errors.length > 0) return errors
      if (getOperationAST(document, operationName)?.operation !== 'subscription')
        return [new GraphQLError('Only subscriptions go by WebSocket: send this by HTTP.', BAD_REQUEST)]
      return {
        schema,
        document,
        operationName: operationName ?? null,
        variableValues: variables ?? null,
        contextValue: await createContext(sources, signalOf(context.extra)),
      }
    },
    // What is told of the task may have been loaded since the subscription began.
    execute: async args => {
      const { signal } = args.contextValue as GraphContext
      return execute({ ...args, contextValue: await createContext(sources, signal ?? AbortSignal.abort()) })
    },
    onNext: (_context, _id, _payload, _args, { errors, data, extensions }) => ({
      ...(errors && { errors: errors.map(error => told(error as GraphQLError)) }),
      ...(data !== undefined && { data }),
      ...(extensions && { extensions }),
    }),
    onError: (_context, _id, _payload, errors) => errors.map(error => told(error as GraphQLError)),
    isProd: true,
  })
}

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
