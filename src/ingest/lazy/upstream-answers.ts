import { SlicegraphError } from '../../errors.ts'
import { UpstreamError } from '../../upstream/index.ts'

/** An error for a response that cannot be used. @param reason A clause that quotes nothing of the response. */
export function badResponse(reason: string): SlicegraphError {
  return new SlicegraphError('UPSTREAM_BAD_RESPONSE', `${reason}.`)
}

/**
 * The content type of a response, without parameters. A response without a type is accepted.
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE
 */
export function requireType(contentType: string | null, accepted: RegExp, expected: string): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() || null
  if (type && !accepted.test(type)) throw badResponse(`by its content type the response is not ${expected}`)
  return type
}

/**
 * Reads all values. A failure is an Error in the place of its result.
 * @param subject Starts the message of an upstream error, which does not say what was fetched.
 */
export function settled<In, Out>(
  subject: string,
  values: readonly In[],
  read: (value: In) => Promise<Out>,
): Promise<(Out | Error)[]> {
  return Promise.all(values.map(value => read(value).catch((error: unknown) => failureOf(subject, error))))
}

function failureOf(subject: string, error: unknown): Error {
  if (!(error instanceof Error)) return new Error('not an error', { cause: error })
  if (!(error instanceof SlicegraphError) || !error.code.startsWith('UPSTREAM_')) return error
  const message = `${subject} cannot be fetched: ${error.message}`
  return error instanceof UpstreamError
    ? new UpstreamError(error.code, message, error)
    : new SlicegraphError(error.code, message)
}
