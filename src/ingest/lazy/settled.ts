import { SlicegraphError } from '../../errors.ts'

/**
 * Each on its own: what fails is an Error at its place.
 * @param subject What could not be had, to begin the message with: it says of the upstream's fault what it is about.
 */
export function settled<In, Out>(
  subject: string,
  values: readonly In[],
  read: (value: In) => Promise<Out>,
): Promise<(Out | Error)[]> {
  return Promise.all(values.map(value => read(value).catch((error: unknown) => failureOf(subject, error))))
}

function failureOf(subject: string, error: unknown): Error {
  if (error instanceof SlicegraphError && error.code.startsWith('UPSTREAM_'))
    return new SlicegraphError(error.code, `${subject} cannot be had: ${error.message}`)
  return error instanceof Error ? error : new Error('not an error', { cause: error })
}
