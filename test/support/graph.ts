import { readFile, writeFile } from 'node:fs/promises'
import { type ExecutionResult, graphql } from 'graphql'
import { type IngestSummary, ingestExports } from '../../src/ingest/index.ts'
import { createLoaders, type GraphContext, OPEN } from '../../src/loaders/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { createFollowLoads } from '../../src/server/follow-loads.ts'
import { createSchema } from '../../src/server/schema.ts'
import { listExports } from '../../src/source/index.ts'
import { EVERYTHING, type Hidden, openStore, type Scope, type Store, type StoreReader } from '../../src/store/index.ts'
import type { UpstreamSettings } from '../../src/upstream/index.ts'
import { type Backend, DEFAULT_BACKEND } from './backends.ts'
import { openLazy } from './lazy.ts'
import { temporaryFolder } from './temporary-folder.ts'

const schema = createSchema()

/** Who asks. */
interface Asking {
  readonly scope?: Scope
  readonly hides?: ReadonlySet<Hidden>
}

/** The graph over some exports, without HTTP: a real store in a folder of its own, gone with the scope. */
export async function openGraph(
  exportPaths: readonly string[],
  options: Asking & { readonly upstream?: UpstreamSettings; readonly storePath?: string } = {},
) {
  const opened = await openLoadedStore(DEFAULT_BACKEND, options.storePath)
  const {
    lazy,
    runs,
    pulls,
    close: closeLazy,
  } = await openLazy(opened.store, opened.folder.file('media'), options.upstream)
  if (exportPaths.length > 0) await opened.load(exportPaths)
  const reads: Read[] = []
  // All requests begin at one time, so that equal ones have equal answers.
  const startedAt = Date.now() * 1000

  async function context({ scope = EVERYTHING, hides = new Set() }: Asking = options): Promise<GraphContext> {
    const snapshot = await opened.store.openSnapshot({ scope, hides, startedAt })
    const reader = counted(snapshot, read => reads.push(read))
    const outcome = { isWhole: false, isOfNow: false, until: null }
    return {
      principal: { ...OPEN, scope, hides },
      loaders: createLoaders(reader, lazy),
      publicUrl: null,
      runs,
      pulls,
      followLoads: createFollowLoads(opened.store),
      demo: false,
      version: snapshot.version,
      dataVersion: snapshot.dataVersion,
      outcome,
    }
  }

  async function execute(
    query: string,
    variables: Record<string, unknown> = {},
    asking?: Asking,
  ): Promise<ExecutionResult> {
    return graphql({ schema, source: query, variableValues: variables, contextValue: await context(asking) })
  }

  async function close(): Promise<void> {
    await closeLazy()
    await opened.close()
  }

  return {
    ...opened,
    close,
    [Symbol.asyncDispose]: close,
    /** Exports that are run at the upstream. */
    runs,
    pulls,
    /** The context of a request. */
    context,
    execute,
    /** The answer's data as plain objects; fails on any error. */
    async ask(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, never>> {
      const { data, errors } = await execute(query, variables)
      if (errors) throw new Error(errors.map(error => `${error.path?.join('.')}: ${error.message}`).join('\n'))
      return JSON.parse(JSON.stringify(data))
    },
    /** Calls of the reader so far. */
    reads: reads as readonly Read[],
  }
}

/**
 * A store of its own, gone with the scope, with ways to load into it.
 * @param storePath a store that is there already.
 */
export async function openLoadedStore(backend: Backend = DEFAULT_BACKEND, storePath?: string) {
  const place = await backend.makePlace()
  const folder = await temporaryFolder()
  const url = storePath === undefined ? place.url : `sqlite:${storePath}`
  const store: Store = await openStore(url, backend.options)
  let files = 0

  async function load(paths: readonly string[]): Promise<IngestSummary> {
    return ingestExports({ store, files: await listExports(paths) })
  }

  async function close(): Promise<void> {
    await store.close()
    await folder[Symbol.asyncDispose]()
    await place[Symbol.asyncDispose]()
  }

  return {
    store,
    url,
    folder,
    load,
    /** As an NDJSON file of its own. */
    async loadRecords(records: readonly (JsonObject | string)[]): Promise<IngestSummary> {
      const path = folder.file(`export-${++files}.ndjson`)
      const lines = records.map(record => (typeof record === 'string' ? record : JSON.stringify(record)))
      await writeFile(path, lines.map(line => `${line}\n`).join(''))
      return load([path])
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

export async function readJson<T>(path: string | URL): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T
}

interface Read {
  readonly method: string
  /** How many keys it was for; null for a read that takes no list of keys. */
  readonly keys: number | null
}

function counted(reader: StoreReader, note: (read: Read) => void): StoreReader {
  return new Proxy(reader, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...parameters: unknown[]) => {
        const keys = parameters.find(Array.isArray)
        note({ method: String(name), keys: keys?.length ?? null })
        return (member as (...given: unknown[]) => unknown).apply(target, parameters)
      }
    },
  })
}
