/** A place in the decompressed source. */
export interface SourcePosition {
  /** From 1; lines end at byte 0x0A. */
  readonly line: number
  /** From 0; counts a byte order mark. */
  readonly byteOffset: number
}

/** A stretch of an export that is one record, or that cannot be one. Its position is that of its first byte. */
export interface RawRecord extends SourcePosition {
  /**
   * Without JSON whitespace at either end; a view of the chunk it came in where it did not straddle two.
   * Cut to the first 1 MiB when it is over the limit, empty where something is missing rather than wrong.
   */
  readonly bytes: Uint8Array
  /** Why it cannot be a record, where splitting itself saw it. Never quotes the content. */
  readonly fault: string | null
}

/** The longest record by default: half of what a JavaScript string can hold, and far over any record seen so far. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024

/** Bytes kept of a longer record. */
export const KEPT_BYTES = 1024 * 1024

/** Levels of objects and lists in a record. Deeper records are rejected. */
export const MAX_DEPTH = 512

/** Takes the source chunk by chunk and adds the records it finds to `out`; `end` adds what is left. */
export interface Splitter {
  push(chunk: Buffer, out: RawRecord[]): void
  end(out: RawRecord[]): void
}
