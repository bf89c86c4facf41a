import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OPEN, type Principal } from '../../loaders/index.ts'
import { sendRequestError } from '../http-errors.ts'
import { countHeaders } from './count-headers.ts'

/** Identification of callers. */
export interface Authentication {
  /**
   * Whether the request may be answered. Call it before `principalOf`. False also where that cannot be found out, such as
   * with a damaged store, which `require` then reports.
   */
  accepts(request: IncomingMessage): boolean
  /** The caller of a request that was accepted. */
  principalOf(request: IncomingMessage): Principal
  /** Notes who sends a request that was accepted for another reason than its Authorization header. */
  note(request: IncomingMessage, principal: Principal): void
  /**
   * The caller that an Authorization header names; null if it names none.
   * @throws SlicegraphError for a store that cannot be read
   */
  identify(authorization: unknown): MayWait<Principal | null>
  /** Hook for `onRequest` that rejects others. */
  require(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void
}

/** Kind of credential, by which a client says who it is. */
export interface CredentialKind {
  /** The caller that it names, if that is known without waiting. */
  known(credential: string): Principal | null
  /** The caller that it names; null if it names none. @throws SlicegraphError when that cannot be found out */
  identify(credential: string): MayWait<Principal | null>
}

type MayWait<T> = T | Promise<T>

const IDENTIFIED = Symbol('identified')

interface Identified extends IncomingMessage {
  [IDENTIFIED]?: { readonly principal: Principal; readonly at: number }
}

/** A body can take seconds to arrive, and the token can be revoked meanwhile. */
const AGAIN_AFTER_MS = 500

/** Without authentication everybody is accepted. */
export const NO_AUTHENTICATION: Authentication = {
  accepts: () => true,
  principalOf: () => OPEN,
  note: () => {},
  identify: () => OPEN,
  require: (_request, _reply, done) => done(),
}

/**
 * Accepts those who send `Authorization: Bearer …` with one of these.
 * @param tokens Null: tokens of the store are not accepted. So for the others.
 */
export function authenticateBy({
  tokens,
  jwt,
}: Readonly<Record<'tokens' | 'jwt', CredentialKind | null>>): Authentication {
  function kindOf(authorization: unknown) {
    const [, credential] = typeof authorization === 'string' ? (BEARER.exec(authorization) ?? []) : []
    if (credential === undefined) return null
    const kind = credential.startsWith(TOKEN_PREFIX) ? tokens : jwt
    return kind && { kind, credential }
  }

  function identify(authorization: unknown): MayWait<Principal | null> {
    const found = kindOf(authorization)
    return found?.kind.identify(found.credential) ?? null
  }

  function note(request: Identified, principal: Principal | null): boolean {
    if (principal) request[IDENTIFIED] = { principal, at: performance.now() }
    return principal !== null
  }

  function isIdentified({ [IDENTIFIED]: found }: Identified): boolean {
    return found !== undefined && performance.now() - found.at < AGAIN_AFTER_MS
  }

  return {
    accepts(request: Identified) {
      if (isIdentified(request)) return true
      const found = kindOf(authorizationOf(request))
      try {
        return note(request, found?.kind.known(found.credential) ?? null)
      } catch {
        return false
      }
    },
    identify,
    note,
    principalOf({ [IDENTIFIED]: found }: Identified) {
      if (!found) throw new Error('A request was answered before it was authenticated.')
      return found.principal
    },
    require(request, reply, done) {
      const { raw } = request
      if (isIdentified(raw)) {
        done()
        return
      }
      const decide = (principal: Principal | null) => {
        if (note(raw, principal)) done()
        else sendRequestError(reply.header('www-authenticate', 'Bearer'), 401)
      }
      // The framework's error handler answers what is thrown here (http-errors.ts).
      const found = identify(authorizationOf(raw))
      if (found instanceof Promise) found.then(decide).catch(done)
      else decide(found)
    },
  }
}

/** Of tokens of the store, so that the others are JWTs. */
const TOKEN_PREFIX = 'sg_'

/** Of what stands in tokens and JWTs. */
const BEARER = /^Bearer +([\w.-]+) *$/i

/** Undefined also where there are several. */
const authorizationOf = ({ headers, rawHeaders }: IncomingMessage) =>
  countHeaders(rawHeaders, 'authorization') === 1 ? headers.authorization : undefined
