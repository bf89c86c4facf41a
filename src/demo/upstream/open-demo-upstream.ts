import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { demoRows } from '../demo-export.ts'
import { demoContent } from './demo-content.ts'
import { answerRequest, CodedError, parseRequest } from './exports/api.ts'
import { createExportRoot, type Task } from './exports/export-root.ts'
import { EXPORT_SCHEMA } from './exports/schema.ts'
import { type Reply, refusal, replyWith } from './reply.ts'
import { answer } from './routes.ts'

export const DEMO_KEY = 'demo-key-of-the-emulated-upstream'

/** Idle connections are kept longer than a client keeps them: one that ends just as it is used again fails. */
export const KEEP_ALIVE_MS = 120_000

/** A small upstream on 127.0.0.1 that speaks Labelbox's endpoints for the demo's frames, masks and exports. */
export async function openDemoUpstream() {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const content = demoContent({ origin })
  const rows = [...demoRows({ origin })]
  const tasks = new Map<string, Task>()
  const root = createExportRoot({ key: DEMO_KEY, origin, tasks, rows: () => rows })

  async function reply(request: IncomingMessage): Promise<Reply> {
    const { method, url = '/', headers } = request
    const isAuthorized = headers.authorization === `Bearer ${DEMO_KEY}`
    if (method === 'POST' && url === '/graphql') {
      const asked = isAuthorized ? parseRequest(await buffer(request), EXPORT_SCHEMA) : UNAUTHORIZED
      return answerRequest(asked, EXPORT_SCHEMA, root)
    }
    if (method !== 'GET') return refusal(405, 'Only GET is answered here.')
    const [, taskId = ''] = /^\/exports\/(\w+)$/.exec(url) ?? []
    const task = tasks.get(taskId)
    return task ? replyWith(200, 'application/octet-stream', task.file) : answer(content, url, isAuthorized)
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
