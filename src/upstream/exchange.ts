import type { Dispatcher } from 'undici'
import { ACCEPT_ENCODING } from './decode-content.ts'
import type { Redirect } from './follow-redirects.ts'
import { errorOfNetwork } from './network-error.ts'
import { type BodyCaps, discardBody, readBody } from './read-body.ts'
import { type Credentials, errorOfStatus } from './status-error.ts'
import type { Target } from './target.ts'
import { badResponse } from './upstream-error.ts'

export interface UpstreamAnswer {
  readonly status: 200 | 204
  /** As the upstream wrote it. */
  readonly contentType: string | null
  /** Decoded; may be empty. */
  readonly body: Buffer
}

/** The answer itself, or where it is. */
type Reply = UpstreamAnswer | Redirect

interface Question extends BodyCaps {
  readonly accept: string
  readonly key: string | null
  readonly signal: AbortSignal
}

export const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const NOTHING = Buffer.alloc(0)

/** One request and its answer; the key goes with it when the target is trusted. @throws UpstreamError */
export async function exchange(dispatcher: Dispatcher, target: Target, question: Question): Promise<Reply> {
  const { key, accept, signal } = question
  const sent = { accept, 'accept-encoding': ACCEPT_ENCODING, ...authorization(target, key) }
  const { statusCode, headers, body } = await send(dispatcher, target, { method: 'GET', headers: sent, signal })
  if (statusCode === 200) {
    const bytes = await readBody(target.url, { headers, body }, question, signal)
    return { status: 200, contentType: single(headers, 'content-type'), body: bytes }
  }
  discardBody(body)
  if (statusCode === 204) return { status: 204, contentType: null, body: NOTHING }
  if (!REDIRECTS.has(statusCode))
    throw errorOfStatus(target.url.origin, statusCode, headers, credentialsOf(target, key))
  return redirectOf(target, statusCode, headers)
}

type Sent = Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'headers'> & {
  readonly headers: Readonly<Record<string, string>>
}

/** Sends one request. @throws UpstreamError if no answer begins */
export function send(dispatcher: Dispatcher, { url }: Target, { headers, ...options }: Sent) {
  const { origin, pathname, search } = url
  return dispatcher
    .request({ ...options, origin, path: pathname + search, headers: { ...headers, 'user-agent': 'slicegraph' } })
    .catch(error => {
      throw errorOfNetwork(error, url)
    })
}

/** The key, for a trusted target alone. */
export function authorization({ trusted }: Target, key: string | null): Readonly<Record<string, string>> {
  return trusted && key !== null ? { authorization: `Bearer ${key}` } : {}
}

/** @throws UpstreamError UPSTREAM_BAD_RESPONSE when the answer does not say where to go. */
export function redirectOf({ url }: Target, status: number, headers: Dispatcher.ResponseData['headers']): Redirect {
  const location = single(headers, 'location')
  if (location === null) throw badResponse(`${url.origin} answered ${status} without a location to redirect to.`)
  // Header values come as bytes, one a character; a location that is not ASCII is UTF-8.
  return { location: Buffer.from(location, 'latin1').toString() }
}

export function single(headers: Dispatcher.ResponseData['headers'], name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}

export function credentialsOf({ trusted }: Target, key: string | null): Credentials {
  if (!trusted) return 'redirected'
  return key === null ? 'no key set' : 'key'
}
