import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/**
 * Self-signed for localhost, 127.0.0.1, api.test, cdn.test and *.canary.test, until 2120. Made with openssl, since Node
 * cannot make certificates; its key guards nothing.
 */
export const CERTIFICATE = fixture('cert.pem')

export interface TestServer extends AsyncDisposable {
  readonly port: number
  readonly requests: readonly { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** Opened so far. */
  connections(): number
  /** Resolves once no connection is open. */
  idle(): Promise<void>
}

export function serveHttp(listener: RequestListener): Promise<TestServer> {
  const { requests, recording } = recorder(listener)
  return started(createHttpServer(recording), requests)
}

export function serveHttps(listener: RequestListener): Promise<TestServer> {
  const { requests, recording } = recorder(listener)
  return started(createHttpsServer({ cert: CERTIFICATE, key: fixture('key.pem') }, recording), requests)
}

/** A server that says what `answer` writes, byte by byte; `nth` counts the requests for that path, from 1. */
export function serveRaw(answer: (socket: Socket, path: string, nth: number) => void): Promise<TestServer> {
  const requests: { path: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer(socket => {
    let head = ''
    socket.on('data', chunk => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      const path = head.split(' ')[1] ?? ''
      head = ''
      requests.push({ path, headers: {} })
      answer(socket, path, requests.filter(request => request.path === path).length)
    })
  })
  return started(server, requests)
}

/** A port on which no server listens. */
export async function closedPort(): Promise<number> {
  await using server = await serveHttp(() => {})
  return server.port
}

function recorder(listener: RequestListener) {
  const requests: { path: string; headers: IncomingHttpHeaders }[] = []
  const recording: RequestListener = (request, response) => {
    requests.push({ path: request.url ?? '', headers: request.headers })
    listener(request, response)
  }
  return { requests, recording }
}

async function started(server: Server, requests: TestServer['requests']): Promise<TestServer> {
  const open = new Set<Socket>()
  let count = 0
  server.on('connection', (socket: Socket) => {
    count += 1
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      open.delete(socket)
      server.emit('left')
    })
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    connections: () => count,
    async idle() {
      while (open.size > 0) await once(server, 'left')
    },
    async [Symbol.asyncDispose]() {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url), 'utf8')
}
