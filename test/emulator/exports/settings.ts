import type { ExportAccount } from '../../../src/demo/index.ts'
import type { JsonObject } from '../../../src/model/index.ts'

/** An account with the records of the older call. */
export interface EmulatedExports extends ExportAccount {
  v1Records?(projectId: string): Iterable<JsonObject>
}

export interface ExportSettings {
  /** How often a new task, or a v1 export, is answered as still in progress: default 2. */
  readonly polls: number
  /** The size of the files that a stream of a new task is cut into; the last is smaller. Default 1,000,000. */
  readonly chunkBytes: number
  /** How many requests a new link answers before it has expired: default any number. */
  readonly linkRequests: number
  /** How long a new link lives: default for ever. */
  readonly linkMs: number
}

export const DEFAULT_SETTINGS: ExportSettings = {
  polls: 2,
  chunkBytes: 1_000_000,
  linkRequests: Number.POSITIVE_INFINITY,
  linkMs: Number.POSITIVE_INFINITY,
}
