import type { ApolloServerPlugin } from '@apollo/server'

/** What is wrong with a well-formed request before any of it runs. */
const REQUEST_FAULTS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
])

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
        if (errors.every(({ extensions }) => REQUEST_FAULTS.has(extensions?.code))) http.status = 200
      },
    }
  },
}

/** No Accept header accepts everything. */
function acceptsGraphqlResponse(headers: { get(name: string): string | undefined } | undefined): boolean {
  const accept = headers?.get('accept')
  return !accept || /application\/graphql-response\+json|application\/\*|\*\/\*/i.test(accept)
}
