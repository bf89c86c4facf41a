import { SlicegraphError } from '../../errors.ts'
import { UpstreamError } from '../../upstream/index.ts'

/** An answer that came, but cannot be used. @param reason A clause that names what came, and quotes nothing of it. */
export function badResponse(reason: string): SlicegraphError {
  return new SlicegraphError('UPSTREAM_BAD_RESPONSE', `${reason}.`)
}

/**
 * The type of an answer without its parameters, which may say anything; an answer without a type may be anything itself.
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE
 */
export function requireType(contentType: string | null, accepted: RegExp, expected: string): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() || null
  if (type && !accepted.test(type)) throw badResponse(`by its content type the answer is not ${expected}`)
  return type
}

/**
 * Each value on its own: a failure is an Error at its place.
 * @param subject Begins the message of an upstream error, which does not say what was asked for.
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
