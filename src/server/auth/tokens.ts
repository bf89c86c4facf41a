import { hash } from 'node:crypto'
import type { Principal } from '../../loaders/index.ts'
import type { StoredToken, TokenStore } from '../../store/index.ts'
import type { CredentialKind } from './authenticate.ts'

const TOKEN = /^sg_[\w-]{43}$/

/** Length of what is random in a token. */
const BYTES = 32

/** A new token, and the digest that the store keeps of it. */
export function makeToken(): { readonly token: string; readonly digest: string } {
  const token = `sg_${crypto.getRandomValues(Buffer.alloc(BYTES)).toString('base64url')}`
  return { token, digest: digestOf(token) }
}

/**
 * Tokens of the store. It is asked each time, so that a token that is revoked by another process ends at once. It is looked
 * up by its digest, so that the time that takes says nothing of it.
 */
export function tokensOf(tokens: Pick<TokenStore, 'find'>): CredentialKind {
  function find(token: string): Principal | null {
    const found = TOKEN.test(token) ? tokens.find(digestOf(token)) : null
    return unlessExpired(found)
  }
  return { known: find, identify: find }
}

/** Finds a token by its id, for URLs that were signed for it. */
export const principalWithId = (tokens: Pick<TokenStore, 'withId'>, id: string) => unlessExpired(tokens.withId(id))

function unlessExpired(token: StoredToken | null): Principal | null {
  return token && (token.expiresAt ?? Number.POSITIVE_INFINITY) > Date.now() ? toPrincipal(token) : null
}

const digestOf = (token: string) => hash('sha256', token, 'hex')

function toPrincipal({ id, name, role, projects, hides, expiresAt }: StoredToken): Principal {
  return { id, name, role, scope: { projects }, hides: new Set(hides), expiresAt }
}
