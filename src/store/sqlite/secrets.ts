import { storeCorrupt } from '../../errors.ts'
import { ROW_CHECKSUM } from '../checked-tables.ts'
import { checkValues } from '../checksum.ts'
import type { Connection } from './connection.ts'
import type { ShortWrites } from './short-writes.ts'

const SELECT = 'select key, checksum from secret where name = ?'
const INSERT = 'insert or ignore into secret (name, key) values (?, randomblob(32))'
const SUM = `update secret set checksum = ${ROW_CHECKSUM}(name, key) where name = ?`

/** @throws SlicegraphError STORE_CORRUPT when the key is damaged, or not there */
export function readSecret(connection: Connection, name: 'people' | 'media'): Uint8Array {
  const key = findSecret(connection, name)
  if (key) return key
  throw storeCorrupt(`a key of it (${name}) is missing`, { file: connection.path })
}

/** Makes the key where there is none. Of several processes one does. */
export async function ensureSecret(reader: Connection, { write }: ShortWrites, name: 'media'): Promise<Uint8Array> {
  const found = findSecret(reader, name)
  if (found) return found
  return write(connection => {
    if (connection.run(INSERT, name) === 1) connection.run(SUM, name)
    return readSecret(connection, name)
  })
}

function findSecret(connection: Connection, name: string): Uint8Array | null {
  const row = connection.get<{ readonly key: Uint8Array; readonly checksum: number }>(SELECT, name)
  if (row) checkValues([name, row.key], row.checksum)
  return row?.key ?? null
}
