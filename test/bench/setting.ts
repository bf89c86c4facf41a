import type { OperationName } from './operations.ts'

/** How much is measured, and where the files for it go. */
export interface BenchSetting {
  /** Gone after the run. */
  readonly folder: string
  /** Of the export that is loaded and served. */
  readonly exportBytes: number
  /** Of the large export, which comes through stdin and is never a file. Null: left out. */
  readonly largeBytes: number | null
  /** Of the load, interleaved with its anchors. */
  readonly runs: number
  /** Of the requests, interleaved with theirs. */
  readonly rounds: number
  /** That each operation is asked for in a round. */
  readonly seconds: number
  /** Those of `operations/` that are asked. */
  readonly operations: readonly OperationName[]
  /** Whether Apollo is asked too. */
  readonly withApollo: boolean
  /** Data rows of the store that growth and stats are measured with. */
  readonly rows: number
  /** For comparing one's own changes: less of everything. */
  readonly quick: boolean
  /** Whether single results are told too. */
  readonly verbose: boolean
  /** Tells a person what is being measured. */
  readonly progress: (what: string) => void
}

/** A database file with what belongs to it. */
export const storeUrl = (path: string) => `sqlite:${path}`
