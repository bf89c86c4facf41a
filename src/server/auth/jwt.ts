import { hash } from 'node:crypto'
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose'
import type { Logger } from 'pino'
import type { Principal } from '../../loaders/index.ts'
import type { CredentialKind } from './authenticate.ts'
import { principalOfClaims } from './claims.ts'
import { type JwtSettings, requiredJwtSettings } from './jwt-settings.ts'
import { type Keys, type KeySet, openKeySet } from './key-set.ts'

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']
/** Clocks of the issuer and of the gateway may differ by it. */
const SKEW_SECONDS = 30
/** Longer than any that an identity provider issues for an API; headers end at 16 KiB. */
const MAX_LENGTH = 8 * 1024
/** Keys of the set that a JWT without a key id is tried with. */
const MOST_TRIED = 8
/** Checked JWTs that are remembered. */
const MOST_KNOWN = 1_000

/**
 * Opens the check of JWTs, the only place that knows the package for them.
 * @throws UsageError for keys that cannot be loaded
 */
export async function openJwt(settings: JwtSettings, logger: Logger): Promise<CredentialKind> {
  const { jwks, issuer, audience } = requiredJwtSettings(settings)
  const names = { role: settings.jwtRoleClaim, projects: settings.jwtProjectsClaim, hide: settings.jwtHideClaim }
  const options = {
    algorithms: ALGORITHMS,
    issuer,
    audience,
    clockTolerance: SKEW_SECONDS,
    requiredClaims: ['exp', 'sub'],
  }
  const keySet = await openKeySet(jwks, logger)
  const known = createKnownJwts(keySet)
  /** Each holds the keys that it has imported. */
  const finders = new WeakMap<Keys, ReturnType<typeof createLocalJWKSet>>()

  async function check(token: string, keys: Keys): Promise<Principal | 'unknown key' | null> {
    try {
      const finder = finders.get(keys) ?? createLocalJWKSet(keys as JSONWebKeySet)
      finders.set(keys, finder)
      const { payload } = await verifyByOne(token, finder)
      return token.split('.').slice(0, 2).every(hasNoKeyTwice) ? principalOfClaims(payload, names) : null
    } catch (error) {
      return error instanceof errors.JWKSNoMatchingKey ? 'unknown key' : null
    }
  }

  /** Without a key id several keys may fit, as while an identity provider replaces them. */
  async function verifyByOne(token: string, finder: ReturnType<typeof createLocalJWKSet>) {
    try {
      return await jwtVerify(token, finder, options)
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
      let tried = 0
      for await (const key of error) {
        if (tried++ === MOST_TRIED) break
        const verified = await jwtVerify(token, key, options).catch(() => null)
        if (verified) return verified
      }
      throw error
    }
  }

  async function verify(token: string, digest: string): Promise<Principal | null> {
    let keys = keySet.current() ?? (await keySet.renew())
    let found = await check(token, keys)
    if (found === 'unknown key') {
      keys = await keySet.renew()
      found = await check(token, keys)
    }
    if (found === 'unknown key' || found === null) return null
    known.remember(digest, found, keys)
    return found
  }

  const isCandidate = (token: string) => token.length <= MAX_LENGTH && token.split('.').length === 3
  return {
    known: token => (isCandidate(token) ? known.find(digestOf(token)) : null),
    identify(token) {
      if (!isCandidate(token)) return null
      const digest = digestOf(token)
      return known.find(digest) ?? verify(token, digest)
    },
  }
}

/** JWTs that were checked with the current keys, by their digests. */
function createKnownJwts(keySet: Pick<KeySet, 'current'>) {
  const known = new Map<string, Principal>()
  let ofKeys: Keys | null = null
  return {
    /** Null also for one that has expired. */
    find(digest: string): Principal | null {
      const keys = keySet.current()
      if (keys === null) return null
      if (keys !== ofKeys) known.clear()
      ofKeys = keys
      const principal = known.get(digest)
      return principal && !isOver(principal) ? principal : null
    },
    /** @param keys that it was checked with */
    remember(digest: string, principal: Principal, keys: Keys): void {
      if (keys !== ofKeys) return
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest)
      known.set(digest, principal)
    },
  }
}

const digestOf = (token: string) => hash('sha256', token, 'base64url')

const isOver = ({ expiresAt }: Principal) => (expiresAt ?? 0) + SKEW_SECONDS * 1000 <= Date.now()

/** Whether a part of a JWT, which is an object in JSON, has each key once: of two values, each reader could take another. */
function hasNoKeyTwice(part: string): boolean {
  const text = Buffer.from(part, 'base64url').toString()
  // Every key is a string before a colon; values that hold one are in strings themselves.
  const written = [...text.matchAll(STRING)].filter(([, colon]) => colon !== undefined).length
  return written === countKeys(JSON.parse(text))
}

const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) ? 0 : Object.keys(value).length
  return Object.values(value).reduce((sum, each) => sum + countKeys(each), own)
}
