/** A stretch of an export that is one record, or that cannot be one. */
export interface RawRecord {
  /** Of its first byte, from 1; lines end at byte 0x0A. */
  readonly line: number
  /** Of its first byte in the decompressed source, a byte order mark included. */
  readonly byteOffset: number
  /**
   * Without JSON whitespace at either end; a view of the chunk it came in where it did not straddle two.
   * Cut to the first 1 MiB when it is over the limit, empty where something is missing rather than wrong.
   */
  readonly bytes: Uint8Array
  /** Why it cannot be a record, where splitting itself saw it. Never quotes the content. */
  readonly fault: string | null
}

/** The records of roughly 1 MiB of input. Never empty. */
export interface SplitBatch {
  readonly records: readonly RawRecord[]
}

export interface SplitOptions {
  /** Longer records become faulty ones. Defaults to `MAX_RECORD_BYTES`. */
  readonly maxRecordBytes?: number
}

/** Half of what a JavaScript string can hold, and far over any record that was ever seen. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024

/** What is kept of a longer record. */
export const KEPT_BYTES = 1024 * 1024

/** Records of an array, or written over several lines, may not be nested deeper. */
export const MAX_SPLIT_DEPTH = 512

/** Where a splitter starts in the decompressed source. */
export interface SourcePosition {
  readonly line: number
  readonly byteOffset: number
}

/** Takes the source chunk by chunk and adds the records it finds to `out`; `end` adds what is left. */
export interface Splitter {
  push(chunk: Buffer, out: RawRecord[]): void
  end(out: RawRecord[]): void
}
