import { temporaryFolder } from './temporary-folder.ts'

/** Where a test's store lives. */
export interface StorePlace {
  readonly url: string
  [Symbol.asyncDispose](): Promise<void>
}

export interface Backend {
  readonly name: string
  /** An empty place of its own. */
  makePlace(): Promise<StorePlace>
}

/** Every backend passes every test of test/store and test/properties. */
export const BACKENDS: readonly Backend[] = [
  {
    name: 'sqlite',
    async makePlace() {
      const folder = await temporaryFolder()
      return {
        url: `sqlite:${folder.file('store.db')}`,
        [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
      }
    },
  },
]

/** The backend of tests that are not about backends. */
export const DEFAULT_BACKEND = BACKENDS[0] as Backend
