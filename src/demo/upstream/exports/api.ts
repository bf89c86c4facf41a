import { type DocumentNode, executeSync, type GraphQLSchema, parse, validate } from 'graphql'
import type { JsonObject } from '../../../model/index.ts'
import { type Reply, replyWith } from '../reply.ts'
import { CodedError, internal, invalid } from './coded-error.ts'

/** A valid request to Labelbox's GraphQL API. */
export interface ApiRequest {
  readonly document: DocumentNode
  readonly variables: JsonObject
}

/** @throws CodedError GRAPHQL_PARSE_FAILED or GRAPHQL_VALIDATION_FAILED */
export function parseRequest(body: Buffer, schema: GraphQLSchema): ApiRequest {
  const request = syntax(() => JSON.parse(body.toString()) as { query: string; variables?: JsonObject })
  const document = syntax(() => parse(request.query))
  const [wrong] = validate(schema, document)
  if (wrong) throw invalid(wrong.message)
  return { document, variables: request.variables ?? {} }
}

/** The answer to a request, or to its error. */
export function replyTo(body: Buffer, schema: GraphQLSchema, rootValue: object): Reply {
  try {
    return answerRequest(parseRequest(body, schema), schema, rootValue)
  } catch (error) {
    return errorReply(error instanceof CodedError ? error : internal())
  }
}

/** Carries out a request. A field that failed is null, and its error is beside it. */
export function answerRequest({ document, variables }: ApiRequest, schema: GraphQLSchema, rootValue: object): Reply {
  const { data, errors = [] } = executeSync({ schema, document, rootValue, variableValues: variables })
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

function syntax<T>(read: () => T): T {
  try {
    return read()
  } catch {
    throw new CodedError('GRAPHQL_PARSE_FAILED', 'Syntax Error.')
  }
}
