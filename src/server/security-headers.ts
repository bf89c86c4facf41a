import type { OutgoingHttpHeaders } from 'node:http'
import { Socket } from 'node:net'
import fastifyHelmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/**
 * Headers that limit what a browser does with an answer: no page frames it, runs it or embeds it, and its URL goes to no
 * other site. Pages of allowed origins load masks by `<img crossorigin>`, which CORS decides about.
 */
function optionsOf(publicUrl: string | null) {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    // Browsers ignore it by http. The other hosts of the domain are not ours to decide about.
    strictTransportSecurity: publicUrl?.startsWith('https:') ? { includeSubDomains: false } : false,
    // About pages, plugins and browsers that have no use for these answers.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  } satisfies FastifyHelmetOptions
}

/** Sets the headers on the answers of every route, as the first of its hooks. */
export async function secureRoutes(http: FastifyInstance, publicUrl: string | null): Promise<void> {
  await http.register(fastifyHelmet, optionsOf(publicUrl))
}

/** The same headers, for answers that are written without the framework. */
export function securityHeaders(publicUrl: string | null): OutgoingHttpHeaders {
  const { IncomingMessage, ServerResponse } = process.getBuiltinModule('node:http')
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  helmet(optionsOf(publicUrl))(response.req, response, () => {})
  return { ...response.getHeaders() }
}
