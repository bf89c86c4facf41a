import type { JsonObject } from '../../../model/index.ts'

/** The codes that the vendor gives in `extensions.code`. */
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

/** An entry of `errors` in an answer of the API. */
export class CodedError extends Error {
  readonly code: Code
  /** What stands beside the message, and what stands beside the code. */
  readonly details: { readonly beside?: JsonObject; readonly extensions?: JsonObject }

  constructor(code: Code, message: string, details: CodedError['details'] = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  toJSON(): JsonObject {
    const { beside, extensions } = this.details
    return { message: this.message, ...beside, extensions: { code: this.code, ...extensions } }
  }
}

/** Bad input to an export: what is wrong stands in a list of its own. */
export const malformed = (error: string) =>
  new CodedError('MALFORMED_REQUEST', 'Malformed request', { beside: { errors: [{ error }] } })

/** The error of a code, as a switch gives it. @param status of the exception within, for INTERNAL_SERVER_ERROR. */
export function errorOf(code: Code, status = 500): CodedError {
  if (code === 'MALFORMED_REQUEST') return malformed('Export is not supported for projects with custom editors')
  if (code === 'INTERNAL_SERVER_ERROR')
    return new CodedError(code, 'Internal server error', { extensions: { exception: { status } } })
  return new CodedError(code, `The request was answered with ${code}.`)
}
