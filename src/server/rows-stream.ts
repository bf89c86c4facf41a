import type { FastifyReply, FastifyRequest } from 'fastify'
import { SlicegraphError } from '../errors.ts'
import { OPEN } from '../loaders/index.ts'
import type { OpenContext, Part } from '../rows/index.ts'
import { contextsOfOneVersion, type Gateway } from './context.ts'
import { retryLater } from './http-errors.ts'
import { weigh, whileAway } from './overload.ts'

/** A file that is written while it is sent. */
export interface StreamedFile {
  readonly name: string
  readonly parts: (openContext: OpenContext) => AsyncGenerator<Part>
  /** Headers that depend on the data. */
  readonly headers?: (openContext: OpenContext) => Promise<Readonly<Record<string, string>>>
}

/** Streams of one principal at a time. */
const MOST_STREAMS = 4
/** Until the store or the client has to get further. */
const PROGRESS_MS = 30_000
const CHUNK_BYTES = 64 * 1024
/** Cost of long work: see the lanes of overload.ts. */
const LONG = 1_000_000

/** Opens streams of rows: no faster than the client takes them, from one version of the data, a batch in memory at a time. */
export function createRowsStream(gateway: Gateway) {
  const { authentication, drain, rateLimit, audit, addressOf } = gateway
  const streams = new Map<string, number>()

  function begin(client: string, reply: FastifyReply): void {
    const running = streams.get(client) ?? 0
    if (running >= MOST_STREAMS)
      throw retryLater(
        'RATE_LIMITED',
        `A client gets ${MOST_STREAMS} lists of rows at a time. Wait until one has ended.`,
        5,
      )
    streams.set(client, running + 1)
    reply.raw.once('close', () => {
      const left = (streams.get(client) ?? 1) - 1
      if (left > 0) streams.set(client, left)
      else streams.delete(client)
    })
  }

  /** Reads the first part, so that most errors come before the first byte. */
  return async (request: FastifyRequest, reply: FastifyReply, { name, parts, headers }: StreamedFile) => {
    const principal = authentication.principalOf(request.raw)
    begin(principal === OPEN ? addressOf(request.raw) : principal.id, reply)
    await weigh(request.raw, LONG)
    const controller = drain.controllerOf(request)
    const { storedOnly } = await import('../ingest/index.ts')
    const sources = { ...gateway, lazy: storedOnly(gateway.lazy) }
    const open = contextsOfOneVersion(sources, principal, controller)
    let version = ''
    async function openContext() {
      const context = await open()
      version = context.version
      return context
    }
    controller.signal.addEventListener('abort', () => {
      // A client that does not read would keep the connection.
      if (reply.raw.headersSent) reply.raw.destroy()
    })
    const progress = setTimeout(() => controller.abort(STALLED), gateway.rowsProgressMs ?? PROGRESS_MS)
    reply.raw.once('close', () => clearTimeout(progress))
    const written = parts(openContext)
    let count = 0
    let isDone = false

    async function next() {
      const { value, done } = await written.next()
      progress.refresh()
      isDone = done === true
      if (done) return null
      count += value.count
      rateLimit.chargeMore(request.raw, value.cost)
      return value
    }

    async function* write(first: Awaited<ReturnType<typeof next>>): AsyncGenerator<Uint8Array> {
      try {
        for (let part = first; part; part = await next())
          for (const chunk of inChunks(part.bytes)) {
            const { promise, resolve } = Promise.withResolvers<void>()
            // Between chunks the client reads, which takes no processor time.
            void whileAway(request.raw, promise)
            try {
              yield chunk
            } finally {
              resolve()
            }
            progress.refresh()
          }
      } finally {
        audit.record(principal, {
          operation: null,
          document: null,
          fields: [`/rows/${name}`],
          rows: count,
          errors: isDone ? 0 : 1,
        })
      }
    }

    const own = await headers?.(openContext)
    const first = await next()
    return { headers: { ...own, 'slicegraph-version': version }, chunks: write(first) }
  }
}

const STALLED = new SlicegraphError('QUERY_TIMEOUT', 'The rows got no further for 30 s.')

function* inChunks(part: string | Uint8Array): Generator<Uint8Array> {
  const bytes = typeof part === 'string' ? Buffer.from(part) : part
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) yield bytes.subarray(start, start + CHUNK_BYTES)
}
