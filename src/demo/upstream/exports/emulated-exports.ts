import type { JsonObject } from '../../../model/index.ts'

/** The account whose data is exported. It is read anew at the start of each export, so it may change in between. */
export interface EmulatedExports {
  /** As a v2 export with every parameter on would have them, interpolated frames too. */
  rows(): Iterable<JsonObject>
  /** Why a row cannot be exported: such a row becomes a line of the ERRORS stream. Null: it can. */
  fault?(row: JsonObject): string | null
  /** The user's setting: a name such as `Europe/Berlin`. Null: none is set. */
  readonly timezone?: string | null
  /** What the older call exports. */
  v1Records?(projectId: string): Iterable<JsonObject>
  /** Which rows are in a slice, by its id. */
  readonly slices?: Readonly<Record<string, (row: JsonObject) => boolean>>
}

export interface ExportSettings {
  /** How often a new task, or a v1 export, is answered as still being made: default 2. */
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
