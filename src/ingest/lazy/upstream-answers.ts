import { SlicegraphError } from '../../errors.ts'
import { badResponse, UpstreamError } from '../../upstream/index.ts'

/**
 * The content type of a response, without parameters. A response without a type is accepted.
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE
 */
export function requireType(contentType: string | null, accepted: RegExp, expected: string): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() || null
  if (type && !accepted.test(type)) throw badResponse(`by its content type the response is not ${expected}.`)
  return type
}

/**
 * The result, or the Error in its place.
 * @param subject Starts the message of an upstream error, which does not say what was fetched.
 * @param url Of the subject. The message names its origin, unless the error does, or the address is not allowed.
 */
export async function resultOrError<T>(subject: string, url: string | null, work: Promise<T>): Promise<T | Error> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Error)) return new Error('not an error', { cause: error })
    if (!(error instanceof SlicegraphError) || !error.code.startsWith('UPSTREAM_')) return error
    const { origin, hostname = '' } = URL.parse(url ?? '') ?? {}
    const isNamed = error.code === 'UPSTREAM_BLOCKED' || error.message.includes(hostname)
    const from = origin === undefined || isNamed ? '' : ` from ${origin}`
    const message = `${subject} cannot be fetched${from}: ${error.message}`
    return error instanceof UpstreamError
      ? new UpstreamError(error.code, message, error)
      : new SlicegraphError(error.code, message)
  }
}
