/* Conditional and range requests (RFC 9110). */

/** True if the client's copy is current. Tags are compared weakly: without their W/. */
export function isFresh(ifNoneMatch: string | string[] | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false
  const tags = String(ifNoneMatch).split(',')
  return tags.some(tag => tag.trim() === '*' || opaqueTag(tag) === opaqueTag(etag))
}

const opaqueTag = (tag: string) => tag.trim().replace(/^W\//, '')

/**
 * Byte range of a Range header, both ends included. `whole` if there is no header, if it is invalid, or if it has several
 * ranges; `beyond` if the range starts after the end.
 */
export function rangeOf(range: string | string[] | undefined, length: number) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(String(range ?? '').trim()) ?? []
  if (first === '' && last === '') return 'whole'
  // `bytes=-N` is the last N bytes.
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first)
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1)
  if (last !== '' && first !== '' && Number(last) < Number(first)) return 'whole'
  return from > to ? 'beyond' : { from, to }
}
