import { setTimeout as sleep } from 'node:timers/promises'
import { SlicegraphError } from '../../errors.ts'
import { UpstreamError } from '../../upstream/index.ts'

export interface PatienceOptions {
  /** The first wait, of which later ones are multiples. */
  readonly pollMs: number
  /** How long it may be that nothing but faults comes. */
  readonly patienceMs: number
  /** What is waited out so long; default: all that says the upstream is not well at the moment. */
  readonly passing?: Matches
  /** What may be an accident, so that a few tries are worth it; default: an answer that cannot be read. */
  readonly odd?: Matches
  /** Of something that went on a moment ago, the first try again comes at once. */
  readonly hasty?: boolean
  readonly signal?: AbortSignal | undefined
}

type Matches = (error: SlicegraphError) => boolean

/** Bears with faults one after another, until something goes well again. */
interface Patience {
  /**
   * Waits before the next try.
   * @param odd In the place of the option of that name.
   * @throws the error itself when waiting cannot help or has not; the signal's reason
   */
  bear(error: unknown, odd?: Matches): Promise<void>
  /** Something went well. */
  reset(): void
}

const isPassing: Matches = ({ traits }) => traits.retry === 'later'
const isOddAnswer: Matches = ({ traits }) => traits.retry === 'briefly'
/** A link that has expired, or storage that sends something else than was announced: a new link may do better. */
export const isDeadLink: Matches = ({ traits }) => traits.newLink === true
export const isRateLimit: Matches = ({ code }) => code === 'UPSTREAM_RATE_LIMITED'
export const never: Matches = () => false

const MOST_ODD = 4
/** The longest wait, in first ones: a minute at 2 s. */
const MOST_WAITS = 30

export function createPatience(options: PatienceOptions): Patience {
  const { pollMs, patienceMs, passing = isPassing, odd: usualOdd = isOddAnswer, hasty = false, signal } = options
  let since = 0
  let faults = 0
  let odds = 0

  return {
    async bear(error, odd = usualOdd) {
      signal?.throwIfAborted()
      if (!(error instanceof SlicegraphError)) throw error
      if (faults === 0) since = performance.now()
      faults += 1
      const isOdd = odd(error)
      odds += isOdd ? 1 : 0
      if (isOdd ? odds > MOST_ODD : !passing(error) || isOurs(error)) throw error
      const waitMs = hasty && faults === 1 && !isRateLimit(error) ? 0 : waitBefore(error, faults, pollMs)
      if (performance.now() + waitMs > since + patienceMs) throw error
      await pause(waitMs, signal)
    },
    reset() {
      faults = 0
      odds = 0
    },
  }
}

/** Does `work` until it succeeds or patience ends. */
export async function patiently<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const result = await work()
      patience.reset()
      return result
    } catch (error) {
      await patience.bear(error)
    }
  }
}

/** @throws the signal's reason */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  if (ms <= 0) return
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch(error => {
    throw signal?.aborted ? signal.reason : error
  })
}

/** The fetcher is closed: an outage that is neither the upstream's fault nor ends. */
function isOurs(error: SlicegraphError): boolean {
  return (
    error instanceof UpstreamError && error.code === 'UPSTREAM_UNAVAILABLE' && !error.originFailed && !error.retryable
  )
}

/** Between half of it and all of it, so that those who failed together do not come back together. */
function waitBefore(error: SlicegraphError, faults: number, pollMs: number): number {
  const askedFor = error instanceof UpstreamError ? (error.retryAfterMs ?? 0) : 0
  const ownMs = pollMs * Math.min(2 ** (faults - 1), MOST_WAITS)
  return askedFor + ownMs * (0.5 + Math.random() / 2)
}
