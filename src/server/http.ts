import type { OutgoingHttpHeaders } from 'node:http'
import websocket from '@fastify/websocket'
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify'
import { refuseForeignHosts } from './auth/host-check.ts'
import { limitConnections } from './connections.ts'
import type { Gateway } from './context.ts'
import { allowOrigins, isSafeGet } from './cors.ts'
import { contextOf, graphqlHandler } from './graphql-handler.ts'
import { addHealth } from './health.ts'
import { answerInJson, sendRequestError } from './http-errors.ts'
import { createKeptAnswers } from './kept-answers.ts'
import { createKnownOperations } from './known-operations.ts'
import { addMedia } from './media.ts'
import { acceptableTypes } from './negotiate.ts'
import { createOverloadGuard, leavePlace } from './overload.ts'
import { answerForNode, createParserErrors, PARSER_OPTIONS } from './parser-errors.ts'
import { acceptJson, dropUnreadBodies } from './request-body.ts'
import { addRows } from './rows.ts'
import { secureRoutes, securityHeaders } from './security-headers.ts'
import { closeSockets, subscriptionHandler } from './subscriptions.ts'

/** Ten times the longest operations that people write. Fastify's default of 1 MiB only helps attackers. */
const MAX_BODY_BYTES = 256 * 1024
const MAX_PARAMETER_LENGTH = 8 * 1024
/** Time limit for a request to arrive, so that slow senders do not hold connections. */
const REQUEST_TIMEOUT_MS = 10_000
/** How often Node looks for requests beyond it. */
const CHECKING_INTERVAL_MS = 2_500

/**
 * Creates the routes. Does not listen. A request passes these checks, in this order:
 *
 * 1. Node: size of URL and headers, HTTP version, time to arrive, number of connections (the options below and
 *    parser-errors.ts). Of a connection: requests ahead of their answers, time without reading (connections.ts).
 * 2. Every route: security headers (security-headers.ts), Host header (auth/host-check.ts), HTTP version, codings and
 *    charset (http-errors.ts), CORS headers (cors.ts).
 * 3. /graphql, /media and /rows: the gateway has not stopped (drain.ts), and who asks is known (auth/authenticate.ts).
 *    A WebSocket says so in its first message (socket-clients.ts).
 * 4. Body: JSON, size (request-body.ts).
 * 5. /graphql: Accept, and no request from a page of another origin: GET in graphql-handler.ts, POST by
 *    Apollo (apollo.ts). A WebSocket skips 3 to 5. Its Origin is checked in socket-clients.ts, and its messages have the size
 *    limit of a body.
 * 6. /graphql: its client may ask for something now (rate-limit.ts). Fewer operations run than a limit, or the request
 *    waits, if not too many do (overload.ts). Then it is put into the lane of its cost, once 8 has found that.
 * 7. Document: tokens, depth and number of fields (document-limits.ts), then GraphQL's validation.
 * 8. Operation: lengths of lists, number of scans and cost, with its variables (execution/). A WebSocket, too.
 *    Then its client may ask for so much now (rate-limit.ts), kept answers included.
 * 9. Arguments: page size (resolvers/connection.ts), depth of filters (loaders/filter-depth.ts), rows of stats (store).
 * 10. Execution: its time (execution/deadline.ts).
 * 11. Answer: its size (execution/answer-size.ts).
 *
 * /rows passes 6, and 8 for finding its rows (rows/plan.ts); it has no 10 and 11, but a number of streams at a time and a time
 * without progress (rows-stream.ts).
 *
 * Each operation that runs, and each kept answer, image and list of rows that is sent, is a line of the audit log, if there is one
 * (audit.ts); while that cannot be written, none is answered.
 *
 * Kept answers (kept-answers.ts) and queries of documents that have passed 7 before (known-operations.ts) are answered before
 * 2, where nothing in 2 to 5 could refuse them.
 */
