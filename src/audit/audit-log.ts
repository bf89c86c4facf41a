import { setTimeout as pause } from 'node:timers/promises'
import { describeFault, SlicegraphError, UsageError } from '../errors.ts'
import type { AuditHeads } from '../store/index.ts'
import { appendLines } from './append-lines.ts'
import { readAuditKey } from './chain.ts'

/** An operation, without anything of what was asked or answered but names of the schema. */
export interface AuditEntry {
  readonly time: string
  /** Id and name of the token; `open` without authentication. */
  readonly principal: string
  readonly name: string | null
  readonly operation: string | null
  /** SHA-256 of the document's text; null for what is no GraphQL. */
  readonly document: string | null
  /** Root fields, or the path of a route. */
  readonly fields: readonly string[]
  /** Project ids. */
  readonly scope: 'all' | readonly string[]
  /** Entries of the outermost lists of the answer, and single objects beside them. Null: it was not answered. */
  readonly rows: number | null
  readonly errors: number
}

export interface AuditLog {
  /** False while too many lines wait to be written: then nothing may be answered. */
  hasRoom(): boolean
  /** Writes a line soon. */
  record(entry: AuditEntry): void
  /** Writes what waits. */
  close(): Promise<void>
}

interface AuditOptions {
  readonly file: string
  readonly keyFile: string | null
  readonly heads: AuditHeads
  readonly logger: { error(fields: object, text: string): void }
}

/** Lines that wait. With more, nothing is answered. */
const MOST_WAITING = 10_000
/** Lines that are written at once, under the write lock of the store. */
const MOST_AT_ONCE = 1_000
/** Time for which lines are gathered. */
const GATHER_MS = 100
/** Pause after a batch that cannot be written. */
const RETRY_MS = 1_000

/**
 * Opens the log, or begins one. Several processes may write to it: the write lock of the store is theirs, too, and the
 * store notes its length and last hash with each batch of lines.
 * @throws UsageError if it cannot be written, or belongs to another store
 */
export async function openAuditLog({ file, keyFile, heads, logger }: AuditOptions): Promise<AuditLog> {
  const key = await readAuditKey(keyFile)
  const closing = new AbortController()
  const waiting: AuditEntry[] = []
  let running: Promise<void> | null = null

  const append = (entries: readonly AuditEntry[]) =>
    heads.advance(find => appendLines({ file, key, logger }, find, entries))

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      await pause(GATHER_MS, undefined, { signal: closing.signal }).catch(() => {})
      const batch = waiting.slice(0, MOST_AT_ONCE)
      try {
        await append(batch)
        waiting.splice(0, batch.length)
      } catch (error) {
        logger.error({ fault: describeFault(error), waiting: waiting.length }, 'the audit log cannot be written')
        if (closing.signal.aborted) return
        await pause(RETRY_MS, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
    running = null
  }

  await append([]).catch(error => {
    if (error instanceof SlicegraphError) throw error
    throw new UsageError(`${file} (SLICEGRAPH_AUDIT) cannot be written. Name a file in a folder that exists.`)
  })
  return {
    hasRoom: () => waiting.length < MOST_WAITING,
    record(entry) {
      waiting.push(entry)
      running ??= writeWaiting()
    },
    async close() {
      closing.abort()
      await running
    },
  }
}
