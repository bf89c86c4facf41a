import { SlicegraphError } from '../../errors.ts'

export function badResponse(what: string): SlicegraphError {
  return new SlicegraphError('UPSTREAM_BAD_RESPONSE', `the upstream answered with ${what}.`)
}

/**
 * The type of an answer without its parameters, which may say anything; an answer of no type may be anything itself.
 * @throws SlicegraphError UPSTREAM_BAD_RESPONSE
 */
export function requireType(contentType: string | null, accepted: RegExp, what: string): string | null {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() || null
  if (type && !accepted.test(type)) throw badResponse(`something else than ${what}, by its content type`)
  return type
}
