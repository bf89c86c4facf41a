import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, Kind } from 'graphql'
import type { Logger } from 'pino'
import { describeFault, SlicegraphError } from '../errors.ts'
import { describeCoercion, withoutToken } from './coercion-errors.ts'

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError

/**
 * Maps errors to `extensions.code`; nothing else does. Slicegraph's errors keep code and message, GraphQL's and
 * Apollo's pass, and any other error is reduced to an id. `onDamage` is called for a damaged store.
 */
export function createErrorFormatter(logger: Logger, schema: GraphQLSchema, onDamage: () => void): FormatError {
  return (formatted, error) => {
    const origin = originOf(error)
    if (origin instanceof SlicegraphError && origin.code === 'STORE_CORRUPT') onDamage()
    if (origin instanceof SlicegraphError && !origin.traits.internal)
      return { ...formatted, message: origin.message, extensions: { code: origin.code, ...origin.details } }
    const message = describeCoercion(error, schema)
    if (message !== null) {
      const code = hasPublicCode(formatted) ? formatted.extensions?.code : 'BAD_USER_INPUT'
      return { ...formatted, message, extensions: { code } }
    }
    // Other errors with `extensions` come from packages, and may say anything.
    if (origin instanceof GraphQLError && hasPublicCode(formatted))
      return { ...formatted, message: withoutToken(formatted.message) }
    const code = codeOfRequestError(origin)
    if (code) return { ...formatted, extensions: { code } }
    return { ...formatted, ...unexpected(origin, logger) }
  }
}

/** Logs an unexpected error. Returns an error that contains only its id in the log. */
function unexpected(error: unknown, logger: Logger): { message: string; extensions: { code: string; id: string } } {
  const fault = describeFault(error)
  // A client that disconnects aborts its reads, which is not an error.
  logger[fault.name === 'AbortError' ? 'debug' : 'error']({ fault }, 'unexpected error')
  return {
    message: `Unexpected error. The log has details under the id ${fault.id}.`,
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

/** Code for errors of GraphQL that have none: an argument invalid at run time, a persisted query with another hash. */
function codeOfRequestError(error: unknown): string | null {
  if (!(error instanceof GraphQLError)) return null
  const http: unknown = error.extensions.http
  if (typeof http === 'object' && http !== null && 'status' in http && Number(http.status) < 500) return 'BAD_REQUEST'
  const kind = error.nodes?.[0]?.kind
  // At a field, the value that a resolver returned was invalid.
  return kind !== undefined && kind !== Kind.FIELD ? 'BAD_USER_INPUT' : null
}
