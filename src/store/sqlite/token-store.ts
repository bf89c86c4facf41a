import { ROW_CHECKSUM, TOKENS } from '../checked-tables.ts'
import { checkValues } from '../checksum.ts'
import type { StoredToken, TokenStore } from '../tokens.ts'
import type { Connection } from './connection.ts'
import { ensureSecret } from './secrets.ts'
import type { ShortWrites } from './short-writes.ts'

interface TokenRow {
  readonly id: string
  readonly name: string
  readonly digest: string
  readonly role: StoredToken['role']
  readonly projects: string
  readonly hides: string
  readonly expires_at: number | null
  readonly created_at: number
  readonly checksum: number
}

const COLUMNS = TOKENS.covers.join(', ')
const SELECT = `select ${COLUMNS}, checksum from token`
const VALUES = TOKENS.covers.map((_, index) => `?${index + 1}`).join(', ')
const INSERT = `insert into token (${COLUMNS}, checksum) values (${VALUES}, ${ROW_CHECKSUM}(${VALUES})) on conflict do nothing`

/** @param reader A connection that reads. */
export function createTokenStore(reader: Connection, shortWrites: ShortWrites): TokenStore {
  const { write } = shortWrites

  function first(column: 'digest' | 'id', value: string): StoredToken | null {
    const row = reader.get<TokenRow>(`${SELECT} where ${column} = ?`, value)
    return row ? toToken(row) : null
  }

  return {
    add: ({ id, name, role, projects, hides, expiresAt, createdAt }, digest) =>
      write(connection => {
        const json = [JSON.stringify(projects), JSON.stringify(hides)]
        return connection.run(INSERT, id, name, digest, role, ...json, expiresAt, createdAt) === 1
      }),
    list: () => reader.all<TokenRow>(`${SELECT} order by name`).map(toToken),
    remove: name => write(connection => connection.run('delete from token where name = ?', name) === 1),
    find: digest => first('digest', digest),
    withId: id => first('id', id),
    urlKey: () => ensureSecret(reader, shortWrites, 'media'),
  }
}

/** @throws SlicegraphError STORE_CORRUPT for a damaged row, which could give other rights than it was made with */
function toToken(row: TokenRow): StoredToken {
  checkValues(
    TOKENS.covers.map(column => row[column]),
    row.checksum,
  )
  const { id, name, role, projects, hides, expires_at: expiresAt, created_at: createdAt } = row
  return { id, name, role, projects: JSON.parse(projects), hides: JSON.parse(hides), expiresAt, createdAt }
}
