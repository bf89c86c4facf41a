import { setTimeout as pause } from 'node:timers/promises'
import { describeFault, SlicegraphError, UsageError } from '../errors.ts'
import type { AuditHeads } from '../store/index.ts'
import { appendLines } from './append-lines.ts'
import { readAuditKey, sealHead } from './chain.ts'
import { onExit } from './on-exit.ts'

/** An operation, without anything of what was asked or answered but names of the schema. */
export interface AuditEntry {
  readonly time: string
  /** Id and name of the token; `open` without authentication. */
  readonly principal: string
  readonly name: string | null
  readonly operation: string | null
  /** SHA-256 of the document's text, or of the path of an image; null for other routes. */
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
  /** Writes what waits. Without room on the disk, the store notes how many operations have no line. */
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
/** The same while they cannot be written: they are lost when the process ends. */
const MOST_UNWRITTEN = 1_000
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

  /** Of the log that was last written to. */
  let id = ''
  let isFailing = false

  async function append(entries: readonly AuditEntry[]): Promise<void> {
    let undo = () => {}
    try {
      await heads.advance(noted => {
        const appended = appendLines({ file, key, logger }, noted, entries)
        undo = appended.undo
        id = appended.head.id
        return appended.head
      })
    } catch (error) {
      undo()
      throw error
    }
  }

  async function writeWaiting(): Promise<void> {
    while (waiting.length > 0) {
      // Further batches follow at once, so that no line waits longer than it is gathered for.
      await pause(GATHER_MS, undefined, { signal: closing.signal }).catch(() => {})
      for (let left = waiting.length; left > 0; left -= MOST_AT_ONCE) {
        const batch = waiting.slice(0, MOST_AT_ONCE)
        try {
          await append(batch)
          waiting.splice(0, batch.length)
          isFailing = false
        } catch (error) {
          isFailing = true
          logger.error({ fault: describeFault(error), waiting: waiting.length }, 'the audit log cannot be written')
          if (closing.signal.aborted) return
          await pause(RETRY_MS, undefined, { signal: closing.signal }).catch(() => {})
          break
        }
      }
    }
    running = null
  }

  /** For lines that will never be written. */
  function noteLost(): void {
    const lost = waiting.length
    logger.error({ lost }, 'the audit log lacks operations that were answered, since it cannot be written')
    try {
      heads.advanceNow(({ find }) => {
        const head = find(id)
        if (!head) throw new Error('The store does not know the audit log.')
        return sealHead(key, { ...head, lost: head.lost + lost })
      })
    } catch (error) {
      logger.error({ fault: describeFault(error) }, 'the store cannot note how many lines the audit log lacks')
    }
  }

  /** For a process that ends by an unexpected error. */
  const forget = onExit(() => {
    if (waiting.length === 0) return
    let undo = () => {}
    try {
      heads.advanceNow(noted => {
        const appended = appendLines({ file, key, logger }, noted, waiting)
        undo = appended.undo
        return appended.head
      })
    } catch {
      undo()
      noteLost()
    }
  })

  await append([]).catch(error => {
    forget()
    if (error instanceof SlicegraphError) throw error
    throw new UsageError(`${file} (SLICEGRAPH_AUDIT) cannot be written. Name a file in a folder that exists.`)
  })
  return {
    hasRoom: () => waiting.length < (isFailing ? MOST_UNWRITTEN : MOST_WAITING),
    record(entry) {
      waiting.push(entry)
      running ??= writeWaiting()
    },
    async close() {
      closing.abort()
      await running
      forget()
      if (waiting.length > 0) noteLost()
    },
  }
}
