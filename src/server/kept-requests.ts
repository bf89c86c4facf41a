import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/* Requests whose answers may be kept, and the names that these are kept by. */

export interface RequestChecks {
  /** Largest body of a request. */
  readonly bodyLimit: number
  /** Whether the Host header names this gateway, and who asks is known. */
  readonly isAccepted: (request: IncomingMessage) => boolean
  /** Whether a GET may be answered. */
  readonly isSafeGet: (headers: IncomingHttpHeaders) => boolean
}

/** Whether a request is an ordinary one of GraphQL, which the framework would not refuse before it is executed. */
export function isCandidate(request: IncomingMessage, { bodyLimit, isAccepted, isSafeGet }: RequestChecks): boolean {
  const { method, url = '', headers, httpVersionMajor } = request
  if (httpVersionMajor !== 1 || headers['transfer-encoding'] !== undefined) return false
  if (headers['content-encoding'] !== undefined || !isAccepted(request)) return false
  const type = headers['content-type']
  if (method === 'GET')
    return url.startsWith('/graphql?') && type === undefined && headers.upgrade === undefined && isSafeGet(headers)
  if (method !== 'POST' || url !== '/graphql' || !JSON_TYPE.test(type ?? '')) return false
  return Number(headers['content-length']) <= bodyLimit
}

/** Other spellings take longer: they are left to the framework. */
const JSON_TYPE = /^application\/json(; ?charset=utf-8)?$/i

/** Headers that an answer depends on. Whether a GET is safe is asked each time. */
const HEADERS = ['accept', 'origin', 'x-slicegraph-cost', 'authorization'] as const

/** Everything of a request that its answer depends on. */
export function nameOf({ method, url, headers }: IncomingMessage, body: Buffer | null): string {
  const values = HEADERS.map(header => headers[header] ?? '').join('\n')
  return `${method} ${url}\n${values}\n${body?.toString('latin1') ?? ''}`
}
