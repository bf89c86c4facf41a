import type { ExportRecord, Instant, RejectedRecord } from '../model/index.ts'
import type { PublishedExport } from './entities/index.ts'
import type { FinishedTask } from './tasks.ts'

/* Loads of exports into a store. */

export interface LoadOptions {
  /** True when it is worth setting up a thread for it. */
  readonly large?: boolean
  /** When the task began that it is the load of: what the task holds was there then. */
  readonly startedAt?: Instant
  /** Keys whose objects, within `raw`, merge key by key when a record comes again. */
  readonly rawContainers: ReadonlySet<string>
  /** Named in the message to a second loader: plain words, no secrets. */
  readonly holder: string
}

/**
 * One load: rows that no reader sees until `publish`. They are written in short transactions, so that other writers
 * get in between. A failed write may reject a later call than its own.
 * @throws SlicegraphError LOAD_ENDED from any method when the lease went to another process in the meantime.
 */
export interface StoreWriter {
  put(batch: LoadBatch): Promise<void>
  /** Makes the load visible as the next version. The load is over then, and the lease given back. */
  publish(finished: FinishedLoad): Promise<PublishedExport>
  /** Forgets the load. */
  abandon(): Promise<void>
}

export interface LoadedExport {
  /** Higher than that of any export loaded before. */
  readonly no: number
  readonly id: string
  /** Of the bytes as they were read, before decompression. */
  readonly digest: string
  readonly byteCount: number
}

export type LoadedWhole = { readonly projectId: string } | { readonly datasetId: string }

export interface LoadBatch {
  readonly records: readonly ExportRecord[]
  readonly rejects: readonly RejectedRecord[]
}

export interface FinishedLoad {
  /** The load is a complete export of it: rows of it that the load lacks are removed. Absent: the load is a part. */
  readonly wholeOf?: LoadedWhole
  /** The task that ends with the load. */
  readonly task?: FinishedTask
  readonly source: string
  readonly digest: string
  readonly byteCount: number
}
