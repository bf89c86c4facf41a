import { setTimeout as sleep } from 'node:timers/promises'
import { SlicegraphError } from '../../errors.ts'
import { UpstreamError } from '../../upstream/index.ts'

export interface RetryOptions {
  /** The first wait in milliseconds; later ones are multiples of it. */
  readonly pollMs: number
  /** The longest time in milliseconds without any success. */
  readonly patienceMs: number
  /** Errors that are retried for all that time; default: those whose condition passes. */
  readonly passing?: Matches
  /** Errors that may be an accident, so that a few tries are worth it; default: an answer that cannot be read. */
  readonly odd?: Matches
  /** True for work that succeeded a moment ago: the first retry comes at once. */
  readonly hasty?: boolean
  readonly signal?: AbortSignal | undefined
}

type Matches = (error: SlicegraphError) => boolean

const isPassing: Matches = ({ traits }) => traits.retry === 'later'
const isOddAnswer: Matches = ({ traits }) => traits.retry === 'briefly'
/** A link that has expired, or a storage whose answer is not the one announced: a new link may do better. */
export const isDeadLink: Matches = ({ traits }) => traits.newLink === true
export const isRateLimit: Matches = ({ code }) => code === 'UPSTREAM_RATE_LIMITED'
export const never: Matches = () => false

const MOST_ODD = 4
/** The longest wait, in first ones: a minute at 2 s. */
const MOST_WAITS = 30

/** Waits with backoff between errors until a call succeeds or the time limit is reached. */
export function createRetryPolicy(options: RetryOptions) {
  const { pollMs, patienceMs, passing = isPassing, odd: usualOdd = isOddAnswer, hasty = false, signal } = options
  let since = 0
  let errors = 0
  let odds = 0

  return {
    /**
     * Waits before the next try.
     * @param odd In the place of the option of that name.
     * @throws the error itself when waiting cannot help or has not; the signal's reason
     */
    async waitAfter(error: unknown, odd = usualOdd): Promise<void> {
      signal?.throwIfAborted()
      if (!(error instanceof SlicegraphError)) throw error
      if (errors === 0) since = performance.now()
      errors += 1
      const isOdd = odd(error)
      odds += isOdd ? 1 : 0
      if (isOdd ? odds > MOST_ODD : !passing(error) || isClosed(error)) throw error
      const waitMs = hasty && errors === 1 && !isRateLimit(error) ? 0 : waitBefore(error, errors, pollMs)
      if (performance.now() + waitMs > since + patienceMs) throw error
      await pause(waitMs, signal)
    },
    /** Starts anew after a success. */
    reset(): void {
      errors = 0
      odds = 0
    },
  }
}

/**
 * Retries `work` until it succeeds, for minutes; each request in it is retried by `upstream` for seconds.
 * @throws its error when retrying cannot help or has not; the signal's reason
 */
export async function retryThroughOutage<T>(options: RetryOptions, work: () => Promise<T>): Promise<T> {
  for (const policy = createRetryPolicy(options); ; ) {
    try {
      return await work()
    } catch (error) {
      await policy.waitAfter(error)
    }
  }
}

/** @throws the signal's reason */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (ms <= 0) return
  await sleep(ms, undefined, signal && { signal }).catch(error => {
    throw signal?.aborted ? signal.reason : error
  })
}

/** The `Upstream` was closed: an outage that is not the origin's and does not end. */
function isClosed(error: SlicegraphError): boolean {
  return (
    error instanceof UpstreamError && error.code === 'UPSTREAM_UNAVAILABLE' && !error.originFailed && !error.retryable
  )
}

/** Between half of the wait and all of it, so that clients which failed together do not come back together. */
function waitBefore(error: SlicegraphError, errors: number, pollMs: number): number {
  const askedFor = error instanceof UpstreamError ? (error.retryAfterMs ?? 0) : 0
  const ownMs = pollMs * Math.min(2 ** (errors - 1), MOST_WAITS)
  return askedFor + ownMs * (0.5 + Math.random() / 2)
}
