import { ApolloServer } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { GraphContext } from '../loaders/index.ts'
import { PREFLIGHT_HEADERS } from './cors.ts'
import type { FormatError } from './format-error.ts'
import { httpSemantics } from './http-semantics.ts'
import { maxDepthRule } from './selection-limits.ts'

interface ApolloOptions {
  readonly schema: GraphQLSchema
  readonly logger: Logger
  readonly formatError: FormatError
  readonly nodeEnv: string
}

/** Limits of a document, checked before execution. Without any one of them, a document can exhaust the process. */
export const MAX_TOKENS = 5_000
export const MAX_RECURSIVE_SELECTIONS = 10_000
const MAX_DEPTH = 30
/** Validation rules in addition to those of GraphQL. */
export const VALIDATION_RULES = [maxDepthRule(MAX_DEPTH)]
const MAX_ERRORS = 5

/** Apollo Server without the plugins that it installs by default. Not started. */
export function createApollo({ schema, logger, formatError, nodeEnv }: ApolloOptions): ApolloServer<GraphContext> {
  return new ApolloServer<GraphContext>({
    schema,
    nodeEnv,
    logger,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError,
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    parseOptions: { maxTokens: MAX_TOKENS },
    validationOptions: { maxErrors: MAX_ERRORS },
    maxRecursiveSelections: MAX_RECURSIVE_SELECTIONS,
    validationRules: VALIDATION_RULES,
    stopOnTerminationSignals: false,
    plugins: [
      httpSemantics,
      // Apollo installs these when APOLLO_* variables are set. slicegraph reports nothing.
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  })
}
