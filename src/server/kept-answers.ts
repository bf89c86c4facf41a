import { hash } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { GraphContext } from '../loaders/index.ts'
import { KeptRows, type Store } from '../store/index.ts'
import { COMPRESSED_FROM, type Coding, codingFor, compress } from './content-coding.ts'
import { NOT_STORED } from './http-errors.ts'
import { isFresh } from './http-range.ts'

/** A whole answer as it is sent. */
interface KeptAnswer {
  readonly headers: OutgoingHttpHeaders
  /** Null: a body without coding. */
  readonly bodies: Map<Coding | null, Buffer>
  readonly etag: string | null
}

/** A request whose answer may be kept, or wait for that of an equal one. */
interface Asked {
  readonly version: string
  /** What the answer depends on beside the version. */
  readonly name: string
  readonly body: Buffer | null
}

interface Options {
  readonly store: Pick<Store, 'version'>
  /** Memory for answers. */
  readonly bytes: number
  /** Largest body of a request. */
  readonly bodyLimit: number
  /** Whether a GET may be answered. */
  readonly isSafeGet: (headers: IncomingHttpHeaders) => boolean
  readonly isDraining: () => boolean
}

/**
 * Whole answers of queries, by version and by everything of the request that they depend on: never with errors, and never
 * of tasks, whose state is of no version, or of a request during which something was fetched. They are looked up before
 * the HTTP framework, which alone takes as long as two answers. Of equal requests at one moment one is answered, and the
 * others wait for it.
 */
export function createKeptAnswers({ store, bytes, bodyLimit, isSafeGet, isDraining }: Options) {
  const kept = new KeptRows(bytes)
  const asked = new WeakMap<IncomingMessage, Asked>()
  const running = new Map<string, Promise<void>>()
  type Handle = (request: IncomingMessage, response: ServerResponse) => void

  const answersOf = (version: string) => kept.ofVersion(version).table<string, KeptAnswer>('answer')

  function isCandidate({ method, url = '', headers }: IncomingMessage): boolean {
    if (isDraining() || headers.host === undefined || headers['content-encoding'] !== undefined) return false
    if (method === 'GET') return url.startsWith('/graphql?') && headers.upgrade === undefined && isSafeGet(headers)
    if (method !== 'POST' || url !== '/graphql' || headers['content-type'] !== JSON_TYPE) return false
    return Number(headers['content-length']) <= bodyLimit
  }

  async function answer(request: IncomingMessage, response: ServerResponse, handle: Handle): Promise<void> {
    const body = request.method === 'POST' ? await readBody(request) : null
    if (response.destroyed) return
    const name = nameOf(request, body)
    let version = store.version()
    const flight = `${version} ${name}`
    const before = answersOf(version).get(name) ? undefined : running.get(flight)
    if (before) {
      await before
      if (response.destroyed) return
      version = store.version()
    }
    const found = answersOf(version).get(name)
    if (found) return sendKept(found, request, response)
    asked.set(request, { version, name, body })
    if (!before && !running.has(flight)) {
      const { promise, resolve } = Promise.withResolvers<void>()
      running.set(flight, promise)
      response.once('close', () => {
        running.delete(flight)
        resolve()
      })
    }
    handle(request, response)
  }

  return {
    /** Looks at every request before the framework does. */
    install(http: FastifyInstance): void {
      const [handle] = http.server.listeners('request') as Handle[]
      if (!handle) throw new Error('The framework listens to no requests.')
      http.server.removeAllListeners('request')
      http.server.on('request', (request, response) => {
        if (!isCandidate(request)) return handle(request, response)
        answer(request, response, handle).catch(() => response.destroy())
      })
      // The body was read already.
      http.addHook('preParsing', async (request, _reply, payload) => {
        const body = asked.get(request.raw)?.body
        return body ? Object.assign(Readable.from([body]), { receivedEncodedLength: body.length }) : payload
      })
    },

    /** Sends an answer of GraphQL, compressed if the client takes that, and keeps it if it may be. */
    async finish(reply: FastifyReply, payload: string, context: GraphContext | undefined): Promise<Buffer | string> {
      const { raw } = reply.request
      const isWhole = context?.outcome.isWhole === true && !context.outcome.isOfNow && reply.statusCode === 200
      if (context) reply.header('slicegraph-version', context.version)
      const body = Buffer.from(payload)
      const etag = isWhole && raw.method === 'GET' ? etagOf(body) : null
      reply.header('cache-control', etag ? 'private, no-cache' : NOT_STORED)
      if (etag) reply.header('etag', etag)
      const coding = body.length < COMPRESSED_FROM ? null : codingFor(raw.headers['accept-encoding'])
      if (body.length >= COMPRESSED_FROM) reply.header('vary', varyOf(reply))
      const request = asked.get(raw)
      const bodies = new Map<Coding | null, Buffer>([[null, body]])
      if (coding) bodies.set(coding, await compress(body, coding))
      // What was fetched in the meantime may be in the answer, or not.
      const mayKeep = request && isWhole && context.version === request.version && store.version() === request.version
      if (mayKeep) {
        const headers = { ...reply.getHeaders() } as OutgoingHttpHeaders
        const answers = answersOf(request.version)
        answers.set(request.name, { headers, bodies, etag }, body.length + request.name.length)
      }
      if (etag && isFresh(raw.headers['if-none-match'], etag)) {
        reply.code(304).removeHeader('content-length')
        return ''
      }
      const sent = bodies.get(coding) ?? body
      if (coding) reply.header('content-encoding', coding)
      reply.header('content-length', sent.length)
      return sent
    },
  }
}

const JSON_TYPE = 'application/json'

/** Headers that an answer depends on. */
const HEADERS = ['accept', 'origin', 'x-slicegraph-cost', 'authorization', 'access-control-request-method'] as const

function nameOf({ method, url, headers }: IncomingMessage, body: Buffer | null): string {
  const values = HEADERS.map(header => headers[header] ?? '').join('\n')
  return `${method} ${url}\n${values}\n${body?.toString('latin1') ?? ''}`
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
}

/** Weak: the same answer has several codings. */
const etagOf = (body: Buffer) => `W/"${hash('sha256', body, 'hex').slice(0, 32)}"`

const varyOf = (reply: FastifyReply) => [reply.getHeader('vary'), 'accept-encoding'].filter(Boolean).join(', ')

function sendKept(answer: KeptAnswer, { headers }: IncomingMessage, response: ServerResponse): void {
  const { bodies, etag } = answer
  const plain = bodies.get(null) as Buffer
  if (etag && isFresh(headers['if-none-match'], etag)) {
    response.writeHead(304, answer.headers).end()
    return
  }
  const coding = plain.length < COMPRESSED_FROM ? null : codingFor(headers['accept-encoding'])
  const body = bodies.get(coding)
  if (body) {
    const own = coding
      ? { 'content-encoding': coding, 'content-length': body.length }
      : { 'content-length': body.length }
    response.writeHead(200, { ...answer.headers, ...own }).end(body)
    return
  }
  const send = (compressed: Buffer) => {
    bodies.set(coding, compressed)
    sendKept(answer, { headers } as IncomingMessage, response)
  }
  compress(plain, coding as Coding).then(send, () => response.destroy())
}
