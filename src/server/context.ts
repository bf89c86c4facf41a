import type { ExportRuns, LazyReads } from '../ingest/index.ts'
import { createLoaders, type GraphContext } from '../loaders/index.ts'
import { EVERYTHING, type Store } from '../store/index.ts'

/** What requests are answered from. */
export interface Sources {
  readonly store: Store
  readonly lazy: LazyReads
  readonly runs: ExportRuns
  readonly publicUrl: string | null
}

/** What the resolvers of one request get: all it reads is of one version, and its reads end with it. */
export async function createContext(
  { store, lazy, runs, publicUrl }: Sources,
  signal: AbortSignal,
): Promise<GraphContext> {
  const reader = await store.openSnapshot({ scope: EVERYTHING, signal })
  return { loaders: createLoaders(reader, lazy, signal), reader, publicUrl, runs, signal }
}
