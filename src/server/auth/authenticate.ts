import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OPEN, type Principal } from '../../loaders/index.ts'
import { sendRequestError } from '../http-errors.ts'

/** Who sends requests. */
export interface Authentication {
  /**
   * Whether the request may be answered. Call it before `principalOf`. False also where that cannot be found out, such as
   * with a damaged store, which `require` then reports.
   */
  accepts(request: IncomingMessage): boolean
  /** Who sends a request that was accepted. */
  principalOf(request: IncomingMessage): Principal
  /** Notes who sends a request that was accepted for another reason than its Authorization header. */
  note(request: IncomingMessage, principal: Principal): void
  /**
   * Who stands behind an Authorization header; null: nobody.
   * @throws SlicegraphError for a store that cannot be read
   */
  identify(authorization: unknown): MayWait<Principal | null>
  /** Hook for `onRequest` that rejects others. */
  require(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void
}

/** Kind of credential, by which a client says who it is. */
export interface CredentialKind {
  /** Whom it stands for if that is known without waiting. */
  known(credential: string): Principal | null
  /** Whom it stands for; null: nobody. @throws SlicegraphError when that cannot be found out */
  identify(credential: string): MayWait<Principal | null>
}

type MayWait<T> = T | Promise<T>

const PRINCIPAL = Symbol('principal')

interface Identified extends IncomingMessage {
  [PRINCIPAL]?: Principal
}

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
    if (principal) request[PRINCIPAL] = principal
    return principal !== null
  }

  return {
    accepts(request: Identified) {
      if (request[PRINCIPAL]) return true
      const found = kindOf(request.headers.authorization)
      try {
        return note(request, found?.kind.known(found.credential) ?? null)
      } catch {
        return false
      }
    },
    identify,
    note,
    principalOf({ [PRINCIPAL]: principal }: Identified) {
      if (!principal) throw new Error('A request was answered before it was authenticated.')
      return principal
    },
    require(request, reply, done) {
      const raw: Identified = request.raw
      const decide = (principal: Principal | null) => {
        if (note(raw, principal)) done()
        else sendRequestError(reply.header('www-authenticate', 'Bearer'), 401)
      }
      // The framework's error handler answers what is thrown here (http-errors.ts).
      const found = raw[PRINCIPAL] ?? identify(raw.headers.authorization)
      if (found instanceof Promise) found.then(decide).catch(done)
      else decide(found)
    },
  }
}

/** Of tokens of the store, so that the others are JWTs. */
const TOKEN_PREFIX = 'sg_'

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i
