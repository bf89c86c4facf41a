import {
  appendFileSync,
  closeSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../errors.ts'
import type { AuditHead, NotedHeads } from '../store/index.ts'
import { idOf, isSealed, seal, sealHead, unseal } from './chain.ts'
import { readLinesBehind } from './lines-behind.ts'

interface LogFile {
  readonly file: string
  readonly key: Uint8Array
  readonly logger: { error(fields: object, text: string): void }
}

/**
 * A line of the log that is of no operation. LOST: so many operations have no line. HEAD_CHANGED: the store's note of the
 * log was changed without the key. ADDED: so many lines were behind the end that slicegraph did not write.
 */
export interface AuditNote {
  readonly note: 'LOST' | 'HEAD_CHANGED' | 'ADDED'
  readonly lines: number
}

/** Lines that were written and are not noted yet. */
interface Appended {
  readonly head: AuditHead
  /** Takes the lines away again, where noting them failed. */
  undo(): void
}

/** More than the first line of a log, up to its id. */
const FIRST_BYTES = 256

/**
 * Appends a line for each entry, and begins the log if the file is empty. Call it while no other process writes to it.
 * @throws UsageError if the file is no log of this store, or not the one that was last written there
 */
export function appendLines(log: LogFile, heads: NotedHeads, entries: readonly object[]): Appended {
  const { file, key, logger } = log
  const handle = openSync(file, 'a+', 0o600)
  try {
    const { size } = fstatSync(handle)
    const noted = size === 0 ? beginLog(handle, log, heads) : headOf(handle, log, heads)
    const { head, foreignLines } = takeBehind(handle, log, noted)
    if (size > 0 && size < head.bytes)
      logger.error({ lines: head.count }, 'the audit log was cut: run slicegraph verify --audit')
    const notes: AuditNote[] = []
    if (!isSealed(key, noted)) notes.push({ note: 'HEAD_CHANGED', lines: noted.count })
    if (foreignLines > 0) notes.push({ note: 'ADDED', lines: foreignLines })
    for (const { note } of notes)
      logger.error({ note }, 'the audit log or its head was changed: run slicegraph verify --audit')
    if (head.lost > 0) notes.push({ note: 'LOST', lines: head.lost })
    const time = new Date().toISOString()
    const { text, ...end } = sealed(key, head, [...notes.map(note => ({ time, ...note })), ...entries])
    const start = fstatSync(handle).size
    try {
      appendFileSync(handle, text)
    } catch (error) {
      // A full disk takes a part of them.
      ftruncateSync(handle, start)
      throw error
    }
    const bytes = fstatSync(handle).size
    return {
      head: sealHead(key, { ...head, ...end, file: resolve(file), bytes, lost: 0 }),
      undo: () => {
        if (statSync(file, { throwIfNoEntry: false })?.size === bytes) truncateSync(file, start)
      },
    }
  } finally {
    closeSync(handle)
  }
}

/** The first line names the log that was here before, so that one that was deleted is missed. */
function beginLog(handle: number, { file, key, logger }: LogFile, heads: NotedHeads): AuditHead {
  const id = crypto.randomUUID()
  const before = lastOf(heads, file)
  if (before)
    logger.error(
      { log: before.id, lines: before.count },
      'the audit log was moved away, emptied or deleted, and a new one begins: keep the old one, and verify both',
    )
  const named = before && { log: before.id, lines: before.count }
  const { line, hash } = seal(key, '', { log: id, time: new Date().toISOString(), before: named })
  appendFileSync(handle, line)
  const no = (heads.list().at(-1)?.no ?? 0) + 1
  return sealHead(key, { id, no, file: resolve(file), count: 0, hash, bytes: Buffer.byteLength(line), lost: 0 })
}

/** The newest log that was written to the file. */
const lastOf = (heads: NotedHeads, file: string) => heads.list().findLast(head => head.file === resolve(file)) ?? null

function headOf(handle: number, { file }: LogFile, heads: NotedHeads): AuditHead {
  const head = heads.find(idOf(firstLine(handle)) ?? '')
  if (!head) throw new UsageError(`${file} (SLICEGRAPH_AUDIT) is no audit log of this store. Name another file.`)
  if ((lastOf(heads, file)?.no ?? 0) <= head.no) return head
  throw new UsageError(
    `${file} (SLICEGRAPH_AUDIT) is an older audit log of this store than the one that was there before. Put that one back, or name another file.`,
  )
}

/**
 * Takes over well-made lines that the store does not know of: of a process that was killed, or written after the backup that
 * the store was restored from. Removes everything behind them.
 */
function takeBehind(handle: number, { key, logger }: LogFile, noted: AuditHead) {
  let head = noted
  let foreignLines = 0
  for (const line of readLinesBehind(handle, noted.bytes)) {
    const hash = foreignLines > 0 ? null : unseal(key, head.hash, line)
    if (hash === null) foreignLines++
    else head = { ...head, hash, count: head.count + 1, bytes: head.bytes + Buffer.byteLength(line) + 1 }
  }
  const lines = head.count - noted.count
  if (lines > 0) logger.error({ lines }, 'the audit log has lines that the store did not know of: they are kept')
  if (fstatSync(handle).size > head.bytes) ftruncateSync(handle, head.bytes)
  return { head, foreignLines }
}

/** The lines that follow on a head, and the head behind them. */
function sealed(key: Uint8Array, { count, hash }: AuditHead, entries: readonly object[]) {
  let [text, before] = ['', hash]
  for (const [index, entry] of entries.entries()) {
    const { line, hash: next } = seal(key, before, { n: count + index + 1, ...entry })
    text += line
    before = next
  }
  return { text, count: count + entries.length, hash: before }
}

function firstLine(handle: number): string {
  const bytes = Buffer.alloc(FIRST_BYTES)
  const length = readSync(handle, bytes, 0, FIRST_BYTES, 0)
  return bytes.toString('latin1', 0, length).split('\n')[0] ?? ''
}
