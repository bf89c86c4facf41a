import type { JsonObject } from '../../../model/index.ts'
import { type Reply, replyWith } from '../reply.ts'
import { CodedError } from './coded-error.ts'

/** What the API answers, whatever it is: JSON. Requests that make no sense have a status that says so. */
export function reply(answer: object, status = 200): Reply {
  return replyWith(status, 'application/json; charset=utf-8', JSON.stringify(answer))
}

export function replyWithError(error: CodedError): Reply {
  const isNonsense = error.code === 'GRAPHQL_PARSE_FAILED' || error.code === 'GRAPHQL_VALIDATION_FAILED'
  return reply({ errors: [error], data: null }, isNonsense ? 400 : 200)
}

export interface GraphqlBody {
  readonly query: string
  readonly variables: JsonObject
}

/** @throws CodedError */
export function readBody(body: Buffer): GraphqlBody {
  try {
    const { query, variables } = JSON.parse(body.toString())
    if (typeof query === 'string') return { query, variables: variables ?? {} }
  } catch {
    // Said below.
  }
  throw new CodedError('GRAPHQL_PARSE_FAILED', 'The request has no query.')
}
