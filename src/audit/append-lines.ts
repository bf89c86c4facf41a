import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs'
import { UsageError } from '../errors.ts'
import type { AuditHead } from '../store/index.ts'
import { idOf, seal } from './chain.ts'

interface LogFile {
  readonly file: string
  readonly key: Uint8Array
  readonly logger: { error(fields: object, text: string): void }
}

/** More than the first line of a log, up to its id. */
const FIRST_BYTES = 256

/**
 * Appends a line for each entry, and begins the log if the file is empty. Call it while no other process writes to it.
 * @param find the head of a log as the store has it
 * @returns the new head
 * @throws UsageError if the file is no log of this store
 */
export function appendLines(
  { file, key, logger }: LogFile,
  find: (id: string) => AuditHead | null,
  entries: readonly object[],
): AuditHead {
  const handle = openSync(file, 'a+', 0o600)
  try {
    const { size } = fstatSync(handle)
    const head = size === 0 ? beginLog(handle, key) : find(idOf(firstLine(handle)) ?? '')
    if (!head) throw new UsageError(`${file} (SLICEGRAPH_AUDIT) is no audit log of this store. Name another file.`)
    // Lines of a process that was killed before the store knew of them: the next line does not follow on them.
    if (size > head.bytes) ftruncateSync(handle, head.bytes)
    if (size > 0 && size < head.bytes)
      logger.error({ lines: head.count }, 'the audit log was cut: run slicegraph verify --audit')
    const { text, ...end } = sealed(key, head, entries)
    appendFileSync(handle, text)
    return { ...head, ...end, bytes: fstatSync(handle).size }
  } finally {
    closeSync(handle)
  }
}

function beginLog(handle: number, key: Uint8Array): AuditHead {
  const id = crypto.randomUUID()
  const { line, hash } = seal(key, '', { log: id, time: new Date().toISOString() })
  appendFileSync(handle, line)
  return { id, count: 0, hash, bytes: Buffer.byteLength(line) }
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
