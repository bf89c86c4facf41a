import { createReadStream } from 'node:fs'
import { UsageError } from '../errors.ts'
import type { AuditHeads } from '../store/index.ts'
import { idOf, MOST_LINE_BYTES, readAuditKey, unseal } from './chain.ts'

/** `line` is the first one that is not as it was written. */
export type AuditResult =
  | { readonly status: 'SOUND'; readonly operations: number }
  | { readonly status: 'DAMAGED'; readonly line: number; readonly reason: 'CHANGED' | 'CUT' | 'UNKNOWN_LOG' | 'ADDED' }

interface VerifyOptions {
  readonly file: string
  readonly keyFile: string | null
  readonly heads: Pick<AuditHeads, 'find'>
}

/**
 * Checks every line against the key, and the end of the log against what the store notes of it. Lines behind that end
 * that are well made are of a write under way, or of a process that was killed.
 * @throws UsageError if the file or the key cannot be read
 */
export async function verifyAudit({ file, keyFile, heads }: VerifyOptions): Promise<AuditResult> {
  const key = await readAuditKey(keyFile)
  const damaged = (line: number, reason: (AuditResult & { status: 'DAMAGED' })['reason']) =>
    ({ status: 'DAMAGED', line, reason }) as const
  let head: ReturnType<AuditHeads['find']> = null
  let [number, before] = [0, '']
  for await (const line of linesOf(file)) {
    number++
    if (number === 1) head = heads.find(idOf(line ?? '') ?? '')
    if (!head) return damaged(1, 'UNKNOWN_LOG')
    const isBehind = number > head.count + 1
    const hash = line === null ? null : unseal(key, before, line)
    if (hash === null) return damaged(number, isBehind ? 'ADDED' : 'CHANGED')
    // The header is line 1.
    if (number === head.count + 1 && hash !== head.hash) return damaged(number, 'CHANGED')
    before = hash
  }
  if (!head) return damaged(1, 'UNKNOWN_LOG')
  if (number < head.count + 1) return damaged(number + 1, 'CUT')
  return { status: 'SOUND', operations: number - 1 }
}

/** Lines without their ends. Null: one that has no end, is too long or is not UTF-8. */
async function* linesOf(file: string): AsyncGenerator<string | null> {
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
  if (rest.length > 0) yield null
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
