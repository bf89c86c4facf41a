import { type ErrorCode, SlicegraphError } from '../../errors.ts'

/**
 * Translates an error of SQLite. Others, such as a mistake in a statement, are returned unchanged.
 * @param file The store's, to be named on the command line. The message itself may reach clients.
 */
export function explainSqlite(error: unknown, file: string): unknown {
  // A damaged column may hold an integer that no number can be. The store writes none.
  if (error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE')
    return storeDamaged(file, error)
  if (!(error instanceof Error) || !('errcode' in error)) return error
  const extended = Number(error.errcode)
  const isDamage = extended === 1 && error.message.startsWith('no such table')
  const meaning = isDamage ? CORRUPT : (MEANINGS[extended] ?? MEANINGS[extended & 0xff])
  if (!meaning) return error
  const [code, message] = meaning
  return new SlicegraphError(code, message, { cause: error, file })
}

export function storeDamaged(file: string, cause: unknown): SlicegraphError {
  const [code, message] = CORRUPT
  return new SlicegraphError(code, message, { cause, file })
}

/** The message of an error that a damaged store causes in statements about its own columns. @throws any other error */
export function unlessDamaged(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('no such column')) return error.message
  if (error instanceof SlicegraphError && error.code === 'STORE_CORRUPT') return error.message
  throw error
}

/** The file or its folder may not be written. */
export function storeReadOnly(file: string, cause: unknown): SlicegraphError {
  const [code, message] = DENIED
  return new SlicegraphError(code, message, { cause, file })
}

type Meaning = readonly [code: ErrorCode, message: string]

const CORRUPT: Meaning = [
  'STORE_CORRUPT',
  'The store is damaged. Restore it from a backup, or load the exports into a new store.',
]
const BUSY: Meaning = [
  'STORE_BUSY',
  'The store is locked by another process. Wait until that is done, or stop it, then try again.',
]
const DENIED: Meaning = [
  'STORE_READ_ONLY',
  'The store cannot be written. Give this user permission to read and write the file and its folder, or name another store with --store.',
]

/** By result code, the extended ones first: https://sqlite.org/rescode.html */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  3: DENIED, // SQLITE_PERM
  5: BUSY, // SQLITE_BUSY
  6: BUSY, // SQLITE_LOCKED
  8: DENIED, // SQLITE_READONLY
  10: [
    'STORE_IO_ERROR', // SQLITE_IOERR
    'The disk of the store reports an input/output error. Check the disk, its quota and the limits of file sizes, then try again.',
  ],
  11: CORRUPT, // SQLITE_CORRUPT
  13: ['STORE_FULL', 'The disk of the store is full. Free some space, then try again.'], // SQLITE_FULL
  14: DENIED, // SQLITE_CANTOPEN
  23: DENIED, // SQLITE_AUTH
  26: [
    'STORE_CORRUPT', // SQLITE_NOTADB
    'The file is not a slicegraph store, or its header is damaged. Name another file with --store, or restore it from a backup.',
  ],
  522: CORRUPT, // SQLITE_IOERR_SHORT_READ
  8458: CORRUPT, // SQLITE_IOERR_CORRUPTFS
}
