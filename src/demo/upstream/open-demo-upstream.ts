import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { demoContent } from './demo-content.ts'
import { demoExports } from './exports/account.ts'
import { errorReply, replyTo } from './exports/api.ts'
import { CodedError } from './exports/coded-error.ts'
import { createExportRoot } from './exports/export-root.ts'
import { EXPORT_SCHEMA } from './exports/schema.ts'
import { type Reply, refusal, replyWith } from './reply.ts'
import { answer } from './routes.ts'

/** A small upstream on 127.0.0.1 that speaks Labelbox's endpoints for the demo's frames, masks and exports. */
interface DemoUpstream {
  readonly origin: string
  readonly key: string
  close(): Promise<void>
}

export const DEMO_KEY = 'demo-key-of-the-emulated-upstream'

/** Idle connections are kept longer than a client keeps them: one that ends just as it is used again fails. */
export const KEEP_ALIVE_MS = 120_000

/** Older links expire. */
const MOST_LINKS = 1_000

export async function openDemoUpstream(): Promise<DemoUpstream> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const content = demoContent({ origin })
  const links = new Map<string, Buffer>()
  const root = createExportRoot({
    account: demoExports({ origin }),
    key: DEMO_KEY,
    link(bytes) {
      const path = `/exports/${crypto.randomUUID()}`
      links.set(path, bytes)
      for (const oldest of [...links.keys()].slice(0, -MOST_LINKS)) links.delete(oldest)
      return origin + path
    },
  })

  async function reply(request: IncomingMessage): Promise<Reply> {
    const { method, url = '/', headers } = request
    const isAuthorized = headers.authorization === `Bearer ${DEMO_KEY}`
    if (method === 'POST' && url === '/graphql')
      return isAuthorized ? replyTo(await buffer(request), EXPORT_SCHEMA, root) : errorReply(UNAUTHORIZED)
    if (method !== 'GET') return refusal(405, 'Only GET is answered here.')
    const file = links.get(url)
    return file ? replyWith(200, 'application/octet-stream', file) : answer(content, url, isAuthorized)
  }

  server.on('request', async (request, response) => {
    // A client may leave in the middle of an answer.
    response.on('error', () => {})
    const { status, headers, body } = await reply(request).catch(() => refusal(500, 'The demo cannot answer this.'))
    response.writeHead(status, headers).end(body)
  })

  return {
    origin,
    key: DEMO_KEY,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

export const UNAUTHORIZED = new CodedError('AUTHENTICATION_ERROR', 'Authentication required: the API key is not valid.')
