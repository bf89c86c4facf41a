import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OPEN, type Principal } from '../../loaders/index.ts'
import type { TokenStore } from '../../store/index.ts'
import { sendRequestError } from '../http-errors.ts'
import { principalOfToken } from './tokens.ts'

/** Who sends requests. */
export interface Authentication {
  /**
   * Whether the request may be answered. Call it before `principalOf`. False also where that cannot be found out, such as
   * with a damaged store, which `require` then reports.
   */
  accepts(request: IncomingMessage): boolean
  /** Who sends a request that was accepted. */
  principalOf(request: IncomingMessage): Principal
  /**
   * Who stands behind an Authorization header; null: nobody.
   * @throws SlicegraphError for a store that cannot be read
   */
  identify(authorization: unknown): Principal | null
  /** Hook for `onRequest` that rejects others. */
  require(request: FastifyRequest, reply: FastifyReply, done: () => void): void
}

const PRINCIPAL = Symbol('principal')

interface Identified extends IncomingMessage {
  [PRINCIPAL]?: Principal
}

/** Without authentication everybody is accepted. */
export const NO_AUTHENTICATION: Authentication = {
  accepts: () => true,
  principalOf: () => OPEN,
  identify: () => OPEN,
  require: (_request, _reply, done) => done(),
}

/** Accepts those who send a token of the store as `Authorization: Bearer …`. */
export function authenticateByToken(tokens: Pick<TokenStore, 'find'>): Authentication {
  function identify(authorization: unknown): Principal | null {
    const [, token] = typeof authorization === 'string' ? (BEARER.exec(authorization) ?? []) : []
    return token === undefined ? null : principalOfToken(tokens, token)
  }

  function isIdentified(request: Identified): boolean {
    if (request[PRINCIPAL]) return true
    const found = identify(request.headers.authorization)
    if (found) request[PRINCIPAL] = found
    return found !== null
  }

  return {
    accepts(request) {
      try {
        return isIdentified(request)
      } catch {
        return false
      }
    },
    identify,
    principalOf({ [PRINCIPAL]: principal }: Identified) {
      if (!principal) throw new Error('A request was answered before it was authenticated.')
      return principal
    },
    // The framework's error handler answers what is thrown here (http-errors.ts).
    require({ raw }, reply, done) {
      if (isIdentified(raw)) done()
      else sendRequestError(reply.header('www-authenticate', 'Bearer'), 401)
    },
  }
}

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i
