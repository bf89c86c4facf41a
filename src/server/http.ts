import type { ApolloServer } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import websocket from '@fastify/websocket'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { GraphContext } from '../loaders/index.ts'
import { MAX_RECURSIVE_SELECTIONS, MAX_TOKENS, VALIDATION_RULES } from './apollo.ts'
import { createContext, type Sources } from './context.ts'
import { allowOrigins, isSafeGet } from './cors.ts'
import type { Traffic } from './drain.ts'
import type { FormatError } from './format-error.ts'
import { addHealth } from './health.ts'
import { answerInJson, CROSS_SITE, sendRequestError } from './http-errors.ts'
import { addMedia } from './media.ts'
import { acceptableTypes } from './negotiate.ts'
import { answerForNode, answerParserError, PARSER_OPTIONS } from './parser-errors.ts'
import { createAdmission } from './request-tracking.ts'
import { maxSelectionsRule } from './selection-limits.ts'
import { subscriptionHandler } from './subscriptions.ts'

interface HttpOptions extends Sources {
  readonly schema: GraphQLSchema
  /** Started. */
  readonly apollo: ApolloServer<GraphContext>
  /** Text of schema.graphql. */
  readonly sdl: string
  readonly logger: Logger
  readonly formatError: FormatError
  /** `/readyz` says so. */
  readonly isDamaged: () => boolean
  readonly cors: readonly string[]
  readonly traffic: Traffic
  readonly demo?: boolean
}

/** Ten times the longest operations that people write. Fastify's default of 1 MiB only helps attackers. */
const MAX_BODY_BYTES = 256 * 1024
const MAX_PARAMETER_LENGTH = 8 * 1024
/** Time limit for a request to arrive, so that slow senders do not hold connections. */
const REQUEST_TIMEOUT_MS = 30_000

/** Creates the routes. Does not listen. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { sdl, logger } = options
  const loggerInstance: FastifyBaseLogger = logger
  const http: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    // The id of a mask contains the percent-encoded ids of its label and feature.
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH, ignoreTrailingSlash: true },
    http: PARSER_OPTIONS,
    clientErrorHandler: answerParserError,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Requests that outlast the drain deadline are cut.
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) => sendRequestError(reply as unknown as FastifyReply, error.statusCode),
  })
  answerInJson(http, options.formatError)
  await allowOrigins(http, options.cors)
  addHealth(http, options)

  const base = options.publicUrl ?? ''
  http.get('/', async () => ({ name: 'slicegraph', graphql: `${base}/graphql`, schema: `${base}/schema.graphql` }))
  http.get('/schema.graphql', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(sdl))
  await http.register(websocket, { options: { maxPayload: MAX_BODY_BYTES } })
  answerForNode(http)
  addGraphql(http, options)
  addMedia(http, options)
  return http
}

function addGraphql(http: FastifyInstance, options: HttpOptions): void {
  const { apollo, traffic, ...sources } = options
  const { admit, signalOf } = createAdmission(traffic)
  // Apollo limits selections by itself.
  const validationRules = [...VALIDATION_RULES, maxSelectionsRule(MAX_RECURSIVE_SELECTIONS)]
  const checkHeaders = async ({ method, headers, ws }: FastifyRequest, reply: FastifyReply) => {
    if (ws) return undefined
    // Apollo checks Accept only after the operation has run.
    const types = acceptableTypes(headers.accept)
    if (types.length === 0) return sendRequestError(reply, 406)
    headers.accept = types.join(', ')
    if (method === 'GET' && !isSafeGet(headers, options)) return sendRequestError(reply, 400, CROSS_SITE)
    // Apollo's own check is the same for POST, but stricter for GET.
    if (method === 'GET') headers['apollo-require-preflight'] = 'checked'
    return undefined
  }
  const answer = fastifyApolloHandler(apollo, { context: request => createContext(sources, signalOf(request)) })
  http.route({
    method: 'GET',
    url: '/graphql',
    onRequest: async (request, reply) => (request.ws ? undefined : admit(request, reply as FastifyReply)),
    preHandler: checkHeaders,
    handler: (request, reply) => answer.call(http, request, reply),
    wsHandler: subscriptionHandler({ ...options, maxTokens: MAX_TOKENS, validationRules }),
  })
  http.route({
    // Apollo refuses other methods and sends an Allow header.
    method: ['POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    onRequest: (request, reply) => admit(request, reply as FastifyReply),
    preHandler: checkHeaders,
    handler: (request, reply) => answer.call(http, request, reply),
  })
}
