/**
 * Milliseconds from now that a Retry-After header asks for, in either of its forms (RFC 9110 §10.2.3: seconds, or an
 * HTTP date); null when there is none or it is neither.
 */
export function parseRetryAfter(header: string | readonly string[] | undefined, now = Date.now()): number | null {
  if (typeof header !== 'string') return null
  const text = header.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1_000
  // All three forms of an HTTP date begin with the day of the week; `Date.parse` alone takes nearly anything.
  const at = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
