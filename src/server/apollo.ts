import {
  ApolloServer,
  type ApolloServerOptions,
  type ApolloServerPlugin,
  HeaderMap,
  type HTTPGraphQLHead,
} from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import { describeFault, traitsOf } from '../errors.ts'
import { type Assessment, assess, type Execute, serializeAnswer } from '../execution/index.ts'
import type { GraphContext } from '../loaders/index.ts'
import { noConditionsRule, withoutConditions } from './conditional-subscriptions.ts'
import { PREFLIGHT_HEADERS } from './cors.ts'
import { MAX_ERRORS, MAX_FIELDS, MAX_TOKENS, maxDepthRule } from './document-limits.ts'
import type { FormatError } from './format-error.ts'
import type { KnownDocuments } from './known-documents.ts'
import { type MayHavePlace, weigh } from './overload.ts'
import type { MayHaveRequest, RateLimit } from './rate-limit.ts'

interface ApolloOptions {
  readonly rateLimit: RateLimit
  readonly schema: GraphQLSchema
  readonly execute: Execute
  /** Gets those that pass all checks. */
  readonly documents: KnownDocuments
  readonly logger: Logger
  readonly formatError: FormatError
  readonly nodeEnv: string
  /** Null: no limit. */
  readonly maxCost: number | null
}

/** Apollo Server without the plugins that it installs by default. Not started. */
export function createApollo({
  maxCost,
  rateLimit,
  execute,
  documents,
  logger,
  ...options
}: ApolloOptions): ApolloServer<GraphContext> {
  const { schema, ...others } = options
  return new ApolloServer<GraphContext>({
    ...others,
    logger: SILENT,
    gateway: answersThatFailed(schema),
    introspection: true,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: MAX_ERRORS },
    maxRecursiveSelections: MAX_FIELDS,
    validationRules: [maxDepthRule, noConditionsRule],
    stopOnTerminationSignals: false,
    stringifyResult: answer => serializeAnswer(answer, { end: '\n' }),
    plugins: [
      httpSemantics,
      checksSubscriptions,
      reportsFaults(logger),
      limitCost(maxCost, rateLimit),
      executedBy(execute, documents),
      // Apollo installs these when APOLLO_* variables are set. slicegraph reports nothing.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  })
}

/**
 * Rules of GraphQL over HTTP that Apollo lacks. An empty operation name counts as absent. Subscriptions are rejected
 * before they run. Clients that accept `application/json` alone get 200 for an invalid document or invalid variables,
 * since to them another status means that GraphQL was not reached; all others get Apollo's 400.
 */
const httpSemantics: ApolloServerPlugin = {
  async requestDidStart({ request }) {
    if (request.operationName === '') delete request.operationName
    return {
      async didResolveOperation({ operation }) {
        if (operation?.operation !== 'subscription') return
        const extensions = { code: 'BAD_REQUEST', http: { status: 400 } }
        throw new GraphQLError('Subscriptions need a WebSocket (graphql-transport-ws) to /graphql.', { extensions })
      },
      async willSendResponse({ request, response: { http, body } }) {
        if (http.status !== 400 || body.kind !== 'single') return
        // Absent: both types may be sent.
        const accept = request.http?.headers.get('accept')
        if (accept === undefined || accept.includes('graphql-response')) return
        const errors = body.singleResult.errors ?? []
        if (errors.every(({ extensions }) => traitsOf(extensions?.code).inDocument)) http.status = 200
      },
    }
  },
}

/** Apollo's own messages quote documents. What matters of them is logged by `reportsFaults`. */
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

const checksSubscriptions: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async validationDidStart(request) {
        Object.assign(request, { document: withoutConditions(request.document) })
      },
    }
  },
}

const reportsFaults = (logger: Logger): ApolloServerPlugin => ({
  async unexpectedErrorProcessingRequest({ error }) {
    logger.error({ fault: describeFault(error) }, 'an operation failed outside of its execution')
  },
})

/** Refuses operations that are too expensive, and tells the cost of others on request. */
function limitCost(maxCost: number | null, rateLimit: RateLimit): ApolloServerPlugin<MayHaveFailed> {
  return {
    async requestDidStart({ schema, request }) {
      let assessment: Assessment | null = null
      return {
        async didResolveOperation({ document, operation, contextValue }) {
          if (operation) assessment = assess({ schema, document, operation, variables: request.variables, maxCost })
          assessment?.check()
          if (!assessment) return
          const { cost } = assessment
          contextValue.cost = cost
          await rateLimit.beginContext(contextValue, cost, () => weigh(contextValue, cost))
        },
        async willSendResponse({ response: { body }, contextValue }) {
          // Its document, variables or cost were refused.
          if (contextValue.cost === undefined) rateLimit.chargeContext(contextValue, request.query?.length ?? 0)
          if (!assessment || body.kind !== 'single' || request.http?.headers.get('x-slicegraph-cost') !== '1') return
          const { singleResult } = body
          singleResult.extensions = { ...singleResult.extensions, cost: assessment.describe() }
        },
      }
    },
  }
}

type GatewayInterface = NonNullable<Extract<ApolloServerOptions<GraphContext>, { gateway?: unknown }>['gateway']>

/** Where an answer with errors waits until Apollo formats them and chooses the status. */
export const FAILED = Symbol('failed')

export interface MayHaveFailed extends GraphContext, MayHavePlace, MayHaveRequest {
  [FAILED]?: Promise<ExecutionResult>
}

/** Executes operations, unless that was done before. */
const executedBy = (execute: Execute, documents: KnownDocuments): ApolloServerPlugin<MayHaveFailed> => ({
  async requestDidStart() {
    return {
      async responseForOperation({ document, source, request: { operationName, variables }, contextValue }) {
        documents.add(source, document)
        const answer = contextValue[FAILED] ?? execute({ document, operationName, variables }, contextValue)
        const result = await answer.catch(() => null)
        if (result && !result.errors)
          return { http: NO_HEAD, body: { kind: 'single', singleResult: { data: result.data ?? null } } }
        contextValue[FAILED] = answer
        return null
      },
    }
  },
})

const NO_HEAD: HTTPGraphQLHead = { headers: new HeaderMap() }

/** Apollo's seam for another execution. It takes longer than a short answer, and is left to answers with errors. */
const answersThatFailed = (schema: GraphQLSchema): GatewayInterface => ({
  onSchemaLoadOrUpdate(onSchema) {
    onSchema({ apiSchema: schema, coreSupergraphSdl: '' })
    return () => {}
  },
  load: async () => ({
    executor: async ({ context }) => (await (context as MayHaveFailed)[FAILED]) ?? {},
  }),
  stop: async () => {},
})
