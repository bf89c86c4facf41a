import type { ApolloServerPlugin } from '@apollo/server'
import { GraphQLError } from 'graphql'
import { traitsOf } from '../errors.ts'

/**
 * Rules of GraphQL over HTTP that Apollo lacks. An empty operation name counts as absent. Subscriptions are refused
 * before they run. Clients that accept `application/json` alone get 200 for an invalid document or invalid variables,
 * since to them another status means that something else than GraphQL answered; all others get Apollo's 400.
 */
export const httpSemantics: ApolloServerPlugin = {
  async requestDidStart({ request }) {
    if (request.operationName === '') delete request.operationName
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== 'subscription') return
        const extensions = { code: 'BAD_REQUEST', http: { status: 400 } }
        throw new GraphQLError('Subscriptions need a WebSocket (graphql-transport-ws) to /graphql.', { extensions })
      },
      async willSendResponse({ request, response: { http, body } }) {
        if (http.status !== 400 || body.kind !== 'single') return
        if (request.http?.headers.get('accept')?.includes('graphql-response')) return
        const errors = body.singleResult.errors ?? []
        if (errors.every(({ extensions }) => traitsOf(extensions?.code).inDocument)) http.status = 200
      },
    }
  },
}
