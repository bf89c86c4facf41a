import { type DocumentNode, executeSync, type GraphQLSchema, parse, validate } from 'graphql'
import type { JsonObject } from '../../../model/index.ts'
import { type Reply, replyWith } from '../reply.ts'

/** A valid request to Labelbox's GraphQL API. */
interface ApiRequest {
  readonly document: DocumentNode
  readonly variables: JsonObject
}

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

/** @returns GRAPHQL_PARSE_FAILED or GRAPHQL_VALIDATION_FAILED where it is not valid. */
export function parseRequest(body: Buffer, schema: GraphQLSchema): ApiRequest | CodedError {
  try {
    const { query, variables } = JSON.parse(body.toString()) as { query: string; variables?: JsonObject }
    const document = parse(query)
    const [wrong] = validate(schema, document)
    return wrong ? invalid(wrong.message) : { document, variables: variables ?? {} }
  } catch {
    return new CodedError('GRAPHQL_PARSE_FAILED', 'Syntax Error.')
  }
}

/** Carries out a request, if it is one. A field that failed is null, and its error is beside it. */
export function answerRequest(request: ApiRequest | CodedError, schema: GraphQLSchema, rootValue: object): Reply {
  if (request instanceof CodedError) return errorReply(request)
  const { document, variables: variableValues } = request
  const { data, errors = [] } = executeSync({ schema, document, rootValue, variableValues })
  const ofRequest = errors.find(({ path }) => path === undefined)
  if (ofRequest) return errorReply(invalid(ofRequest.message))
  const coded = errors.map(({ originalError }) => (originalError instanceof CodedError ? originalError : internal()))
  return json({ data, ...(coded.length > 0 && { errors: coded }) })
}

/** The answer to a request that fails as a whole: its HTTP status says so if it makes no sense. */
export function errorReply(error: CodedError): Reply {
  const isNonsense = error.code === 'GRAPHQL_PARSE_FAILED' || error.code === 'GRAPHQL_VALIDATION_FAILED'
  return json({ errors: [error], data: null }, isNonsense ? 400 : 200)
}

const json = (answer: object, status = 200) =>
  replyWith(status, 'application/json; charset=utf-8', JSON.stringify(answer))
