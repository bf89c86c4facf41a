/** Both ends belong to it. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * Reads a Range header of one range.
 * @returns null where there is none that means anything: then the whole is sent; 'unsatisfiable' beyond the end.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < from) return null
  return from > to ? 'unsatisfiable' : { from, to }
}
