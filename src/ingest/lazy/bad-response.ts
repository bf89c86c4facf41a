import { SlicegraphError } from '../../errors.ts'

export function badResponse(what: string): SlicegraphError {
  return new SlicegraphError('UPSTREAM_BAD_RESPONSE', `the upstream answered with ${what}.`)
}

/** An answer of no type may be anything. @throws SlicegraphError UPSTREAM_BAD_RESPONSE */
export function requireType(contentType: string | null, accepted: RegExp, what: string): void {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  if (type && !accepted.test(type)) throw badResponse(`something else than ${what}, by its content type`)
}
