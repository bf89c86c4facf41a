import type { Dispatcher } from 'undici'
import { faultOfStatus } from './answer-fault.ts'
import { ACCEPT_ENCODING } from './decode-content.ts'
import { credentialsOf, REDIRECTS, single } from './exchange.ts'
import { faultOfNetwork } from './network-fault.ts'
import { type BodyCaps, discardBody, readBody } from './read-body.ts'
import type { Target } from './target.ts'
import { badResponse, blocked, type UpstreamFault } from './upstream-fault.ts'

/** What was said, whatever the status: the body of a refusal may tell why. */
export interface PostAnswer {
  readonly status: number
  readonly contentType: string | null
  /** Decoded. Empty where a refusal has none that can be read. */
  readonly body: Buffer
  /** What the status means by itself; null when it is a success. */
  readonly fault: UpstreamFault | null
}

export interface PostQuestion extends BodyCaps {
  /** JSON. */
  readonly text: string
  readonly key: string | null
  readonly headersMs: number
  readonly signal: AbortSignal
}

/** Of a refusal, what is read to see why. */
const REFUSAL_BYTES = 256 * 1024

/** One POST and its answer. @throws UpstreamFault when there is none, or a success without a body */
export async function exchangePost(
  dispatcher: Dispatcher,
  target: Target,
  question: PostQuestion,
): Promise<PostAnswer> {
  const { text, key, headersMs, signal } = question
  const { statusCode, headers, body } = await dispatcher
    .request({
      origin: target.url.origin,
      path: target.url.pathname + target.url.search,
      method: 'POST',
      headers: {
        accept: 'application/json',
        'accept-encoding': ACCEPT_ENCODING,
        'content-type': 'application/json',
        'user-agent': 'slicegraph',
        ...(target.trusted && key !== null ? { authorization: `Bearer ${key}` } : {}),
      },
      body: text,
      headersTimeout: headersMs,
      signal,
    })
    .catch(error => {
      throw faultOfNetwork(error, target.url)
    })
  if (REDIRECTS.has(statusCode)) {
    discardBody(body)
    throw blocked(`${target.url.origin} redirected a request that may not be sent elsewhere; check LABELBOX_API_URL.`)
  }
  const contentType = single(headers, 'content-type')
  if (statusCode >= 200 && statusCode < 300) {
    const bytes = await readBody(target.url, { headers, body }, question, signal)
    if (bytes.length === 0) throw badResponse(`the answer of ${target.url.origin} is empty.`)
    return { status: statusCode, contentType, body: bytes, fault: null }
  }
  const fault = faultOfStatus(target.url.origin, statusCode, headers, credentialsOf(target, key))
  const caps = { compressedBytes: REFUSAL_BYTES, decodedBytes: REFUSAL_BYTES }
  const reason = await readBody(target.url, { headers, body }, caps, signal).catch(() => Buffer.alloc(0))
  return { status: statusCode, contentType, body: reason, fault }
}
