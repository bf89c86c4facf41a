import type { ApolloServerPlugin } from '@apollo/server'
import { traitsOf } from '../errors.ts'

/**
 * Clients that take application/json alone get 200 where a document or its variables are wrong, as GraphQL over HTTP
 * has it: to them another status means that something else than GraphQL answered. All others get Apollo's 400.
 */
export const plainJsonStatus: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async willSendResponse({ request, response: { http, body } }) {
        if (http.status !== 400 || body.kind !== 'single' || acceptsGraphqlResponse(request.http?.headers)) return
        const errors = body.singleResult.errors ?? []
        if (errors.every(({ extensions }) => traitsOf(extensions?.code).inDocument)) http.status = 200
      },
    }
  },
}

/** No Accept header accepts everything. */
function acceptsGraphqlResponse(headers: { get(name: string): string | undefined } | undefined): boolean {
  const accept = headers?.get('accept')
  return !accept || /application\/graphql-response\+json|application\/\*|\*\/\*/i.test(accept)
}
