import type { Dispatcher } from 'undici'
import { type Credentials, errorOfNetwork, errorOfStatus, type Headers } from './explain-failure.ts'
import { ACCEPT_ENCODING, type BodyCaps, discardBody, readBody } from './read-body.ts'
import type { Redirect, Target } from './target.ts'
import { badResponse, blocked, type UpstreamError } from './upstream-error.ts'

export interface UpstreamAnswer {
  readonly status: 200 | 204
  /** As the upstream wrote it. */
  readonly contentType: string | null
  /** Decoded; may be empty. */
  readonly body: Buffer
}

/** An answer of any status: the body of a refusal may say why. */
export interface PostAnswer {
  readonly status: number
  readonly contentType: string | null
  /** Decoded. Empty where a refusal has none that can be read. */
  readonly body: Buffer
  /** The error that the status stands for; null for a success. */
  readonly failure: UpstreamError | null
}

interface Question extends BodyCaps {
  /** Sent to trusted targets alone. */
  readonly key: string | null
  readonly signal: AbortSignal
}

interface GetQuestion extends Question {
  readonly accept: string
}

interface PostQuestion extends Question {
  /** JSON. */
  readonly text: string
  readonly headersMs: number
}

const JSON_TYPE = 'application/json'
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const NOTHING = Buffer.alloc(0)
/** Bytes of a refusal that are read to see why. */
const REFUSAL_BYTES = 256 * 1024

/** Sends one GET. @throws UpstreamError */
export async function exchangeGet(
  dispatcher: Dispatcher,
  target: Target,
  question: GetQuestion,
): Promise<UpstreamAnswer | Redirect> {
  const { key, accept, signal } = question
  const { statusCode, headers, body } = await send(dispatcher, target, key, {
    method: 'GET',
    headers: { accept, 'accept-encoding': ACCEPT_ENCODING },
    signal,
  })
  if (statusCode === 200) {
    const bytes = await readBody(target.url, { headers, body }, question, signal)
    return { status: 200, contentType: single(headers, 'content-type'), body: bytes }
  }
  const redirect = redirectOf(target, { statusCode, headers, body })
  if (redirect !== null) return redirect
  discardBody(body)
  if (statusCode === 204) return { status: 204, contentType: null, body: NOTHING }
  throw errorOfStatus(target.url.origin, statusCode, headers, credentialsOf(target, key))
}

/** Sends one POST. @throws UpstreamError when there is no answer, or a success without a body */
export async function exchangePost(
  dispatcher: Dispatcher,
  target: Target,
  question: PostQuestion,
): Promise<PostAnswer> {
  const { text, key, headersMs, signal } = question
  const { origin } = target.url
  const { statusCode, headers, body } = await send(dispatcher, target, key, {
    method: 'POST',
    headers: { accept: JSON_TYPE, 'accept-encoding': ACCEPT_ENCODING, 'content-type': JSON_TYPE },
    body: text,
    headersTimeout: headersMs,
    signal,
  })
  if (REDIRECTS.has(statusCode)) {
    discardBody(body)
    throw blocked(`${origin} redirected a request that may not be sent elsewhere; check LABELBOX_API_URL.`)
  }
  const answer = { status: statusCode, contentType: single(headers, 'content-type') }
  if (statusCode >= 200 && statusCode < 300) {
    const bytes = await readBody(target.url, { headers, body }, question, signal)
    if (bytes.length === 0) throw badResponse(`the answer of ${origin} is empty.`)
    return { ...answer, body: bytes, failure: null }
  }
  const failure = errorOfStatus(origin, statusCode, headers, credentialsOf(target, key))
  const caps = { compressedBytes: REFUSAL_BYTES, decodedBytes: REFUSAL_BYTES }
  const reason = await readBody(target.url, { headers, body }, caps, signal).catch(() => NOTHING)
  return { ...answer, body: reason, failure }
}

type Sent = Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'headers'> & {
  readonly headers: Readonly<Record<string, string>>
}

/** Sends one request; the key goes with it if the target is trusted. @throws UpstreamError if no answer begins */
export function send(dispatcher: Dispatcher, { url, trusted }: Target, key: string | null, sent: Sent) {
  const { origin, pathname, search } = url
  const authorization = trusted && key !== null ? { authorization: `Bearer ${key}` } : {}
  const headers = { ...sent.headers, ...authorization, 'user-agent': 'slicegraph' }
  return dispatcher.request({ ...sent, origin, path: pathname + search, headers }).catch(error => {
    throw errorOfNetwork(error, url)
  })
}

type Response = Pick<Dispatcher.ResponseData, 'statusCode' | 'headers' | 'body'>

/** Null if the answer is no redirect. @throws UpstreamError UPSTREAM_BAD_RESPONSE if a redirect names no location */
export function redirectOf({ url }: Target, { statusCode, headers, body }: Response): Redirect | null {
  if (!REDIRECTS.has(statusCode)) return null
  discardBody(body)
  const location = single(headers, 'location')
  if (location === null) throw badResponse(`${url.origin} answered ${statusCode} without a location to redirect to.`)
  // Header values come as bytes, one a character; a location that is not ASCII is UTF-8.
  return { location: Buffer.from(location, 'latin1').toString() }
}

export function single(headers: Headers, name: string): string | null {
  const value = headers[name]
  return typeof value === 'string' ? value : null
}

function credentialsOf({ trusted }: Target, key: string | null): Credentials {
  if (!trusted) return 'redirected'
  return key === null ? 'no key set' : 'key'
}
