import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql'
import { assess, type Operation, serializeAnswer } from '../execution/index.ts'
import type { GraphContext } from '../loaders/index.ts'
import { createContext, type Gateway } from './context.ts'
import { acceptableTypes, isDefault } from './negotiate.ts'
import { givingWay, leavePlace, weigh } from './overload.ts'

/** The answer to an operation, without errors. */
export interface DirectAnswer {
  readonly text: string
  readonly context: GraphContext
}

/** An operation that was executed and is in error. */
interface Started {
  readonly context: GraphContext
  readonly answer: Promise<ExecutionResult>
}

const STARTED = Symbol('started')

interface MayHaveStarted extends IncomingMessage {
  [STARTED]?: Started
}

/** The operation of a request, if it has been executed already. */
export const startedOf = ({ [STARTED]: started }: MayHaveStarted): Started | undefined => started

/**
 * Answers queries of documents that Apollo has checked before, which without the HTTP framework and Apollo takes half the
 * time. It answers what is usual and without errors; null for everything else, which is answered by Apollo as if it were the
 * first to see it, down to the wording of errors. It does not execute again what was executed here.
 */
export function createKnownOperations(gateway: Gateway) {
  const { documents, execute, schema, maxCost, drain, cors, authentication, rateLimit } = gateway

  /** Null if it is not known, or refused. */
  function operationOf(body: Buffer): (Operation & { readonly cost: number }) | null {
    const request = parse(body)
    const document = request && documents.get(request.query)
    if (!document) return null
    const { variables, operationName = null } = request
    const operation = getOperationAST(document, operationName)
    if (operation?.operation !== OperationTypeNode.QUERY) return null
    const assessment = assess({ schema, document, operation, variables, maxCost })
    assessment?.check()
    return assessment && { document, operationName: operationName ?? undefined, variables, cost: assessment.cost }
  }

  return {
    /** @param version the newest of the data */
    async answer(request: MayHaveStarted, body: Buffer, version: string): Promise<DirectAnswer | null> {
      if (!isUsual(request.headers, cors)) return null
      try {
        const operation = operationOf(body)
        if (!operation) return null
        const { cost } = operation
        await rateLimit.begin(request, cost, () => weigh(request, cost))
        const context = await createContext(
          givingWay(gateway, request),
          authentication.principalOf(request),
          drain.controllerOf({ raw: request }),
          version,
        )
        context.cost = cost
        const answer = execute(operation, context)
        request[STARTED] = { context, answer }
        const { errors, data = null } = await answer
        if (errors) return null
        const text = await serializeAnswer({ data }, { end: '\n', owner: context.signal })
        leavePlace(request)
        return { text, context }
      } catch {
        // Apollo meets the same error, and answers it.
        return null
      }
    },
  }
}

/** Whether the answer depends on no header but Accept-Encoding. */
function isUsual(headers: IncomingHttpHeaders, cors: readonly string[]): boolean {
  const { accept, origin } = headers
  if (headers['x-slicegraph-cost'] !== undefined || (origin !== undefined && cors.length > 0)) return false
  return accept === undefined || isDefault(acceptableTypes(accept))
}

interface Body {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>> | undefined
  readonly operationName: string | null | undefined
}

/** Null for a body that is not plainly the one of an operation. */
function parse(body: Buffer): Body | null {
  const text = body.toString()
  if (SUSPECT.some(part => text.includes(part))) return null
  const request: unknown = JSON.parse(text)
  if (!isObject(request)) return null
  const { query, variables, operationName, extensions } = request
  if (typeof query !== 'string') return null
  if (extensions !== undefined && (!isObject(extensions) || 'persistedQuery' in extensions)) return null
  if (operationName != null && (typeof operationName !== 'string' || operationName === '')) return null
  if (variables != null && !isObject(variables)) return null
  return { query, variables: variables ?? undefined, operationName }
}

/** The framework refuses some keys of objects, in any spelling. A pattern would take three hundred times as long. */
const SUSPECT = ['__proto__', 'constructor', '\\u']

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
