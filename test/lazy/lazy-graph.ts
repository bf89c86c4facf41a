import { writeFile } from 'node:fs/promises'
import { type ExecutionResult, graphql } from 'graphql'
import { createLazyReads, type IngestSummary, ingestExports } from '../../src/ingest/index.ts'
import { createLoaders, OPEN } from '../../src/loaders/index.ts'
import { openMediaCache } from '../../src/media/index.ts'
import type { JsonObject } from '../../src/model/index.ts'
import { createSchema } from '../../src/server/schema.ts'
import { listExports } from '../../src/source/index.ts'
import { EVERYTHING, openStore, type Store } from '../../src/store/index.ts'
import { openUpstream, type UpstreamSettings } from '../../src/upstream/index.ts'
import { type Emulator, openEmulator } from '../emulator/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { contentOf, createDrawn, type Drawn } from './drawn.ts'

const schema = createSchema()

/** An answer as a client reads it; `at` finds something in its data. */
export interface Answer {
  readonly data: unknown
  readonly errors: readonly { readonly message: string; readonly path: unknown; readonly code: unknown }[]
}

export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce((inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key], value)
}

export interface LazyGraph {
  readonly store: Store
  execute(query: string, variables?: Record<string, unknown>): Promise<Answer>
  /** The data. @throws Error on any error. */
  ask(query: string, variables?: Record<string, unknown>): Promise<unknown>
  /** Once; more often does nothing. */
  close(): Promise<void>
}

export interface Files {
  readonly storeUrl: string
  readonly mediaFolder: string
}

/** The graph over files that may be there already, with all that a gateway opens of its own. */
export async function openGraphAt(
  { storeUrl, mediaFolder }: Files,
  settings: UpstreamSettings,
): Promise<LazyGraph & AsyncDisposable> {
  const store = await openStore(storeUrl)
  const media = await openMediaCache(mediaFolder)
  const upstream = openUpstream(settings)
  const lazy = createLazyReads({ store, upstream, media })

  async function execute(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const reader = await store.openSnapshot({ scope: EVERYTHING })
    const contextValue = { principal: OPEN, loaders: createLoaders(reader, lazy), publicUrl: null }
    return plain(await graphql({ schema, source: query, variableValues: variables, contextValue }))
  }

  let closed: Promise<void> | null = null

  async function closeAll(): Promise<void> {
    await upstream.close()
    await lazy.close()
    await media.close()
    await store.close()
  }

  function close(): Promise<void> {
    closed ??= closeAll()
    return closed
  }

  return {
    store,
    execute,
    async ask(query, variables) {
      const { data, errors } = await execute(query, variables)
      if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1))
      return data
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

function plain({ data, errors = [] }: ExecutionResult): Answer {
  const told = errors.map(({ message, path, originalError }) => ({ message, path, code: at(originalError, 'code') }))
  return JSON.parse(JSON.stringify({ data: data ?? null, errors: told })) as Answer
}

/**
 * An upstream that draws what it is told to, and empty files of a store beside it. `open` is a gateway on these
 * files: closed and opened again, it has been restarted.
 */
export async function openScene() {
  await using opening = new AsyncDisposableStack()
  const drawn: Drawn = createDrawn()
  const emulator: Emulator = await openEmulator({ content: contentOf(drawn) })
  opening.defer(() => emulator.close())
  const folder = opening.use(await temporaryFolder())
  const files: Files = { storeUrl: `sqlite:${folder.file('store.db')}`, mediaFolder: folder.file('media') }
  const own: UpstreamSettings = { key: emulator.key, origins: [emulator.origin] }
  let loads = 0
  const opened = opening.move()

  async function write(records: readonly JsonObject[]): Promise<string> {
    const path = folder.file(`export-${++loads}.ndjson`)
    await writeFile(path, records.map(record => `${JSON.stringify(record)}\n`).join(''))
    return path
  }

  async function load(store: Store, records: readonly JsonObject[]): Promise<IngestSummary> {
    return ingestExports({ store, files: await listExports([await write(records)]) })
  }

  return {
    drawn,
    emulator,
    origin: emulator.origin,
    folder,
    files,
    /** Records as an export of their own; its path. */
    write,
    /** The same, loaded. */
    load,
    open: (settings: Partial<UpstreamSettings> = {}) => openGraphAt(files, { ...own, ...settings }),
    /** How many requests were received since this was asked last. */
    requests(): number {
      const count = emulator.requests.length
      emulator.clearRequests()
      return count
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}

export type Scene = Awaited<ReturnType<typeof openScene>>

/** A scene with a gateway on it, open; `reload` loads into it, and forgets the requests so far. */
export async function openServedScene() {
  await using opening = new AsyncDisposableStack()
  const scene = opening.use(await openScene())
  const graph = opening.use(await scene.open())
  const opened = opening.move()
  return {
    ...scene,
    graph,
    async reload(...records: readonly JsonObject[]): Promise<void> {
      const { rejected } = await scene.load(graph.store, records)
      if (rejected > 0) throw new Error(`${rejected} records were rejected`)
      scene.requests()
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
