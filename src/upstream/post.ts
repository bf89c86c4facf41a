import type { Dispatcher } from 'undici'
import { ACCEPT_ENCODING } from './decode-content.ts'
import { authorization, credentialsOf, REDIRECTS, send, single } from './exchange.ts'
import { type BodyCaps, discardBody, readBody } from './read-body.ts'
import { errorOfStatus } from './status-error.ts'
import type { Target } from './target.ts'
import { badResponse, blocked, type UpstreamError } from './upstream-error.ts'

/** An answer of any status: the body of a refusal may say why. */
export interface PostAnswer {
  readonly status: number
  readonly contentType: string | null
  /** Decoded. Empty where a refusal has none that can be read. */
  readonly body: Buffer
  /** The error that the status stands for; null for a success. */
  readonly failure: UpstreamError | null
}

interface PostQuestion extends BodyCaps {
  /** JSON. */
  readonly text: string
  readonly key: string | null
  readonly headersMs: number
  readonly signal: AbortSignal
}

/** Of a refusal, what is read to see why. */
const REFUSAL_BYTES = 256 * 1024

/** One POST and its answer. @throws UpstreamError when there is none, or a success without a body */
export async function exchangePost(
  dispatcher: Dispatcher,
  target: Target,
  question: PostQuestion,
): Promise<PostAnswer> {
  const { text, key, headersMs, signal } = question
  const json = 'application/json'
  const { statusCode, headers, body } = await send(dispatcher, target, {
    method: 'POST',
    headers: { accept: json, 'accept-encoding': ACCEPT_ENCODING, 'content-type': json, ...authorization(target, key) },
    body: text,
    headersTimeout: headersMs,
    signal,
  })
  if (REDIRECTS.has(statusCode)) {
    discardBody(body)
    throw blocked(`${target.url.origin} redirected a request that may not be sent elsewhere; check LABELBOX_API_URL.`)
  }
  const contentType = single(headers, 'content-type')
  if (statusCode >= 200 && statusCode < 300) {
    const bytes = await readBody(target.url, { headers, body }, question, signal)
    if (bytes.length === 0) throw badResponse(`the answer of ${target.url.origin} is empty.`)
    return { status: statusCode, contentType, body: bytes, failure: null }
  }
  const failure = errorOfStatus(target.url.origin, statusCode, headers, credentialsOf(target, key))
  const caps = { compressedBytes: REFUSAL_BYTES, decodedBytes: REFUSAL_BYTES }
  const reason = await readBody(target.url, { headers, body }, caps, signal).catch(() => Buffer.alloc(0))
  return { status: statusCode, contentType, body: reason, failure }
}
