import type { LookupAddress } from 'node:dns'

export interface UpstreamSettings {
  /** Sent as `Authorization: Bearer` to `origins`, and nowhere else; null: requests go without. */
  readonly key: string | null
  /** Exact origins that are trusted as written, http and loopback included. */
  readonly origins: readonly string[]
  readonly limits?: Partial<UpstreamLimits>
  /** Resolves a host name. Default: the system's resolver, all addresses. */
  readonly lookup?: (hostname: string) => Promise<readonly LookupAddress[]>
  /** Certificates (PEM) that are trusted instead of the well-known ones. */
  readonly ca?: string
  /** Judges the addresses behind redirects to origins that are not configured. Default: `isPublicAddress`. */
  readonly isPublic?: (address: string) => boolean
}

/** Times in milliseconds. */
export interface UpstreamLimits {
  /** Requests in flight per origin; further ones wait. */
  readonly concurrency: number
  /** Name, TCP and TLS together. */
  readonly connectMs: number
  readonly headersMs: number
  /** Between two pieces of a body. */
  readonly bodyMs: number
  /** One `get` with its redirects and retries, without the time it waits for its first slot. */
  readonly totalMs: number
  /** One `post`, likewise. The upstream may take all of it before it begins to answer. */
  readonly postMs: number
  /** Size of a body as it is sent. */
  readonly compressedBytes: number
  /** Size of a body once decoded. */
  readonly decodedBytes: number
  /** Bodies in memory, from their first byte until they are decoded and stored; further ones wait. */
  readonly bufferedBytes: number
  readonly redirects: number
  readonly retries: number
  /** Most retries that an origin can have saved up. It starts with them, and each success adds a tenth of one. */
  readonly retryReserve: number
  /** The first retry waits up to this, the second up to twice this. */
  readonly backoffMs: number
  /** The longest Retry-After that is waited for. */
  readonly retryAfterMs: number
  /** The breaker opens when nine of ten of this many requests failed within a minute. */
  readonly breakerSample: number
  /** While the breaker is open, one request in this time is let through as a probe. */
  readonly breakerRestMs: number
}

export const DEFAULT_LIMITS: UpstreamLimits = {
  concurrency: 32,
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  totalMs: 30_000,
  // As long as Labelbox's own client waits: a search over millions of rows runs before a start is answered.
  postMs: 60_000,
  compressedBytes: 64 * 2 ** 20,
  decodedBytes: 128 * 2 ** 20,
  bufferedBytes: 256 * 2 ** 20,
  redirects: 3,
  retries: 2,
  retryReserve: 10,
  backoffMs: 200,
  retryAfterMs: 10_000,
  breakerSample: 30,
  breakerRestMs: 1_000,
}
