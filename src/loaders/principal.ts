import { EVERYTHING, type Hidden, type Scope } from '../store/index.ts'

/** A caller, and what answers to it may hold. */
export interface Principal {
  /** Of the token; for a JWT, `jwt:` and its subject. */
  readonly id: string
  readonly name: string | null
  /** Viewers read. Operators also start and follow tasks. */
  readonly role: 'viewer' | 'operator'
  readonly scope: Scope
  /** `people`: pseudonyms in place of people. `raw`: every `raw` is null. */
  readonly hides: ReadonlySet<Hidden>
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null
}

/** Everybody, while there is no authentication: an operator who sees all. */
export const OPEN: Principal = {
  id: 'open',
  name: null,
  role: 'operator',
  scope: EVERYTHING,
  hides: new Set(),
  expiresAt: null,
}

/** Signs the URLs of one answer for its principal. */
export interface UrlSigner {
  /** Milliseconds since 1970, from which on the same principal gets other URLs. */
  readonly until: number
  sign(path: string): string
}
