import type { MediaCache } from '../../media/index.ts'
import type { Store } from '../../store/index.ts'
import type { Upstream } from '../../upstream/index.ts'
import type { LazyThreads } from './threads.ts'

export interface LazySources {
  readonly store: Store
  readonly upstream: Pick<Upstream, 'get'>
  readonly media: MediaCache
}

/** The same with the threads that decode what is fetched. */
export interface ThreadedSources extends LazySources {
  readonly threads: LazyThreads
}
