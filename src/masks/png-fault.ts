import { SlicegraphError } from '../errors.ts'

/** What came as a mask is no PNG that can be read. `reason` is a clause, and quotes nothing of the bytes. */
export function badPng(reason: string, options?: ErrorOptions): SlicegraphError {
  return new SlicegraphError(
    'UPSTREAM_BAD_RESPONSE',
    `the PNG that the upstream sent cannot be read: ${reason}. Its address is in \`sourceUrl\` or \`compositeUrl\`.`,
    options,
  )
}

/** A PNG that would take more memory than a mask may. */
export function tooLargePng(reason: string, options?: ErrorOptions): SlicegraphError {
  return new SlicegraphError(
    'UPSTREAM_TOO_LARGE',
    `the PNG that the upstream sent is not read: ${reason}. Its address is in \`sourceUrl\` or \`compositeUrl\`.`,
    options,
  )
}
