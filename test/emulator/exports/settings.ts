import type { JsonObject } from '../../../src/model/index.ts'

/** The account whose data is exported. It is read anew at the start of each export, so it may change in between. */
export interface EmulatedExports {
  /** Rows of a v2 export with every parameter on, interpolated frames too. */
  rows(): Iterable<JsonObject>
  /** The records of the older call, `exportLabels`. */
  v1Records?(projectId: string): Iterable<JsonObject>
  /** The reason why a row cannot be exported: it becomes a line of the ERRORS stream. Null: it can be exported. */
  fault?(row: JsonObject): string | null
  /** The user's setting: a name such as `Europe/Berlin`. Null: none is set. */
  readonly timezone?: string | null
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
