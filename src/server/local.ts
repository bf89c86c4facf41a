import {
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { SlicegraphError } from '../errors.ts'
import { assess, createExecute } from '../execution/index.ts'
import { OPEN, type Principal } from '../loaders/index.ts'
import { contextOn, contextsOfOneVersion, type Sources } from './context.ts'
import { createFollowLoads } from './follow-loads.ts'
import { createErrorFormatter } from './format-error.ts'
import { createLogger } from './logger.ts'
import { createSchema } from './schema.ts'

interface LocalOptions extends Omit<Sources, 'publicUrl'> {
  /** Null: no limit. */
  readonly maxCost: number | null
  /** In milliseconds. Null: none. */
  readonly queryTimeout: number | null
}

interface LocalOperation {
  readonly document: string | DocumentNode
  readonly variables: Readonly<Record<string, unknown>> | undefined
  /** Default: an operator who sees everything. */
  readonly principal?: Principal
  readonly signal?: AbortSignal | undefined
}

/** Contexts for a long read without HTTP: of one version of the data, for an operator of these projects. */
export function createLocalContexts(
  sources: Omit<Sources, 'publicUrl'>,
  projects: Principal['scope']['projects'],
  signal: AbortSignal,
): ReturnType<typeof contextsOfOneVersion> {
  const controller = new AbortController()
  signal.addEventListener('abort', () => controller.abort(signal.reason))
  return contextsOfOneVersion(localSources(sources), { ...OPEN, scope: { projects } }, controller)
}

const localSources = ({ store, lazy, runs, pulls }: Omit<Sources, 'publicUrl'>) => ({
  ...{ store, lazy, runs, pulls, publicUrl: null, signedUrls: null, demo: false },
  followLoads: createFollowLoads(store),
})

/** Documents that are kept parsed. */
const MOST_DOCUMENTS = 100

/** Answers operations without HTTP, with the errors that clients of a gateway get. */
export function createLocalExecute({ maxCost, queryTimeout, ...own }: LocalOptions) {
  const sources = localSources(own)
  const schema = createSchema()
  const execute = createExecute({ schema, timeout: queryTimeout })
  const logger = createLogger('silent')
  const formatError = createErrorFormatter(logger, schema, () => {})
  const known = new Map<string, DocumentNode>()

  function parsed(document: string | DocumentNode): DocumentNode {
    const text = typeof document === 'string' ? document : null
    const found = text === null ? undefined : known.get(text)
    if (found) return found
    const made = typeof document === 'string' ? parse(document) : document
    const [error] = validate(schema, made, specifiedRules, { maxErrors: 1 })
    if (error) throw Object.assign(error, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })
    if (text !== null) known.set(text, made)
    const [oldest] = known.keys()
    if (known.size > MOST_DOCUMENTS && oldest !== undefined) known.delete(oldest)
    return made
  }

  async function answer({ document: asked, variables, principal = OPEN, signal }: LocalOperation) {
    const document = parsed(asked)
    const operation = getOperationAST(document)
    if (!operation) throw new SlicegraphError('OPERATION_RESOLUTION_FAILURE', 'The document must have one operation.')
    if (operation.operation === 'subscription')
      throw new SlicegraphError('BAD_REQUEST', 'Subscriptions need a WebSocket to a gateway. Ask by a query.')
    assess({ schema, document, operation, variables, maxCost })?.check()
    const controller = new AbortController()
    const stop = () => controller.abort(signal?.reason)
    signal?.addEventListener('abort', stop)
    try {
      const context = await contextOn(sources, principal, controller, {})
      return await execute({ document, operationName: operation.name?.value, variables }, context)
    } finally {
      signal?.removeEventListener('abort', stop)
      // What still runs is useless now.
      controller.abort()
    }
  }

  const formatted = (error: unknown) => {
    const own = error instanceof GraphQLError ? error.toJSON() : { message: '' }
    const isSyntax = error instanceof GraphQLError && error.message.startsWith('Syntax Error')
    const { extensions, ...shown } = formatError(isSyntax ? { ...own, extensions: { code: PARSE_FAILED } } : own, error)
    const { http: _, ...others } = extensions ?? {}
    return { ...shown, extensions: others }
  }

  return async (operation: LocalOperation): Promise<FormattedExecutionResult> => {
    try {
      const { data, errors } = await answer(operation)
      // Rows that are kept as text become objects.
      const plain = JSON.parse(JSON.stringify(data ?? null))
      return errors ? { errors: errors.map(formatted), data: plain } : { data: plain }
    } catch (error) {
      return { errors: [formatted(error)], data: null }
    }
  }
}

const PARSE_FAILED = 'GRAPHQL_PARSE_FAILED'
