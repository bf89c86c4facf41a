import { createReadStream } from 'node:fs'
import { UsageError } from '../errors.ts'
import type { AuditHead, NotedHeads } from '../store/index.ts'
import type { AuditNote } from './append-lines.ts'
import { idOf, isSealed, MOST_LINE_BYTES, readAuditKey, unseal } from './chain.ts'

/** `line` is the first one that is not as it was written. */
export type AuditResult =
  | { readonly status: 'SOUND'; readonly operations: number }
  | { readonly status: 'INCOMPLETE'; readonly operations: number; readonly notes: readonly AuditNote[] }
  | { readonly status: 'DAMAGED'; readonly line: number; readonly reason: Damage }

type Damage = 'CHANGED' | 'CUT' | 'UNKNOWN_LOG' | 'ADDED' | 'HEAD_CHANGED'

interface VerifyOptions {
  readonly file: string
  readonly keyFile: string | null
  readonly heads: Pick<NotedHeads, 'find'>
}

/**
 * Checks every line against the key, and the end of the log against what the store notes of it. Lines behind that end
 * that are well made are of a write under way, or of a process that was killed.
 * @throws UsageError if the file or the key cannot be read
 */
export async function verifyAudit({ file, keyFile, heads }: VerifyOptions): Promise<AuditResult> {
  const key = await readAuditKey(keyFile)
  const damaged = (line: number, reason: Damage) => ({ status: 'DAMAGED', line, reason }) as const
  const notes: AuditNote[] = []
  let head: AuditHead | null = null
  let [number, before] = [0, '']
  for await (const line of linesOf(file)) {
    number++
    if (number === 1) head = heads.find(idOf(line ?? '') ?? '')
    if (!head) return damaged(1, 'UNKNOWN_LOG')
    if (number === 1 && !isSealed(key, head)) return damaged(1, 'HEAD_CHANGED')
    const isBehind = number > head.count + 1
    // Of a write under way, or of a process that was killed.
    if (isBehind && line === undefined) {
      number--
      break
    }
    const hash = line == null ? null : unseal(key, before, line)
    if (hash === null) return damaged(number, isBehind ? 'ADDED' : 'CHANGED')
    // The header is line 1.
    if (number === head.count + 1 && hash !== head.hash) return damaged(number, 'CHANGED')
    before = hash
    const note = noteOf(line ?? '')
    if (note) notes.push(note)
  }
  if (!head) return damaged(1, 'UNKNOWN_LOG')
  if (number < head.count + 1) return damaged(number + 1, 'CUT')
  const operations = number - 1 - notes.length
  if (head.lost > 0) notes.push({ note: 'LOST', lines: head.lost })
  return notes.length === 0 ? { status: 'SOUND', operations } : { status: 'INCOMPLETE', operations, notes }
}

/** Heads of the store's logs that are in none of these files. */
export async function logsWithout(files: readonly string[], heads: NotedHeads): Promise<readonly AuditHead[]> {
  const known = new Set<string | null>()
  for (const file of files) {
    for await (const line of linesOf(file)) {
      known.add(idOf(line ?? ''))
      break
    }
  }
  return heads.list().filter(({ id }) => !known.has(id))
}

/** The note of a line that is of no operation. */
function noteOf(line: string): AuditNote | null {
  const { note, lines } = JSON.parse(line) as Partial<AuditNote>
  return note === undefined || lines === undefined ? null : { note, lines }
}

/** Lines without their ends. Null: one that is too long or is not UTF-8. Undefined: the last one, if it has no end. */
async function* linesOf(file: string): AsyncGenerator<string | null | undefined> {
  let rest = Buffer.alloc(0)
  try {
    for await (const chunk of createReadStream(file)) {
      rest = Buffer.concat([rest, chunk as Buffer])
      let start = 0
      for (let end = rest.indexOf(END); end >= 0; end = rest.indexOf(END, start)) {
        yield decode(rest.subarray(start, end))
        start = end + 1
      }
      rest = rest.subarray(start)
      if (rest.length > MOST_LINE_BYTES) break
    }
  } catch (error) {
    throw new UsageError(`The audit log ${file} cannot be read. Name another one with --audit.`, { cause: error })
  }
  if (rest.length > MOST_LINE_BYTES) yield null
  else if (rest.length > 0) yield undefined
}

const END = 10
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}
