import type { WebSocket } from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { GraphQLError } from 'graphql'
import { handleProtocols, makeServer } from 'graphql-ws'
import { describeFault } from '../errors.ts'
import { assess, limitAnswer } from '../execution/index.ts'
import type { Gateway } from './context.ts'
import { executeSubscription } from './execute-subscription.ts'
import { type Client, createSocketClients } from './socket-clients.ts'
import { readSubscription } from './subscription-document.ts'
import { connectSocket, type Extra } from './web-socket.ts'

/** Of one WebSocket, at one moment. */
const MOST_SUBSCRIPTIONS = 20
/** Until connection_init. Then the WebSocket is closed with 4408. */
const INIT_MS = 3_000

/** Handles subscriptions by WebSocket (graphql-transport-ws). Queries are answered by HTTP only. */
export function subscriptionHandler(gateway: Gateway) {
  const { schema, maxCost, rateLimit } = gateway
  const format = (error: GraphQLError) => gateway.formatError(error.toJSON(), error)
  const clients = createSocketClients(gateway)

  const server = makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: INIT_MS,
    onConnect: ({ extra, connectionParams }) => clients.accept(extra, connectionParams?.authorization),
    onSubscribe: (context, _id, { query, operationName, variables }) => {
      if (Object.keys(context.subscriptions).length > MOST_SUBSCRIPTIONS) return [new GraphQLError(MANY, LIMITED)]
      const client = clients.of(context.extra.socket)
      // The protocol's server has accepted it.
      if (!client) throw new Error('A WebSocket that was not accepted subscribes.')
      const tooEarly = refusalOf(() => rateLimit.checkReading(client.name))
      if (tooEarly) return [tooEarly]
      const read = readSubscription(query, operationName, schema)
      if (!('document' in read)) {
        rateLimit.chargeReading(client.name, query.length)
        return read
      }
      const refused = refusalOf(() => {
        const assessment = assess({ schema, ...read, variables, maxCost })
        assessment?.check()
        if (assessment) rateLimit.checkClient(client.name, assessment.cost)
      })
      if (refused) return [refused]
      return {
        schema,
        document: read.document,
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

const MANY = `A WebSocket takes ${MOST_SUBSCRIPTIONS} subscriptions at a time. Complete one, or open another WebSocket.`
const LIMITED = { extensions: { code: 'RATE_LIMITED' } }

function refusalOf(check: () => void): GraphQLError | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
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
