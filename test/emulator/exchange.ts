import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { Reply } from '../../src/demo/upstream/reply.ts'
import type { FaultOptions } from './fault.ts'

/** A request that is being answered, well or badly. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The good answer. */
  readonly good: Reply
  readonly options: FaultOptions
}

export function send({ response }: Exchange, { status, headers, body }: Reply): void {
  response.writeHead(status, headers)
  response.end(body)
}

/** Sends the head of an answer and then what `chunks` yields, as fast as it is read, until the client has gone. */
export function stream({ response }: Exchange, headers: Reply['headers'], chunks: Iterable<Buffer>): void {
  response.writeHead(200, headers)
  const source = Readable.from(chunks, { objectMode: false, highWaterMark: 65_536 })
  response.once('close', () => source.destroy())
  source.pipe(response)
}

/** The good answer's kind, without the length that a bad one would not have. */
export function typeOf({ good }: Exchange): Reply['headers'] {
  return { 'content-type': good.headers['content-type'] ?? 'application/octet-stream' }
}

/** The good answer's body, or something else where it has none: bad bodies need a body. */
export const bodyOf = ({ good }: Exchange): Buffer => (good.body.length > 0 ? good.body : Buffer.alloc(64, '\n'))

/** Beneath HTTP. */
export const socketOf = ({ request }: Exchange): Socket => request.socket
