import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { createExportRuns, createLazyReads, createPullRuns, ingestExports } from './ingest/index.ts'
import { createExportClient } from './labelbox/api/index.ts'
import { openMediaCache } from './media/index.ts'
import { createLocalExecute } from './server/index.ts'
import { listExports } from './source/index.ts'
import { mediaFolderOf, openStore } from './store/index.ts'
import { openUpstream } from './upstream/index.ts'

/*
 * The library: the graph over a store within this process, for scripts, notebooks and tests. Its types are all declared here,
 * since the package brings no others of its modules.
 */

export interface GatewayOptions {
  /** Where the data is kept: `sqlite:PATH`. Default: `sqlite:slicegraph.db` in the current folder. */
  readonly store?: string
  /** Key of Labelbox, sent to `upstreamOrigins` alone. Default: none. The environment is not read. */
  readonly apiKey?: string
  /** Default: `https://api.labelbox.com`. */
  readonly apiUrl?: string
  /** Exact origins that frames and masks may be fetched from. Default: that of `apiUrl`. */
  readonly upstreamOrigins?: readonly string[]
  /** Cost limit of an operation. Default: none. */
  readonly maxCost?: number
  /** Time limit of an operation in milliseconds. Default: none. */
  readonly queryTimeout?: number
}

/** For whom an operation is answered. By default an operator who sees everything. */
export interface Principal {
  readonly name?: string
  readonly role?: 'viewer' | 'operator'
  /** Ids of the projects whose data is visible. Default: all. */
  readonly projects?: readonly string[]
  /** `people`: pseudonyms in place of people. `raw`: every `raw` is null. */
  readonly hides?: readonly ('people' | 'raw')[]
}

export interface ExecutionError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  /** As clients of a gateway get them: `code` is one of docs/errors.md. */
  readonly extensions: Readonly<Record<string, unknown>>
}

/** An answer of the graph, as plain JSON. */
export interface Answer<Data> {
  /** Null if the operation did not run, or a field that is never null failed. */
  readonly data: Data | null
  /** Absent without errors. */
  readonly errors?: readonly ExecutionError[]
}

export interface LoadSummary {
  /** Records that were read: stored and rejected. */
  readonly records: number
  readonly rejected: number
  readonly dataRows: number
  readonly labels: number
  readonly annotations: number
  /** Reasons of files that could not be read, of which nothing is loaded. */
  readonly failures: readonly string[]
}

export interface Gateway extends AsyncDisposable {
  /**
   * Answers one query or mutation. It fetches frames and masks from Labelbox on first use. Errors of the document and of
   * fields are in the answer; it rejects only when the gateway was closed.
   */
  execute<Data = Readonly<Record<string, unknown>>, Variables extends object = Readonly<Record<string, unknown>>>(
    document: string | TypedDocumentNode<Data, Variables>,
    variables?: Variables,
    principal?: Principal,
  ): Promise<Answer<Data>>
  /**
   * Loads exports: files, folders or globs. A file that was loaded before is passed over.
   * @throws an error with a message for people when the load fails as a whole
   */
  load(exports: string | readonly string[]): Promise<LoadSummary>
  /** Ends what runs and closes the store. */
  close(): Promise<void>
}

/**
 * Opens the graph over a store, which is made if there is none.
 * @throws an error with a message for people if the store cannot be used
 */
export async function openGateway(options: GatewayOptions = {}): Promise<Gateway> {
  const { store: url = 'sqlite:slicegraph.db', apiKey, apiUrl = 'https://api.labelbox.com' } = options
  const origins = options.upstreamOrigins ?? [new URL(apiUrl).origin]
  const store = await openStore(url)
  const upstream = openUpstream({ key: apiKey ?? null, origins: [...new Set([new URL(apiUrl).origin, ...origins])] })
  const media = await openMediaCache(mediaFolderOf(url))
  const lazy = createLazyReads({ store, upstream: upstream.limitedTo(origins), media })
  const client = createExportClient({ upstream, apiUrl })
  const runs = createExportRuns({ store, client, hasKey: apiKey !== undefined })
  const pulls = createPullRuns({ store, lazy })
  const { maxCost = null, queryTimeout = null } = options
  const execute = createLocalExecute({ store, lazy, runs, pulls, maxCost, queryTimeout })
  const ended = new AbortController()
  let closing: Promise<void> | null = null

  async function closeAll(): Promise<void> {
    ended.abort(new Error('The gateway was closed.'))
    await runs.close()
    await pulls.close()
    await upstream.close()
    await lazy.close()
    await media.close()
    await store.close()
  }

  function close(): Promise<void> {
    closing ??= closeAll()
    return closing
  }

  return {
    async execute<Data, Variables extends object>(
      document: string | TypedDocumentNode<Data, Variables>,
      variables?: Variables,
      principal: Principal = {},
    ): Promise<Answer<Data>> {
      ended.signal.throwIfAborted()
      const { name = null, role = 'operator', projects = 'all', hides = [] } = principal
      const result = await execute({
        document,
        variables: variables as Readonly<Record<string, unknown>> | undefined,
        principal: { id: 'local', name, role, scope: { projects }, hides: new Set(hides), expiresAt: null },
        signal: ended.signal,
      })
      return result as Answer<Data>
    },
    async load(exports) {
      ended.signal.throwIfAborted()
      if (store.damage) throw store.damage
      const files = await listExports([exports].flat())
      const { records, rejected, dataRows, labels, annotations, ...summary } = await ingestExports({
        store,
        files,
        signal: ended.signal,
      })
      const failures = summary.exports.flatMap(({ error }) => error ?? [])
      return { records, rejected, dataRows, labels, annotations, failures }
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}
