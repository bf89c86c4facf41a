import { SlicegraphError } from '../errors.ts'

/** The error for a PNG that cannot be read. @param reason A clause that quotes nothing of the bytes. */
export function badPng(reason: string, options?: ErrorOptions): SlicegraphError {
  return new SlicegraphError('UPSTREAM_BAD_RESPONSE', `the PNG cannot be read: ${reason}. ${ADDRESS}`, options)
}

/** The error for a PNG that would take more memory than a mask may. */
export function tooLargePng(reason: string, options?: ErrorOptions): SlicegraphError {
  return new SlicegraphError('UPSTREAM_TOO_LARGE', `the PNG is not read: ${reason}. ${ADDRESS}`, options)
}

const ADDRESS = 'Its address is in `sourceUrl` or `compositeUrl`.'
