import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { UsageError } from '../errors.ts'
import type { AuditHead } from '../store/index.ts'

/*
 * Lines of an audit log. Each is a JSON object whose last key is a keyed hash (HMAC-SHA-256) of the line and of the hash
 * before it, so that nobody without the key can change, move, add or remove a line.
 */

/** Longer lines are none of ours. */
export const MOST_LINE_BYTES = 64 * 1024
const LEAST_KEY_BYTES = 32

/**
 * @param file with the key: at least 32 bytes, any
 * @throws UsageError if it cannot be read or is too short
 */
export async function readAuditKey(file: string | null): Promise<Uint8Array> {
  const make = 'Make one, for example with: openssl rand -hex 32 > audit.key'
  if (file === null)
    throw new UsageError(`The audit log needs a key: name its file in SLICEGRAPH_AUDIT_KEY_FILE. ${make}`)
  const key = await readFile(file).catch(() => null)
  if (key && key.length >= LEAST_KEY_BYTES) return key
  const reason = key ? `is shorter than ${LEAST_KEY_BYTES} bytes` : 'cannot be read'
  throw new UsageError(`${file} (SLICEGRAPH_AUDIT_KEY_FILE) ${reason}. ${make}`)
}

/** The line of an entry, with its end, and the hash for the next one. */
export function seal(key: Uint8Array, before: string, entry: object): { readonly line: string; readonly hash: string } {
  const text = JSON.stringify(entry)
  const hash = hashOf(key, before, text)
  return { line: `${text.slice(0, -1)},"hash":"${hash}"}\n`, hash }
}

/** The hash of a line, without its end, that stands behind `before`; null if it is not the line that was written there. */
export function unseal(key: Uint8Array, before: string, line: string): string | null {
  const [, text, hash = ''] = /^(.*),"hash":"([\da-f]{64})"\}$/.exec(line) ?? []
  return text !== undefined && hashOf(key, before, `${text}}`) === hash ? hash : null
}

const hashOf = (key: Uint8Array, before: string, text: string) =>
  createHmac('sha256', key).update(`${before}\n${text}`).digest('hex')

type Unsealed = Omit<AuditHead, 'seal'>

/** A head with its keyed hash. */
export const sealHead = (key: Uint8Array, head: Unsealed): AuditHead => ({ ...head, seal: sealOf(key, head) })

/** Whether a head is as it was written by somebody with the key. */
export const isSealed = (key: Uint8Array, head: AuditHead): boolean => head.seal === sealOf(key, head)

const sealOf = (key: Uint8Array, { id, no, file, count, hash, bytes, lost }: Unsealed) =>
  hashOf(key, 'head', JSON.stringify([id, no, file, count, hash, bytes, lost]))

/** Id of the log that begins with this line; null if none does. */
export function idOf(firstLine: string): string | null {
  return /^\{"log":"([\da-f-]{36})"/.exec(firstLine)?.[1] ?? null
}
