import cors from '@fastify/cors'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** Where Apollo's Explorer and Sandbox run; an embedded one asks from the page that embeds it. */
const STUDIO = 'https://studio.apollographql.com'

const originsOf = (entries: readonly string[]) => entries.map(entry => (entry === 'studio' ? STUDIO : entry))

/** Whether a page may open a WebSocket: one of these origins, or of the gateway's own. Other clients send no origin. */
export function isAllowedOrigin({ headers }: Pick<FastifyRequest, 'headers'>, entries: readonly string[]): boolean {
  const { origin, host } = headers
  return origin === undefined || originsOf(entries).includes(origin) || URL.parse(origin)?.host === host
}

/** Lets pages of these origins ask; `studio` stands for Apollo's. With none, no CORS header is ever sent. */
export async function allowOrigins(http: FastifyInstance, entries: readonly string[]): Promise<void> {
  if (entries.length === 0) return
  const origins = originsOf(entries)

  // A page on the web may reach a loopback address only when the preflight says so (Private Network Access).
  http.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (request.method !== 'OPTIONS' || !origin || !origins.includes(origin)) return
    if (request.headers['access-control-request-private-network'] !== 'true') return
    reply.header('access-control-allow-private-network', 'true')
  })
  await http.register(cors, { origin: origins, methods: ['GET', 'POST'], maxAge: 600, strictPreflight: false })
}
