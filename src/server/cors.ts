import type { IncomingHttpHeaders } from 'node:http'
import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'
import type { Gateway } from './context.ts'

/** Origin of Apollo's Explorer and Sandbox. An embedded Explorer has the origin of its page. */
const STUDIO = 'https://studio.apollographql.com'

const originsOf = (entries: readonly string[]) => entries.map(entry => (entry === 'studio' ? STUDIO : entry))

type Origins = Pick<Gateway, 'cors' | 'publicUrl'>

/** True for an allowed origin and for the gateway's own, false without an Origin header. */
export function isAllowedOrigin({ origin, host }: IncomingHttpHeaders, { cors, publicUrl }: Origins): boolean {
  if (origin === undefined) return false
  if (originsOf(cors).includes(origin)) return true
  const asking = URL.parse(origin)?.host
  return asking !== undefined && (asking === host || asking === URL.parse(publicUrl ?? '')?.host)
}

/**
 * True if a GET cannot come from a page of another origin. Such a page could send one as the URL of an image, from the
 * user's network. Clients other than browsers send neither Sec-Fetch-Site nor Origin. Old browsers may lack both too,
 * hence the check of User-Agent. A page can send PREFLIGHT_HEADERS only after a preflight.
 */
export function isSafeGet(headers: IncomingHttpHeaders, origins: Origins): boolean {
  const site = headers['sec-fetch-site']
  if (site === 'same-origin' || site === 'none' || isAllowedOrigin(headers, origins)) return true
  if (site !== undefined) return false
  if (PREFLIGHT_HEADERS.some(name => headers[name])) return true
  return headers.origin === undefined && !headers['user-agent']?.startsWith('Mozilla/')
}

/**
 * True if a browser says that a request comes from a page of an origin that is not allowed. By plain http it says so of
 * loopback addresses only.
 */
export function isOfOtherPage(headers: IncomingHttpHeaders, origins: Origins): boolean {
  const site = headers['sec-fetch-site']
  if (isAllowedOrigin(headers, origins)) return false
  return site === undefined ? headers.origin !== undefined : site !== 'same-origin' && site !== 'none'
}

export const PREFLIGHT_HEADERS = ['x-apollo-operation-name', 'apollo-require-preflight', 'authorization']

/** Allows pages of these origins; `studio` is Apollo Studio. Without origins, no CORS header is sent. */
export async function allowOrigins(http: FastifyInstance, entries: readonly string[]): Promise<void> {
  if (entries.length === 0) return
  const origins = originsOf(entries)

  // A public page may reach a loopback address only if the preflight allows it (Private Network Access).
  http.addHook('onRequest', ({ method, headers }, reply, done) => {
    const isAllowed = method === 'OPTIONS' && headers.origin !== undefined && origins.includes(headers.origin)
    if (isAllowed && headers['access-control-request-private-network'] === 'true')
      reply.header('access-control-allow-private-network', 'true')
    done()
  })
  await http.register(cors, { origin: origins, methods: ['GET', 'POST'], maxAge: 600, strictPreflight: false })
}
