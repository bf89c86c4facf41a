import * as z from 'zod'
import { badResponse, type PostAnswer, type Upstream, UpstreamError } from '../../upstream/index.ts'
import { ApiError, forbidden, labelboxText, lenient, meaningOf, rateLimited, unavailable } from './labelbox-error.ts'

/** An operation of Labelbox's GraphQL API. Emulators and Labelbox's own logs go by its name. */
export interface Operation<T> {
  readonly name: string
  readonly query: string
  /** The shape of `data`. */
  readonly data: z.ZodType<T>
  /** Asking twice does no more than asking once. */
  readonly repeatable: boolean
}

/** Asks the API. @throws SlicegraphError UPSTREAM_*, EXPORT_FAILED, EXPORT_UNSUPPORTED; the signal's reason */
export interface Ask {
  <T>(operation: Operation<T>, variables: object, signal: AbortSignal | undefined): Promise<T>
  readonly origin: string
}

/** @param apiUrl The base, such as `https://api.labelbox.com`. */
export function createAsk(upstream: Upstream, apiUrl: string): Ask {
  const url = `${apiUrl.replace(/\/+$/, '')}/graphql`
  const { origin } = new URL(url)
  async function ask<T>({ name, query, data, repeatable }: Operation<T>, variables: object, signal?: AbortSignal) {
    const answer = await upstream.post(url, { operationName: name, query, variables }, { repeatable, signal })
    try {
      const parsed = data.safeParse(dataOf(answer))
      if (parsed.success) return parsed.data
      throw badResponse(`answered ${name} in an unknown shape.`)
    } catch (error) {
      if (!(error instanceof UpstreamError) || error === answer.failure) throw error
      throw new UpstreamError(error.code, `${origin} ${error.message}`, error)
    }
  }
  return Object.assign(ask, { origin })
}

const Envelope = z.looseObject({
  data: z.unknown().optional(),
  errors: z.array(ApiError).nullish(),
  /** Rate limits and refusals of the key come with this instead of the two others. */
  message: lenient(z.string()),
})

/** `data` of an answer; anything else it may be is thrown. */
function dataOf({ status, body, failure }: PostAnswer): unknown {
  const envelope = Envelope.safeParse(jsonOf(body))
  if (!envelope.success) throw failure ?? notAnAnswer(body)
  const { data, errors, message } = envelope.data
  // Its Retry-After counts, whatever the body says.
  if (failure?.code === 'UPSTREAM_RATE_LIMITED') throw failure
  const [error] = errors ?? []
  if (failure && isForbidden(status) && error?.extensions?.code === 'AUTHENTICATION_ERROR') throw failure
  if (error !== undefined) throw meaningOf(error)
  if (message !== undefined && data === undefined) throw refusalOf(message, status, failure)
  if (failure !== null) throw failure
  return data
}

/** A rate limit shows by its words alone; a refusal that has a reason is one of the key or of the account. */
function refusalOf(message: string, status: number, failure: UpstreamError | null): UpstreamError {
  if (/\bexceeded\b|rate limit|too many requests/i.test(message)) return rateLimited()
  const isRefusal = isForbidden(status) || failure?.code === 'UPSTREAM_BAD_RESPONSE'
  const said = labelboxText(message)
  if (isRefusal && said !== null) return forbidden('refused the key', said, 'check LABELBOX_API_KEY.')
  return failure ?? badResponse('answered a question with something else.')
}

const isForbidden = (status: number) => status === 401 || status === 403

/** Proxies in front of the API report its absence as text, at times with status 200. */
function notAnAnswer(body: Buffer): UpstreamError {
  if (body.includes('upstream connect error or disconnect/reset before headers')) return unavailable()
  return badResponse('did not answer with JSON; check LABELBOX_API_URL.')
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
