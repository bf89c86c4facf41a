import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describeFault, SlicegraphError, UsageError } from '../errors.ts'
import type { AuditHead, AuditHeads } from '../store/index.ts'
import { idOf, readAuditKey, seal } from './chain.ts'

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

const MOST_WAITING = 10_000
const MOST_AT_ONCE = 1_000
const GATHER_MS = 100
const RETRY_MS = 1_000
const FIRST_BYTES = 256

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
    heads.advance(find => {
      const handle = openSync(file, 'a+', 0o600)
      try {
        const { size } = fstatSync(handle)
        const head = size === 0 ? begin() : find(idOf(firstLine(handle)) ?? '')
        if (!head) throw new UsageError(`${file} (SLICEGRAPH_AUDIT) is no audit log of this store. Name another file.`)
        // Lines of a process that was killed before the store knew of them: they begin no chain that goes on.
        if (size > head.bytes) ftruncateSync(handle, head.bytes)
        if (size > 0 && size < head.bytes) logger.error({ lines: head.count }, 'the audit log was cut; verify it')
        const lines = linesBehind(head, entries)
        appendFileSync(handle, lines.text)
        return { ...head, ...lines.end, bytes: fstatSync(handle).size }

        function begin(): AuditHead {
          const id = crypto.randomUUID()
          const { line, hash } = seal(key, '', { log: id, time: new Date().toISOString() })
          appendFileSync(handle, line)
          return { id, count: 0, hash, bytes: Buffer.byteLength(line) }
        }
      } finally {
        closeSync(handle)
      }
    })

  function linesBehind({ count, hash }: AuditHead, entries: readonly AuditEntry[]) {
    let [text, before] = ['', hash]
    for (const [index, entry] of entries.entries()) {
      const { line, hash: next } = seal(key, before, { n: count + index + 1, ...entry })
      text += line
      before = next
    }
    return { text, end: { count: count + entries.length, hash: before } }
  }

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

function firstLine(handle: number): string {
  const bytes = Buffer.alloc(FIRST_BYTES)
  const length = readSync(handle, bytes, 0, FIRST_BYTES, 0)
  return bytes.toString('latin1', 0, length).split('\n')[0] ?? ''
}
