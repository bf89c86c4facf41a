/* Heads of audit logs: the store notes how far each log goes, so that a log that was cut, deleted or replaced can be told. */

export interface AuditHead {
  /** Of the log, made with it. */
  readonly id: string
  /** Counts the logs of the store from 1 on. */
  readonly no: number
  /** Path of the file when it was last written to. */
  readonly file: string
  /** Lines behind the first. */
  readonly count: number
  /** Keyed hash of the last line, in hexadecimal digits. */
  readonly hash: string
  /** Length of the file. */
  readonly bytes: number
  /** Operations whose lines could not be written, and that no line says so of yet. */
  readonly lost: number
  /** Keyed hash of all these, so that nobody without the key can change them. */
  readonly seal: string
}

/** Heads as they are read. */
export interface NotedHeads {
  find(id: string): AuditHead | null
  /** All of them, in the order in which their logs were begun. */
  list(): readonly AuditHead[]
}

export interface AuditHeads extends NotedHeads {
  /**
   * Calls `write` while no other process writes, and notes the head that it returns. Notes nothing if it throws. It may
   * be called again when the store is busy only before it began.
   */
  advance(write: (heads: NotedHeads) => AuditHead): Promise<void>
  /** The same at once, for a process that ends: it waits for another writer for a second at most. */
  advanceNow(write: (heads: NotedHeads) => AuditHead): void
}
