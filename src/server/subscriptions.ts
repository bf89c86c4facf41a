import type { WebSocket } from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { handleProtocols, makeServer } from 'graphql-ws'
import { describeFault } from '../errors.ts'
import { assess, limitAnswer } from '../execution/index.ts'
import { OPEN, type Principal } from '../loaders/index.ts'
import { noConditionsRule, withoutConditions } from './conditional-subscriptions.ts'
import type { Gateway } from './context.ts'
import { isAllowedOrigin } from './cors.ts'
import { MAX_TOKENS, maxDepthRule, maxFieldsRule } from './document-limits.ts'
import { executeSubscription } from './execute-subscription.ts'
import { connectSocket, type Extra, TOO_MANY } from './web-socket.ts'

/** Of one WebSocket, at one moment. */
const MOST_SUBSCRIPTIONS = 20
/** Of one principal, or without authentication of one address, at one moment. */
const MOST_SOCKETS = 200
/** Until connection_init. Then the WebSocket is closed with 4408. */
const INIT_MS = 3_000

/** Handles subscriptions by WebSocket (graphql-transport-ws). Queries are answered by HTTP only. */
export function subscriptionHandler(gateway: Gateway) {
  const { schema, maxCost, authentication } = gateway
  const format = (error: GraphQLError) => gateway.formatError(error.toJSON(), error)
  const clients = new WeakMap<object, Client>()
  /** Open WebSockets by client. */
  const counts = new Map<string, number>()

  /** Counts a WebSocket until it closes. False: its client has too many. */
  function count(name: string, { socket }: Extra): boolean {
    const before = counts.get(name) ?? 0
    if (before >= MOST_SOCKETS) return false
    counts.set(name, before + 1)
    socket.once('close', () => {
      const left = (counts.get(name) ?? 1) - 1
      if (left === 0) counts.delete(name)
      else counts.set(name, left)
    })
    return true
  }

  /** Null also where nobody knows whether a token is good: a WebSocket has no other answer than to be closed. */
  async function identify(authorization: unknown): Promise<Principal | null> {
    try {
      return await authentication.identify(authorization)
    } catch (error) {
      gateway.formatError({ message: '' }, error)
      return null
    }
  }

  const server = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_MS,
    async onConnect({ extra, connectionParams }) {
      // Browsers send no preflight for WebSockets, so the origin is checked here.
      const { headers } = extra.request
      if (headers.origin !== undefined && !isAllowedOrigin(headers, gateway)) return false
      const { authorization } = connectionParams ?? {}
      const principal = await identify(authorization)
      if (!principal || extra.socket.readyState !== extra.socket.OPEN) return false
      const controller = new AbortController()
      const name = principal === OPEN ? gateway.addressOf(extra.request.raw) : principal.id
      if (!count(name, extra)) {
        extra.socket.close(TOO_MANY, 'Too many connections')
        return false
      }
      clients.set(extra.socket, { name, principal, signal: controller.signal })
      extra.socket.once('close', () => controller.abort())
      if (principal !== OPEN) closeWhenRefused(extra.socket, async () => (await identify(authorization)) !== null)
      return true
    },
    onSubscribe: (context, _id, { query, operationName, variables }) => {
      if (Object.keys(context.subscriptions).length > MOST_SUBSCRIPTIONS) return [new GraphQLError(MANY, LIMITED)]
      const document = parseDocument(query)
      if (document instanceof GraphQLError) return [document]
      const errors = findErrors(document, schema)
      if (errors.length > 0) return errors
      const operation = getOperationAST(document, operationName || null)
      if (!operation) return [new GraphQLError(operationName ? UNKNOWN_NAME : NO_NAME, UNRESOLVED)]
      if (operation.operation !== 'subscription')
        return [
          new GraphQLError('Only subscriptions are answered by WebSocket. Send this operation by HTTP.', BAD_REQUEST),
        ]
      const client = clients.get(context.extra.socket)
      const refused = refusalOf(() => {
        const assessment = assess({ schema, document, operation, variables, maxCost })
        assessment?.check()
        if (assessment && client) gateway.rateLimit.checkClient(client.name, assessment.cost)
      })
      if (refused) return [refused]
      return {
        schema,
        document,
        operationName: operationName || null,
        variableValues: variables ?? null,
        contextValue: client,
      }
    },
    subscribe(args) {
      const { principal, signal } = args.contextValue as Client
      return executeSubscription(args, gateway, principal, signal)
    },
    onNext: (_context, _id, _payload, _args, { errors, data, extensions }) =>
      limitAnswer({
        ...(errors && { errors: errors.map(error => format(error as GraphQLError)) }),
        ...(data !== undefined && { data }),
        ...(extensions && { extensions }),
      }),
    onError: (_context, _id, _payload, errors) => errors.map(error => format(error as GraphQLError)),
  })
  return function (this: FastifyInstance, socket: WebSocket, request: FastifyRequest) {
    this.websocketServer.options.handleProtocols = handleProtocols
    connectSocket(server, { socket, request }, gateway.logger)
    // A message beyond the limits or a cut connection is the client's doing. ws closes with the fitting code by itself;
    // Fastify's listener would write the error to the log.
    socket.removeAllListeners('error')
    socket.on('error', error => gateway.logger.debug({ fault: describeFault(error) }, 'a WebSocket is closed'))
  }
}

/** Tells the clients that the gateway stops, and cuts those that do not answer. */
export function closeSockets(this: FastifyInstance, done: () => void): void {
  const { clients } = this.websocketServer
  for (const client of clients) client.close(GOING_AWAY, 'The gateway stops.')
  const cut = setTimeout(() => {
    for (const client of clients) client.terminate()
  }, CUT_AFTER_MS)
  this.websocketServer.close(() => clearTimeout(cut))
  done()
}

const GOING_AWAY = 1001
const CUT_AFTER_MS = 1_000

/** Who has opened a WebSocket, until it closes. */
interface Client {
  /** Its principal or address. */
  readonly name: string
  readonly principal: Principal
  readonly signal: AbortSignal
}

/** How often the token of an open WebSocket is looked up again. */
const LOOK_AGAIN_MS = 500
const FORBIDDEN = 4403

/** Closes a WebSocket when its token is revoked or expires. `isAccepted` never fails. */
function closeWhenRefused(socket: WebSocket, isAccepted: () => Promise<boolean>): void {
  const timer = setInterval(async () => {
    if (!(await isAccepted())) socket.close(FORBIDDEN, 'Forbidden')
  }, LOOK_AGAIN_MS)
  socket.once('close', () => clearInterval(timer))
}

const INVALID = { code: 'GRAPHQL_VALIDATION_FAILED' }
const UNKNOWN_NAME = 'The document has no operation with this operationName.'
const NO_NAME = 'Must provide operation name if query contains multiple operations.'
const UNRESOLVED = { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } }
const MANY = `A WebSocket takes ${MOST_SUBSCRIPTIONS} subscriptions at a time. Complete one, or open another WebSocket.`
const LIMITED = { extensions: { code: 'RATE_LIMITED' } }
const BAD_REQUEST = { extensions: { code: 'BAD_REQUEST' } }

function refusalOf(check: () => void): GraphQLError | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function findErrors(document: DocumentNode, schema: GraphQLSchema): GraphQLError[] {
  // The limits come first: GraphQL's own rules are too slow for documents beyond them.
  const beyond = validate(schema, document, [maxDepthRule, maxFieldsRule])
  const rules = [...specifiedRules, noConditionsRule]
  const errors = beyond.length > 0 ? beyond : validate(schema, withoutConditions(document), rules)
  return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes: nodes ?? null, extensions: INVALID }))
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
