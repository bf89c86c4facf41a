import { SlicegraphError, type UpstreamCode } from '../errors.ts'

/**
 * Every error of this module. The message names the origin or host, and no more of the address. It has no `cause` on
 * purpose: errors of the network and of undici hold paths and bytes of the answer.
 */
export class UpstreamError extends SlicegraphError {
  declare readonly code: UpstreamCode
  /** Asking again may help. */
  readonly retryable: boolean
  /** Nothing of the request was sent: it can be made again, whatever it does. */
  readonly unsent: boolean
  /** The origin failed, whatever was asked for: the breaker counts it. */
  readonly originFailed: boolean
  /** Labelbox refused the API key, or asks for one. False where a storage refuses an expired link. */
  readonly keyRefused: boolean
  /** The upstream's Retry-After. */
  readonly retryAfterMs: number | null

  constructor(code: UpstreamCode, message: string, traits: Traits = {}) {
    super(code, message)
    this.retryable = traits.retryable ?? false
    this.unsent = traits.unsent ?? false
    this.originFailed = traits.originFailed ?? false
    this.keyRefused = traits.keyRefused ?? false
    this.retryAfterMs = traits.retryAfterMs ?? null
  }
}

type Traits = Partial<Omit<UpstreamError, keyof SlicegraphError>>

export function blocked(message: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BLOCKED', message)
}

export function timedOut(message: string, unsent = false): UpstreamError {
  return new UpstreamError('UPSTREAM_TIMEOUT', message, { retryable: true, unsent, originFailed: true })
}

export function unavailable(message: string, traits: Traits = { retryable: true }): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', message, { ...traits, originFailed: true })
}

export function tooLarge(message: string): UpstreamError {
  return new UpstreamError('UPSTREAM_TOO_LARGE', message)
}

export function badResponse(message: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', message)
}
