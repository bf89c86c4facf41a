import cors from '@fastify/cors'
import type { FastifyInstance } from 'fastify'

/** Where Apollo's Explorer and Sandbox run; an embedded one asks from the page that embeds it. */
const STUDIO = 'https://studio.apollographql.com'

/** Lets pages of these origins ask; `studio` stands for Apollo's. With none, no CORS header is ever sent. */
export async function allowOrigins(http: FastifyInstance, entries: readonly string[]): Promise<void> {
  if (entries.length === 0) return
  const origins = entries.map(entry => (entry === 'studio' ? STUDIO : entry))

  // A page on the web may reach a loopback address only when the preflight says so (Private Network Access).
  http.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers
    if (request.method !== 'OPTIONS' || !origin || !origins.includes(origin)) return
    if (request.headers['access-control-request-private-network'] !== 'true') return
    reply.header('access-control-allow-private-network', 'true')
  })
  await http.register(cors, { origin: origins, methods: ['GET', 'POST'], maxAge: 600, strictPreflight: false })
}
