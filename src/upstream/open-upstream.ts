import { createByteBudget } from './byte-budget.ts'
import { type Deadline, openDeadline } from './deadline.ts'
import { openDownload, type Part } from './download.ts'
import { exchangeGet, exchangePost, type FetchedAnswer, type PostAnswer } from './exchange.ts'
import { createGuards } from './origin-guard.ts'
import { openPools } from './pools.ts'
import { retryRequest } from './retry.ts'
import { firstTarget, followRedirects, storageTarget, type Target } from './target.ts'
import { UpstreamError } from './upstream-error.ts'
import { DEFAULT_LIMITS, type UpstreamSettings } from './upstream-settings.ts'

interface GetOptions {
  /** The Accept header. */
  readonly accept: string
  readonly signal?: AbortSignal | undefined
  /** Most bytes of the decoded body, if less than the limit. */
  readonly maxBytes?: number
}

interface PostOptions {
  /**
   * Sending it twice does no more than sending it once. Otherwise it is sent again only where nothing can have happened:
   * there was no connection, or there were too many requests.
   */
  readonly repeatable: boolean
  readonly signal?: AbortSignal | undefined
}

interface StreamOptions {
  /** The first byte that is wanted; default 0. A server that does not know ranges costs the bytes before it. */
  readonly from?: number
  /** Size of the whole in bytes. Another length is an error, before the first byte if the answer announces it. */
  readonly size?: number
  readonly signal?: AbortSignal | undefined
}

/** Fetches frames, masks and storage files, and posts to Labelbox's API. */
export interface Upstream {
  /**
   * One GET, with its redirects and retries. The body is whole and decoded; it may be empty. Until the answer is disposed
   * of, its bytes count as in memory: where the sum of all is bounded, further bodies wait.
   * @throws SlicegraphError with a code of `UpstreamCode`; the signal's reason when the caller aborts
   */
  get(url: string, options: GetOptions): Promise<FetchedAnswer>
  /**
   * One POST of JSON to a configured origin, with its retries. Refusals are answers too, once retries are used up; a
   * redirect is not followed.
   * @throws UpstreamError when there is no answer; the signal's reason when the caller aborts
   */
  post(url: string, json: unknown, options: PostOptions): Promise<PostAnswer>
  /**
   * One GET of an address that the API handed out, on a configured origin or any public one by https. It never gets
   * the key. The bytes come as they arrive, no faster than they are taken, for as long as it takes. Nothing is
   * retried: after an error that is `retryable`, ask again from the byte reached.
   * @throws UpstreamError; the signal's reason when the caller aborts
   */
  stream(url: string, options?: StreamOptions): AsyncIterable<Uint8Array>
  /** The same fetcher with the same limits, for addresses on these of its origins alone: others get no key. */
  limitedTo(origins: readonly string[]): Pick<Upstream, 'get'>
  /** Ends calls in progress with UPSTREAM_UNAVAILABLE, and closes every connection. */
  close(): Promise<void>
}

export function openUpstream(settings: UpstreamSettings): Upstream {
  const { key } = settings
  const limits = { ...DEFAULT_LIMITS, ...settings.limits }
  const origins = originsOf(settings.origins)
  const guardOf = createGuards(origins, limits)
  const pools = openPools(origins, settings, limits)
  const calls = new Set<Deadline>()
  const budget = createByteBudget(limits.bufferedBytes)
  let closed = false

  function begin(origin: string, totalMs: number, signal: AbortSignal | undefined): Deadline {
    if (closed) throw closing()
    return openDeadline(origin, totalMs, signal, calls)
  }

  /** The time that a body waits for memory is not the upstream's. */
  function reading(call: Deadline) {
    const { signal } = call
    return { signal, reserve: (bytes: number) => call.untimed(budget.reserve(bytes, signal)) }
  }

  async function get(
    allowed: ReadonlySet<string>,
    url: string,
    { accept, signal, maxBytes = Number.POSITIVE_INFINITY }: GetOptions,
  ): Promise<FetchedAnswer> {
    const first = firstTarget(url, allowed)
    using call = begin(first.url.origin, limits.totalMs, signal)
    const question = {
      accept,
      key,
      ...reading(call),
      compressedBytes: limits.compressedBytes,
      decodedBytes: Math.min(limits.decodedBytes, maxBytes),
    }
    return await retryRequest(guardOf(first), call, limits, () =>
      followRedirects(first, allowed, limits.redirects, target =>
        guardOf(target).run(call, () => exchangeGet(pools.for(target), target, question)),
      ),
    )
  }

  async function* stream(first: Target, part: Part, call: Deadline): AsyncGenerator<Uint8Array> {
    /** Keeps the slot of the origin: a body takes longer than its head. */
    async function ask(target: Target) {
      const leave = await guardOf(target).enter(call)
      try {
        const reply = await openDownload(pools.for(target), target, part, call, limits.bodyMs)
        if (!('location' in reply)) return { download: reply, leave }
        leave()
        return reply
      } catch (error) {
        leave(call.explain(error))
        throw error
      }
    }

    const { download, leave } = await followRedirects(first, origins, limits.redirects, ask)
    let hasBytes = false
    try {
      for await (const piece of download.pieces()) {
        hasBytes = true
        yield piece
      }
    } catch (error) {
      // An origin that sent something is not down: a reader resumes where it was cut.
      leave(hasBytes ? undefined : call.explain(error))
      throw error
    } finally {
      leave()
      download.close()
    }
  }

  return {
    get: (url, options) => get(origins, url, options),
    limitedTo(some) {
      const allowed = originsOf(some)
      return { get: (url, options) => get(allowed, url, options) }
    },
    async post(url, json, { repeatable, signal }) {
      const target = firstTarget(url, origins)
      using call = begin(target.url.origin, limits.postMs, signal)
      const question = { ...limits, ...reading(call), text: JSON.stringify(json), key, headersMs: limits.postMs }
      const refusals = new Map<unknown, PostAnswer>()
      const mayRepeat = (error: UpstreamError) =>
        repeatable || error.unsent || refusals.get(error)?.status === TOO_MANY_REQUESTS
      const attempt = () =>
        guardOf(target).run(call, async () => {
          const answer = await exchangePost(pools.for(target), target, question)
          if (answer.failure === null) return answer
          refusals.set(answer.failure, answer)
          throw answer.failure
        })
      try {
        return await retryRequest(guardOf(target), call, limits, attempt, mayRepeat)
      } catch (error) {
        const refusal = refusals.get(error)
        if (refusal === undefined) throw error
        return refusal
      }
    },
    async *stream(url, { from = 0, size = null, signal } = {}) {
      const first = storageTarget(url, origins)
      using call = begin(first.url.origin, Number.POSITIVE_INFINITY, signal)
      try {
        yield* stream(first, { from, size }, call)
      } catch (error) {
        throw call.explain(error)
      }
    },
    async close() {
      closed = true
      for (const call of calls) call.abort(closing())
      await pools.close()
    },
  }
}

const originsOf = (urls: readonly string[]): ReadonlySet<string> => new Set(urls.map(url => new URL(url).origin))

const TOO_MANY_REQUESTS = 429

function closing(): UpstreamError {
  return new UpstreamError('UPSTREAM_UNAVAILABLE', 'slicegraph is stopping; ask again once it runs.')
}
