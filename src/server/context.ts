import type { ApolloServer } from '@apollo/server'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Execute } from '../execution/index.ts'
import type { ExportRuns, LazyReads, PullRuns } from '../ingest/index.ts'
import { createLoaders, type GraphContext, type Principal } from '../loaders/index.ts'
import type { SnapshotOptions, Store } from '../store/index.ts'
import type { Audit } from './audit.ts'
import type { Authentication } from './auth/authenticate.ts'
import type { HostCheck } from './auth/host-check.ts'
import type { SignedUrls } from './auth/signed-urls.ts'
import type { AddressOf } from './client-address.ts'
import type { Drain } from './drain.ts'
import type { FormatError } from './format-error.ts'
import type { KnownDocuments } from './known-documents.ts'
import type { RateLimit } from './rate-limit.ts'

/** Sources of the data that requests read. */
export interface Sources {
  readonly store: Pick<Store, 'openSnapshot' | 'version' | 'dataVersion' | 'damage' | 'tokens' | 'audits'>
  /** Fetches frames and masks that the store lacks. */
  readonly lazy: LazyReads
  /** Export tasks. */
  readonly runs: Pick<ExportRuns, 'start' | 'follow'>
  readonly pulls: Pick<PullRuns, 'start' | 'follow'>
  /** Public base URL without a trailing slash. Null: links are paths. */
  readonly publicUrl: string | null
}

/** Sources, and what is made of them. */
export interface ContextSources extends Sources {
  /** Null without authentication: URLs of masks are not signed. */
  readonly signedUrls: SignedUrls | null
  readonly followLoads: GraphContext['followLoads']
  /** Whether the store holds the sample export. */
  readonly demo: boolean
}

/** Everything that the routes of a gateway share. */
export interface Gateway extends ContextSources {
  readonly schema: GraphQLSchema
  /** Text of schema.graphql. */
  readonly sdl: string
  /** Started. */
  readonly apollo: ApolloServer<GraphContext>
  /** The execution that Apollo uses. */
  readonly execute: Execute
  /** That Apollo has checked. */
  readonly documents: KnownDocuments
  readonly logger: Logger
  readonly formatError: FormatError
  readonly drain: Drain
  readonly rateLimit: RateLimit
  readonly addressOf: AddressOf
  readonly audit: Audit
  /** Origins of pages that may send requests; `studio` is Apollo Studio. */
  readonly cors: readonly string[]
  readonly authentication: Authentication
  readonly checkHost: HostCheck
  /** Cost limit of an operation. Null: none. */
  readonly maxCost: number | null
  /** Time limit of an operation in milliseconds. Null: none. */
  readonly queryTimeout: number | null
  /** Whether damage of the store was found. */
  readonly isDamaged: () => boolean
  /** Memory for answers. */
  readonly keptBytes: number
  /** How long rows may get no further. Absent: 30 s. */
  readonly rowsProgressMs?: number
}

/**
 * Context of one operation. It reads a single version of the data.
 * @param principal who asks, which decides about the rows that it sees
 * @param controller of the operation: of its request, or of its event
 * @param newest version, if it has just been asked for
 */
export function createContext(
  sources: ContextSources,
  principal: Principal,
  controller: AbortController,
  newest?: string,
): Promise<GraphContext> {
  return contextOn(sources, principal, controller, newest === undefined ? {} : { version: newest, isNewest: true })
}

/** The same on a version of the data that another context reads. */
export async function contextOn(
  { store, lazy, runs, pulls, publicUrl, signedUrls, followLoads, demo }: ContextSources,
  principal: Principal,
  controller: AbortController,
  version: Pick<SnapshotOptions, 'version' | 'isNewest'>,
): Promise<GraphContext> {
  const { signal } = controller
  signal.throwIfAborted()
  const reader = await store.openSnapshot({ scope: principal.scope, hides: principal.hides, signal, ...version })
  const outcome: GraphContext['outcome'] = { isWhole: false, isOfNow: false, until: null }
  const loaders = createLoaders(reader, lazy, signal, outcome)
  return {
    principal,
    loaders,
    publicUrl,
    urlSigner: signedUrls?.signerFor(principal) ?? null,
    runs,
    pulls,
    followLoads,
    demo,
    signal,
    abort: (reason: Error) => controller.abort(reason),
    version: reader.version,
    dataVersion: reader.dataVersion,
    outcome,
  }
}

/** Contexts of one long read, all on the version of the data that the first one reads. */
export function contextsOfOneVersion(
  sources: ContextSources,
  principal: Principal,
  controller: AbortController,
): () => Promise<GraphContext> {
  let version: string | undefined
  return async () => {
    const context = await contextOn(sources, principal, controller, version === undefined ? {} : { version })
    version ??= context.version
    return context
  }
}
