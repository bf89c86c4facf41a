import type { ExportRuns, LazyReads } from '../ingest/index.ts'
import { createLoaders, type GraphContext } from '../loaders/index.ts'
import { EVERYTHING, type Store } from '../store/index.ts'

/** Sources of the data that requests read. */
export interface Sources {
  readonly store: Store
  readonly lazy: LazyReads
  readonly runs: ExportRuns
  readonly publicUrl: string | null
}

/** Context of one request. It reads a single version of the data, and its reads are aborted when the request ends. */
export async function createContext(
  { store, lazy, runs, publicUrl }: Sources,
  signal: AbortSignal,
): Promise<GraphContext> {
  const reader = await store.openSnapshot({ scope: EVERYTHING, signal })
  return { loaders: createLoaders(reader, lazy, signal), reader, publicUrl, runs, signal }
}
