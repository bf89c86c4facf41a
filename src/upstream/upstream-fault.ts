import { SlicegraphError, type UpstreamCode } from '../errors.ts'

interface Traits {
  /** Asking again may help. */
  readonly heals?: boolean
  /** Nothing of the request left: it can be made again, whatever it does. */
  readonly unsent?: boolean
  /** It speaks against the origin and not against what was asked for: the breaker counts it. */
  readonly ill?: boolean
  /** Labelbox refused the API key, or asks for one; a storage that refuses an expired link says nothing of the key. */
  readonly keyRefused?: boolean
  /** The upstream's Retry-After. */
  readonly retryAfterMs?: number | null
}

/**
 * Every error of this module. The message names the origin or host, and no more of the address. It has no `cause` on
 * purpose: errors of the network and of undici hold paths and bytes of the answer.
 */
export class UpstreamFault extends SlicegraphError {
  declare readonly code: UpstreamCode
  readonly heals: boolean
  readonly unsent: boolean
  readonly ill: boolean
  readonly keyRefused: boolean
  readonly retryAfterMs: number | null

  constructor(code: UpstreamCode, message: string, traits: Traits = {}) {
    const { heals = false, unsent = false, ill = false, keyRefused = false, retryAfterMs = null } = traits
    super(code, message)
    this.heals = heals
    this.unsent = unsent
    this.ill = ill
    this.keyRefused = keyRefused
    this.retryAfterMs = retryAfterMs
  }
}

export function blocked(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_BLOCKED', message)
}

export function timedOut(message: string, unsent = false): UpstreamFault {
  return new UpstreamFault('UPSTREAM_TIMEOUT', message, { heals: true, unsent, ill: true })
}

export function tooLarge(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_TOO_LARGE', message)
}

export function badResponse(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_BAD_RESPONSE', message)
}
