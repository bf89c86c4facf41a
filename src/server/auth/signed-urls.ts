import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Principal, UrlSigner } from '../../loaders/index.ts'
import type { Hidden } from '../../store/index.ts'

/*
 * URLs of masks that a page can show, and of rows that it can download, since a browser requests both without an
 * Authorization header: with the time at which they expire, for whom they are, and a signature of both and the path.
 */

export type SignedUrls = ReturnType<typeof createSignedUrls>

/** The parameters of a signed URL, as they came. */
interface Signed {
  readonly expires: unknown
  readonly for: unknown
  readonly signature: unknown
}

/** Expiries are multiples of it, so that equal answers stay equal; URLs are valid for one to two of them. */
const GRID_SECONDS = 600
/** Longest text of the projects of a JWT: it stands in each URL. */
const MAX_WHO = 1_024
/** A download begins at once. */
const ROWS_SECONDS = 60
const TOKEN_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Signs and checks URLs.
 * @param key of the store
 * @param principalOfToken finds a token by its id, so that a URL ends with its token. Null: tokens are not accepted
 */
export function createSignedUrls(
  key: Uint8Array,
  principalOfToken: ((id: string) => Principal | null) | null,
  acceptsJwt: boolean,
) {
  const signatureOf = (path: string, expires: string, who: string) =>
    createHmac('sha256', key).update(`${path}\n${expires}\n${who}`).digest('base64url')

  return {
    /** Null for a JWT of so many projects that they do not fit into URLs. */
    signerFor(principal: Principal): UrlSigner | null {
      const who = whoOf(principal)
      if (who.length > MAX_WHO) return null
      const step = Math.floor(Date.now() / 1000 / GRID_SECONDS)
      const end = Math.floor((principal.expiresAt ?? Number.POSITIVE_INFINITY) / 1000)
      const expires = String(Math.min((step + 2) * GRID_SECONDS, end))
      return {
        until: (step + 1) * GRID_SECONDS * 1000,
        sign: path => `${path}?expires=${expires}&for=${who}&signature=${signatureOf(path, expires, who)}`,
      }
    },

    /** Signs the path of rows with its query; null as for images. */
    signRows(principal: Principal, path: string): string | null {
      const who = whoOf(principal, true)
      if (who.length > MAX_WHO) return null
      const end = Math.floor((principal.expiresAt ?? Number.POSITIVE_INFINITY) / 1000)
      const expires = String(Math.min(Math.floor(Date.now() / 1000) + ROWS_SECONDS, end))
      const signature = signatureOf(path, expires, who)
      return `${path}${path.includes('?') ? '&' : '?'}expires=${expires}&for=${who}&signature=${signature}`
    },

    /**
     * For whom a URL was signed; null if the signature is wrong or it has expired, with its token too.
     * @throws SlicegraphError for a store that cannot be read
     */
    verify(path: string, { expires, for: who, signature }: Signed): Principal | null {
      if (typeof expires !== 'string' || typeof who !== 'string' || typeof signature !== 'string') return null
      const given = Buffer.from(signature)
      const right = Buffer.from(signatureOf(path, expires, who))
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null
      if (!(Number(expires) * 1000 > Date.now())) return null
      if (TOKEN_ID.test(who)) return principalOfToken?.(who) ?? null
      return acceptsJwt ? principalOfProjects(who, Number(expires) * 1000) : null
    },
  }
}

/** The id of a token; of a JWT its projects, in any order, its subject, and for rows also what it hides. */
function whoOf({ id, scope: { projects }, hides }: Principal, isOfRows = false): string {
  if (!id.startsWith('jwt:')) return id
  const signed: SignedPrincipal = { projects: projects === 'all' ? '*' : [...projects].sort(), id }
  const all = isOfRows ? { ...signed, hides: [...hides].sort() } : signed
  return Buffer.from(JSON.stringify(all)).toString('base64url')
}

interface SignedPrincipal {
  readonly projects: '*' | readonly string[]
  readonly id: string
  /** Absent for an image. */
  readonly hides?: readonly Hidden[]
}

/** Of a text that was signed here. That of an image opens images alone: no person and no `raw` is in them. */
function principalOfProjects(who: string, expiresAt: number): Principal | null {
  const {
    projects,
    id,
    hides = ['people', 'raw'],
  } = JSON.parse(Buffer.from(who, 'base64url').toString()) as Partial<SignedPrincipal>
  // URLs of an older version, which are valid for some minutes, say less.
  if (projects === undefined || id === undefined) return null
  return {
    ...{ id, name: null, role: 'viewer', expiresAt },
    scope: { projects: projects === '*' ? 'all' : projects },
    hides: new Set(hides),
  }
}
