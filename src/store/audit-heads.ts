/* Heads of audit logs: the store notes how far each log goes, so that a log that was cut can be told. */

export interface AuditHead {
  /** Of the log, made with it. */
  readonly id: string
  /** Operations in it. */
  readonly count: number
  /** Keyed hash of the last line, in hexadecimal digits. */
  readonly hash: string
  /** Length of the file. */
  readonly bytes: number
}

export interface AuditHeads {
  find(id: string): AuditHead | null
  /**
   * Calls `write` while no other process writes, and notes the head that it returns. Notes nothing if it throws. It may
   * be called again when the store is busy only before it began.
   */
  advance(write: (find: (id: string) => AuditHead | null) => AuditHead): Promise<void>
}
