import { createLoaders, type GraphContext } from '../loaders/index.ts'
import { EVERYTHING, type Store } from '../store/index.ts'

/** What the resolvers of one request get: all it reads is of one version, and its reads end with it. */
export async function createContext(store: Store, signal: AbortSignal): Promise<GraphContext> {
  const reader = await store.openSnapshot({ scope: EVERYTHING, signal })
  return { loaders: createLoaders(reader), reader, signal }
}
