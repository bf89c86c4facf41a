import type { Dispatcher } from 'undici'
import { type Credentials, errorOfNetwork, errorOfStatus, type Headers, type Response } from './explain-failure.ts'
import { ACCEPT_ENCODING, discardBody, type ReadOptions, readBody } from './read-body.ts'
import type { Redirect, Target } from './target.ts'
import { badResponse, blocked, type UpstreamError } from './upstream-error.ts'

interface UpstreamAnswer {
  /** 200 or 204 for a GET. */
  readonly status: number
  /** As the upstream wrote it. */
  readonly contentType: string | null
  /** Decoded; may be empty. */
  readonly body: Buffer
}

/** Its body counts as in memory until it is disposed of. */
export interface FetchedAnswer extends UpstreamAnswer, Disposable {}

/** An answer of any status: the body of a refusal may say why, unless it cannot be read. */
export interface PostAnswer extends UpstreamAnswer {
  /** The error that the status stands for; null for a success. */
  readonly failure: UpstreamError | null
}

interface Question extends ReadOptions {
  /** Sent to trusted targets alone. */
  readonly key: string | null
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
  question: Question & { readonly accept: string },
): Promise<FetchedAnswer | Redirect> {
  const { key, accept, signal } = question
  const headers = { accept, 'accept-encoding': ACCEPT_ENCODING }
  const response = await send(dispatcher, target, key, { method: 'GET', headers, signal })
  const { statusCode: status, headers: received, body } = response
  if (status === 200) {
    const { bytes, held } = await readBody(target.url, response, question)
    const dispose = () => held[Symbol.dispose]()
    return { status, contentType: single(received, 'content-type'), body: bytes, [Symbol.dispose]: dispose }
  }
  const redirect = redirectOf(target, response)
  if (redirect !== null) return redirect
  discardBody(body)
  if (status === 204) return { status, contentType: null, body: NOTHING, [Symbol.dispose]: () => {} }
  throw errorOfStatus(target.url.origin, response, credentialsOf(target, key))
}

/** Sends one POST of JSON. @throws UpstreamError when there is no answer, or a success without a body */
export async function exchangePost(
  dispatcher: Dispatcher,
  target: Target,
  question: Question & { readonly text: string; readonly headersMs: number },
): Promise<PostAnswer> {
  const { text, key, headersMs, signal } = question
  const { origin } = target.url
  const response = await send(dispatcher, target, key, {
    method: 'POST',
    headers: { accept: JSON_TYPE, 'accept-encoding': ACCEPT_ENCODING, 'content-type': JSON_TYPE },
    body: text,
    headersTimeout: headersMs,
    signal,
  })
  const { statusCode: status, headers } = response
  if (REDIRECTS.has(status)) {
    discardBody(response.body)
    throw blocked(`${origin} redirected a request that may not be sent elsewhere; check LABELBOX_API_URL.`)
  }
  const contentType = single(headers, 'content-type')
  if (status >= 200 && status < 300) {
    const body = await readCounted(target.url, response, question)
    if (body.length === 0) throw badResponse(`the answer of ${origin} is empty.`)
    return { status, contentType, body, failure: null }
  }
  const failure = errorOfStatus(origin, response, credentialsOf(target, key))
  const caps = { ...question, compressedBytes: REFUSAL_BYTES, decodedBytes: REFUSAL_BYTES }
  const body = await readCounted(target.url, response, caps).catch(() => NOTHING)
  return { status, contentType, body, failure }
}

/** A body that counts only while it arrives. */
async function readCounted(url: URL, response: Response, options: ReadOptions): Promise<Buffer> {
  const { bytes, held } = await readBody(url, response, options)
  held[Symbol.dispose]()
  return bytes
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
