import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, Kind } from 'graphql'
import type { Logger } from 'pino'
import { describeFault, SlicegraphError } from '../errors.ts'
import { describeCoercion, withoutToken } from './coercion-errors.ts'

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * The one place where an error becomes `extensions.code`: the gateway's own keep their code and message, GraphQL's
 * and Apollo's pass, and anything else tells its id and nothing more. `onDamage` is told of a damaged store.
 */
export function createErrorFormatter(logger: Logger, schema: GraphQLSchema, onDamage: () => void): FormatError {
  return (formatted, error) => {
    const origin = originOf(error)
    if (origin instanceof SlicegraphError && origin.code === 'STORE_CORRUPT') onDamage()
    if (origin instanceof SlicegraphError && !origin.traits.internal)
      return { ...formatted, message: origin.message, extensions: { code: origin.code } }
    const message = describeCoercion(error, schema)
    if (message !== null) {
      const code = hasPublicCode(formatted) ? formatted.extensions?.code : 'BAD_USER_INPUT'
      return { ...formatted, message, extensions: { code } }
    }
    if (formatted.extensions?.code === 'GRAPHQL_PARSE_FAILED')
      return { ...formatted, message: withoutToken(formatted.message) }
    if (hasPublicCode(formatted)) return formatted
    const code = codeOfRequestFault(origin)
    if (code) return { ...formatted, extensions: { code } }
    return { ...formatted, ...unexpected(origin, logger) }
  }
}

/** An answer that tells only the id under which the log knows the error. */
function unexpected(error: unknown, logger: Logger): { message: string; extensions: { code: string; id: string } } {
  const fault = describeFault(error)
  // A client that hung up is not a fault; its reads end with the reason of the abort.
  logger[fault.name === 'AbortError' ? 'debug' : 'error']({ fault }, 'unexpected error')
  return {
    message: `Something unexpected went wrong here; the log says more under the id ${fault.id}.`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', id: fault.id },
  }
}

function originOf(error: unknown): unknown {
  let origin = error
  while (origin instanceof GraphQLError && origin.originalError) origin = origin.originalError
  return origin
}

function hasPublicCode({ extensions }: GraphQLFormattedError): boolean {
  return typeof extensions?.code === 'string' && extensions.code !== 'INTERNAL_SERVER_ERROR'
}

/** GraphQL's own errors without a code: an argument that turns out wrong while running, a persisted query that does not fit. */
function codeOfRequestFault(error: unknown): string | null {
  if (!(error instanceof GraphQLError)) return null
  const http: unknown = error.extensions.http
  if (typeof http === 'object' && http !== null && 'status' in http && Number(http.status) < 500) return 'BAD_REQUEST'
  const kind = error.nodes?.[0]?.kind
  // A field as the place means that its answer was wrong, which is nobody's fault but ours.
  return kind !== undefined && kind !== Kind.FIELD ? 'BAD_USER_INPUT' : null
}
