import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

const BODY = Symbol('body')
/** Of a body that is not wanted. Then the answer is sent, whether the client reads it or not. */
const MOST_DROPPED_BYTES = 16 * 1024 * 1024
const LONGEST_PAUSE_MS = 1000

/** A property of the request: the garbage collector takes long over a WeakMap that changes with each request. */
interface WithBody extends IncomingMessage {
  [BODY]?: Buffer
}

/** Reads the body before the framework does, which gets it from here. Rejects if the client leaves before the end. */
export async function readAhead(request: WithBody): Promise<Buffer> {
  const body = await readBody(request)
  request[BODY] = body
  return body
}

/** Takes JSON alone, up to a limit, from `readAhead` or else from the connection. Fastify accepts plain text by default. */
export function acceptJson(http: FastifyInstance, limit: number): void {
  const parse = http.getDefaultJsonParser('error', 'error')
  http.removeAllContentTypeParsers()
  http.addContentTypeParser('application/json', (request, stream, done) => {
    const { [BODY]: body }: WithBody = request.raw
    if (body) return parse(request, body.toString(), done)
    readBody(stream, limit, Number(request.headers['content-length'])).then(
      read => parse(request, read.toString(), done),
      done,
    )
  })
}

/**
 * Sends an answer when the body has arrived, and drops the part of it that nothing has read: a client that is still
 * writing when the connection closes gets an error of the connection instead of the answer.
 */
export function dropUnreadBodies(http: FastifyInstance): void {
  http.addHook('onSend', (request, _reply, payload, done) => {
    if (request.raw.complete) return done(null, payload)
    dropRest(request.raw).then(() => done(null, payload), done)
  })
}

function dropRest(request: IncomingMessage): Promise<void> {
  return new Promise(resolve => {
    const finish = () => {
      clearTimeout(pausing)
      request.off('data', drop)
      resolve()
    }
    const pausing = setTimeout(finish, LONGEST_PAUSE_MS)
    let length = 0
    const drop = (chunk: Buffer) => {
      pausing.refresh()
      length += chunk.length
      if (length > MOST_DROPPED_BYTES) finish()
    }
    request.on('data', drop)
    for (const event of ['end', 'close', 'error']) request.once(event, finish)
  })
}

/**
 * Without async iteration, which takes as long as a kept answer.
 * @throws an error with a status, beyond the limit as soon as that is known.
 */
function readBody(request: IncomingMessage, limit = Number.POSITIVE_INFINITY, announced = 0): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (statusCode: number) => reject(Object.assign(new Error('The body cannot be read.'), { statusCode }))
    if (announced > limit) return fail(413)
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) fail(413)
      else chunks.push(chunk)
    })
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
    request.once('error', () => fail(400))
    request.once('close', () => {
      if (!request.readableEnded) fail(400)
    })
  })
}
