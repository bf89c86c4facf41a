/* Conditional and partial requests, as RFC 9110 has them. */

/** Whether the client has these very bytes. */
export function isFresh(ifNoneMatch: string | string[] | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const tags = String(ifNoneMatch).split(',')
  return tags.some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

/** Both ends included. */
interface ByteRange {
  readonly from: number
  readonly to: number
}

/** What a Range header asks for: the whole where there is none, where it is no range, or where it is several. */
export function rangeOf(range: string | string[] | undefined, length: number): ByteRange | 'whole' | 'beyond' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(String(range ?? '').trim()) ?? []
  if (first === '' && last === '') return 'whole'
  // Without a first byte it is so many from the end.
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1)
  if (last !== '' && first !== '' && Number(last) < Number(first)) return 'whole'
  return from > to ? 'beyond' : { from, to }
}
