import type { JsonObject } from '../../../model/index.ts'

/** An entry of `errors` in an answer of the API. */
export class CodedError extends Error {
  readonly code: string
  /** Keys beside the message, and keys beside the code. */
  readonly details: { readonly beside?: JsonObject; readonly extensions?: JsonObject }

  constructor(code: string, message: string, details: CodedError['details'] = {}) {
    super(message)
    this.code = code
    this.details = details
  }

  toJSON(): JsonObject {
    const { beside, extensions } = this.details
    return { message: this.message, ...beside, extensions: { code: this.code, ...extensions } }
  }
}

/** Bad input to an export: the reason stands in a list of its own. */
export const malformed = (error: string) =>
  new CodedError('MALFORMED_REQUEST', 'Malformed request', { beside: { errors: [{ error }] } })

export const invalid = (message: string) => new CodedError('GRAPHQL_VALIDATION_FAILED', message)

export const internal = (status = 500) =>
  new CodedError('INTERNAL_SERVER_ERROR', 'Internal server error', { extensions: { exception: { status } } })
