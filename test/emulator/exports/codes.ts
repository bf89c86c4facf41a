import { CodedError, internal, malformed } from '../../../src/demo/upstream/exports/api.ts'

/** The codes that Labelbox gives in `extensions.code`. */
export const CODES = [
  'AUTHENTICATION_ERROR',
  'AUTHORIZATION_ERROR',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPHQL_PARSE_FAILED',
  'RESOURCE_NOT_FOUND',
  'RESOURCE_CONFLICT',
  'MALFORMED_REQUEST',
  'INTERNAL_SERVER_ERROR',
  'OPERATION_NOT_ALLOWED',
] as const

export type Code = (typeof CODES)[number]

/** The error of a code, as a switch gives it. @param status of the exception within, for INTERNAL_SERVER_ERROR. */
export function errorOf(code: Code, status = 500): CodedError {
  if (code === 'MALFORMED_REQUEST') return malformed('Export is not supported for projects with custom editors')
  if (code === 'INTERNAL_SERVER_ERROR') return internal(status)
  return new CodedError(code, `The request was answered with ${code}.`)
}