export async function createHttp(gateway: Gateway): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = gateway.logger
  const secured = securityHeaders(gateway.publicUrl)
  const answerParserError = createParserErrors(secured)
  const http: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    // The id of a mask contains the percent-encoded ids of its label and feature.
    routerOptions: { maxParamLength: MAX_PARAMETER_LENGTH, ignoreTrailingSlash: true },
    http: { ...PARSER_OPTIONS, headersTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECKING_INTERVAL_MS },
    schemaController: { compilersFactory: { buildValidator: refuseSchema, buildSerializer: refuseSchema } },
    clientErrorHandler: answerParserError,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // Requests that outlast the drain deadline are cut.
    forceCloseConnections: true,
    frameworkErrors: (error, _request, reply) =>
      sendRequestError((reply as unknown as FastifyReply).headers(secured), error.statusCode),
  })
  // First, since it closes the connection of a WebSocket that a later hook refuses.
  await http.register(websocket, { options: { maxPayload: MAX_BODY_BYTES }, preClose: closeSockets })
  await secureRoutes(http, gateway.publicUrl)
  http.addHook('onRequest', gateway.drain.announce)
  acceptJson(http, MAX_BODY_BYTES)
  refuseForeignHosts(http, gateway.checkHost)
  dropUnreadBodies(http)
  answerInJson(http, gateway.formatError)
  await allowOrigins(http, gateway.cors)
  addHealth(http, gateway)

  const base = gateway.publicUrl ?? ''
  http.get('/', async () => ({ name: 'slicegraph', graphql: `${base}/graphql`, schema: `${base}/schema.graphql` }))
  http.get('/schema.graphql', async (_request, reply) => reply.type('text/plain; charset=utf-8').send(gateway.sdl))
  answerForNode(http, answerParserError, secured)
  const overload = createOverloadGuard(gateway.drain)
  addGraphql(http, gateway, overload, secured)
  addMedia(http, gateway)
  addRows(http, gateway, overload)
  limitConnections(http.server)
  return http
}

/** In place of the packages that compile JSON schemas of routes, which Fastify would load at each start. */
function refuseSchema(): never {
  throw new Error('A route of the gateway has a JSON schema, which nothing compiles.')
}

function addGraphql(
  http: FastifyInstance,
  gateway: Gateway,
  overload: ReturnType<typeof createOverloadGuard>,
  secured: OutgoingHttpHeaders,
): void {
  const { drain, authentication } = gateway
  type Hook = (request: FastifyRequest, reply: FastifyReply, done: () => void) => void
  const unlessSocket =
    (hook: Hook): Hook =>
    (request, reply, done) =>
      request.ws ? done() : hook(request, reply, done)
  const keptAnswers = createKeptAnswers({
    store: gateway.store,
    operations: createKnownOperations(gateway),
    bytes: gateway.keptBytes,
    isAccepted: request => gateway.checkHost(request) === 'allowed' && authentication.accepts(request),
    bodyLimit: MAX_BODY_BYTES,
    isSafeGet: headers => acceptableTypes(headers.accept).length > 0 && isSafeGet(headers, gateway),
    drain,
    audit: gateway.audit,
    principalOf: authentication.principalOf,
    overload,
    rateLimit: gateway.rateLimit,
    hasCors: gateway.cors.length > 0,
    secured,
  })
  keptAnswers.install(http)
  const route = {
    url: '/graphql',
    onRequest: [drain.admit, authentication.require].map(unlessSocket),
    // The body has arrived, so that slow senders take no place, and nobody whose token was revoked meanwhile is answered.
    preHandler: [authentication.require, gateway.rateLimit.admit, overload.admit].map(unlessSocket),
    onSend: async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
      leavePlace(request.raw)
      return typeof payload === 'string' ? keptAnswers.finish(reply, payload, contextOf(request)) : payload
    },
    handler: graphqlHandler(gateway, keptAnswers.versionOf),
  }
  http.route({ ...route, method: 'GET', exposeHeadRoute: false, wsHandler: subscriptionHandler(gateway) })
  http.route({ ...route, method: 'POST' })
}
