import type { Principal } from '../../loaders/index.ts'

/** Names of the claims that say what a JWT allows. */
interface ClaimNames {
  readonly role: string
  readonly projects: string
  readonly hide: string
}

/** Longest subject, which names a principal in memory and in logs. */
const MAX_SUBJECT = 256
/** Seconds of the end of the year 9999, the latest that can be written. */
const LATEST = 253_402_300_799

/**
 * The principal of the payload of a JWT whose signature, issuer, audience and times were checked. Null if a claim has a
 * value that is not known: to leave it out could give more than was meant.
 */
export function principalOfClaims(payload: Readonly<Record<string, unknown>>, names: ClaimNames): Principal | null {
  const { sub, exp } = payload
  const of = (name: string) => (Object.hasOwn(payload, name) ? payload[name] : undefined)
  if (typeof sub !== 'string' || sub === '' || sub.length > MAX_SUBJECT) return null
  if (typeof exp !== 'number' || !(Math.abs(exp) <= LATEST)) return null
  const role = roleOf(of(names.role))
  const projects = projectsOf(of(names.projects))
  const hides = hidesOf(of(names.hide))
  if (role === null || projects === null || hides === null) return null
  // The prefix keeps a subject apart from the id of a token.
  return { id: `jwt:${sub}`, name: sub, role, scope: { projects }, hides, expiresAt: exp * 1000 }
}

function roleOf(claim: unknown): Principal['role'] | null {
  if (claim === undefined) return 'viewer'
  return claim === 'viewer' || claim === 'operator' ? claim : null
}

function projectsOf(claim: unknown): Principal['scope']['projects'] | null {
  if (claim === undefined) return []
  if (claim === '*') return 'all'
  return Array.isArray(claim) && claim.every(isProject) ? [...new Set(claim)] : null
}

/** The empty text stands for rows in no project, and `*` for all projects where it is the whole claim. */
const isProject = (id: unknown): id is string => typeof id === 'string' && id !== '' && id !== '*'

function hidesOf(claim: unknown): Principal['hides'] | null {
  if (claim === undefined) return new Set()
  const words: unknown = typeof claim === 'string' ? claim.split(',') : claim
  return Array.isArray(words) && words.every(isHidden) ? new Set(words) : null
}

const isHidden = (word: unknown): word is 'people' | 'raw' => word === 'people' || word === 'raw'
