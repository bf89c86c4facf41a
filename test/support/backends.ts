import type { StoreOptions } from '../../src/store/index.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** Where a test's store lives. */
export interface StorePlace {
  readonly url: string
  [Symbol.asyncDispose](): Promise<void>
}

export interface Backend {
  readonly name: string
  readonly options?: StoreOptions
  /** An empty place of its own. */
  makePlace(): Promise<StorePlace>
}

async function makeSqlitePlace(): Promise<StorePlace> {
  const folder = await temporaryFolder()
  return {
    url: `sqlite:${folder.file('store.db')}`,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}

/** Every backend passes every test of test/store and test/properties. */
export const BACKENDS: readonly Backend[] = [
  { name: 'sqlite', makePlace: makeSqlitePlace },
  { name: 'sqlite, every scan in a reader thread', options: { scanWork: 0 }, makePlace: makeSqlitePlace },
]

/** Statements are the same wherever they run, so that one of them is enough: the one that hands rows over too. */
export const PROPERTY_BACKENDS = BACKENDS.filter(({ options }) => options?.scanWork === 0)

/** The backend of tests that are not about backends. */
export const DEFAULT_BACKEND = BACKENDS[0] as Backend
