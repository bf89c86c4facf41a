import { SlicegraphError, type UpstreamCode } from '../../errors.ts'

interface Traits {
  /** Asking again may help. */
  readonly heals?: boolean
  /** It speaks against the origin and not against what was asked for: the breaker counts it. */
  readonly ill?: boolean
  /** What the upstream's Retry-After said. */
  readonly retryAfterMs?: number | null
}

/**
 * What the fetcher throws. It has no `cause` on purpose: errors of the network and of undici hold hosts, paths and
 * bytes of the answer.
 */
export class UpstreamFault extends SlicegraphError {
  readonly heals: boolean
  readonly ill: boolean
  readonly retryAfterMs: number | null

  constructor(code: UpstreamCode, message: string, { heals = false, ill = false, retryAfterMs = null }: Traits = {}) {
    super(code, message)
    this.heals = heals
    this.ill = ill
    this.retryAfterMs = retryAfterMs
  }
}

export function blocked(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_BLOCKED', message)
}

export function timedOut(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_TIMEOUT', message, { heals: true, ill: true })
}

export function tooLarge(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_TOO_LARGE', message)
}

export function badResponse(message: string): UpstreamFault {
  return new UpstreamFault('UPSTREAM_BAD_RESPONSE', message)
}
