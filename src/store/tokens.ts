/* Tokens that clients authenticate with. */

export interface StoredToken {
  readonly id: string
  /** Unique in the store. */
  readonly name: string
  readonly role: 'viewer' | 'operator'
  readonly projects: 'all' | readonly string[]
  readonly hides: readonly ('people' | 'raw')[]
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
  readonly createdAt: number
}

/** Tokens are of no version: each read sees the newest, also those of other processes. */
export interface TokenStore {
  /** @returns false when another token has this name. */
  add(token: StoredToken, digest: string): Promise<boolean>
  /** By name. */
  list(): readonly StoredToken[]
  /** @returns false when no token has this name. */
  remove(name: string): Promise<boolean>
  /** The token with this SHA-256 in hexadecimal digits, expired or not; null when there is none. */
  find(digest: string): StoredToken | null
  /** By id, expired or not; null when there is none. */
  withId(id: string): StoredToken | null
  /** The key of this store that URLs are signed with for a token, made when it is first asked for. */
  urlKey(): Promise<Uint8Array>
}
