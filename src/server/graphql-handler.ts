import type { IncomingMessage } from 'node:http'
import { HeaderMap } from '@apollo/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { GraphContext } from '../loaders/index.ts'
import { FAILED, type MayHaveFailed } from './apollo.ts'
import { createContext, type Gateway } from './context.ts'
import { isSafeGet, PREFLIGHT_HEADERS } from './cors.ts'
import { CROSS_SITE, sendRequestError } from './http-errors.ts'
import { startedOf } from './known-operations.ts'
import { acceptableTypes, isDefault } from './negotiate.ts'
import { givingWay, takePlace } from './overload.ts'

const CONTEXT = Symbol('context')

interface WithContext extends FastifyRequest {
  [CONTEXT]?: GraphContext
}

/** Context of an operation that has begun. */
export const contextOf = ({ [CONTEXT]: context }: WithContext): GraphContext | undefined => context

/**
 * Answers GraphQL by HTTP. Apollo's package for Fastify does the same, but hands over all headers and parses the URL of a
 * POST.
 * @param versionOf the newest version of the data, if it has been read for this request
 */
export function graphqlHandler(gateway: Gateway, versionOf: (request: IncomingMessage) => string | undefined) {
  return async (request: WithContext, reply: FastifyReply): Promise<FastifyReply | string> => {
    const { method, headers } = request
    // Apollo checks Accept only after the operation has run.
    const types = acceptableTypes(headers.accept)
    if (types.length === 0) return sendRequestError(reply, 406)
    if (method === 'GET' && !isSafeGet(headers, gateway)) return sendRequestError(reply, 400, CROSS_SITE)
    const base = `http://${request.hostname}/`
    if (!URL.canParse(request.url, base)) return sendRequestError(reply, 400)
    const search = method === 'GET' ? new URL(request.url, base).search : ''
    const answer = await gateway.apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method, headers: headersFor(request, types), search, body: request.body },
      async context() {
        const started = startedOf(request.raw)
        const context: MayHaveFailed =
          started?.context ??
          (await createContext(
            givingWay(gateway, request.raw),
            gateway.authentication.principalOf(request.raw),
            gateway.drain.controllerOf(request),
            versionOf(request.raw),
          ))
        takePlace(context, request.raw)
        gateway.rateLimit.note(context, request.raw)
        if (started) context[FAILED] = started.answer
        request[CONTEXT] = context
        return context
      },
    })
    for (const [name, value] of answer.headers) reply.header(name, value)
    reply.code(answer.status ?? 200)
    if (answer.body.kind === 'chunked') throw new Error('Apollo answered in parts, which nothing asks for.')
    return answer.body.string
  }
}

/** The headers that Apollo and its plugins (apollo.ts) look at. */
function headersFor({ method, headers }: FastifyRequest, types: readonly string[]): HeaderMap {
  const own = new HeaderMap()
  // Without Accept, Apollo answers with the preferred type at once.
  if (!isDefault(types)) own.set('accept', types.join(', '))
  copy('x-slicegraph-cost')
  if (method === 'GET') copy('content-type')
  // A GET was checked above, where Apollo is stricter, and a POST with a body is JSON, which forces a preflight.
  if (method === 'GET' || headers['content-type'] !== undefined) own.set('apollo-require-preflight', 'checked')
  else PREFLIGHT_HEADERS.forEach(copy)
  return own

  function copy(name: string): void {
    const value = headers[name]
    if (value) own.set(name, String(value))
  }
}
