import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { type Reply, refusal } from '../../../src/demo/upstream/reply.ts'
import { type Exchange, send } from '../exchange.ts'
import { faultKind } from '../faults.ts'
import { createRequestLog, type EmulatedRequest } from '../requests.ts'
import { byteRange } from './byte-range.ts'
import { type ExportFaults, isTransport } from './export-faults.ts'
import type { ExportSettings } from './settings.ts'

/** The requests that the storage got, and the bytes that it served. */
export interface StorageCounts {
  readonly requests: readonly EmulatedRequest[]
  /** Of files; those of other answers do not count. */
  readonly bytesServed: number
  /** How many requests had an Authorization header or the key: the storage is not to be told it, and refuses. */
  readonly keysSeen: number
}

/** A file that can be fetched, by a link that tells nothing and expires. */
export interface LinkedFile {
  readonly bytes: Buffer
  /** The offset in its stream at which it begins. */
  readonly start: number
  readonly type: string
}

/** The server that files are fetched from, without a key: of an origin of its own. */
export interface Storage {
  readonly origin: string
  readonly counts: StorageCounts
  clearCounts(): void
  /** @returns a new link to the file. */
  link(file: LinkedFile): string
  close(): Promise<void>
}

export interface StorageOptions {
  readonly key: string
  readonly faults: ExportFaults
  settings(): ExportSettings
  now(): number
  /** How long every answer waits. */
  delayMs(): number
}

interface Link {
  readonly file: LinkedFile
  readonly expiresAt: number
  requestsLeft: number
}

const PIECE_BYTES = 65_536
const KEEP_ALIVE_MS = 120_000

export async function openStorage({ key, faults, settings, now, delayMs }: StorageOptions): Promise<Storage> {
  const log = createRequestLog(key)
  const links = new Map<string, Link>()
  let bytesServed = 0
  let keysSeen = 0

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    log.add(request, response)
    response.on('error', () => {})
    const tellsKey = request.headers.authorization !== undefined || log.requests.at(-1)?.carriedKey === true
    if (tellsKey) keysSeen += 1
    const timer = setTimeout(answer, delayMs(), request, response, tellsKey)
    response.once('close', () => clearTimeout(timer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function answer(request: IncomingMessage, response: ServerResponse, tellsKey: boolean): void {
    const file = tellsKey ? null : fileOf(request)
    const exchange: Exchange = { request, response, good: file ? whole(file) : REFUSED, options: {} }
    const fault = faults.meetAt(['storage'])
    if (fault && isTransport(fault.name)) faultKind(fault.name).answer({ ...exchange, options: fault })
    else if (file) serve(exchange, file)
    else send(exchange, REFUSED)
  }

  /** The file that a request gets; null where it gets none. */
  function fileOf({ method, url = '' }: IncomingMessage): LinkedFile | null {
    const link = links.get(url)
    if (!link || method !== 'GET') return null
    if (faults.meet('expired link')) link.requestsLeft = 0
    if (link.requestsLeft <= 0 || now() >= link.expiresAt) return null
    link.requestsLeft -= 1
    return link.file
  }

  function serve(exchange: Exchange, { bytes, start, type }: LinkedFile): void {
    const { request, response } = exchange
    const size = faults.meet('wrong length') ? bytes.length - 1 : bytes.length
    const asked = byteRange(request.headers.range, size)
    const range = asked !== null && faults.meet('Range ignored') ? null : asked
    if (range === 'unsatisfiable') {
      const reply = refusal(416, 'Beyond the end.')
      send(exchange, { ...reply, headers: { ...reply.headers, 'content-range': `bytes */${size}` } })
      return
    }
    const { from, to } = range ?? { from: 0, to: size - 1 }
    const body = bytes.subarray(from, to + 1)
    const cut = cutOf(start + from, body.length)
    response.writeHead(range ? 206 : 200, {
      'content-type': type,
      'content-length': body.length,
      'accept-ranges': 'bytes',
      ...(range && { 'content-range': `bytes ${from}-${to}/${size}` }),
    })
    const source = Readable.from(pieces(cut === null ? body : body.subarray(0, cut)), { highWaterMark: 1 })
    response.once('close', () => source.destroy())
    source.pipe(response, { end: cut === null })
    // Ended in good order beneath HTTP, so that what was sent arrives.
    if (cut !== null) source.once('end', () => request.socket.end())
  }

  /** After how many bytes of a body to stop. @param begin its place in the stream */
  function cutOf(begin: number, length: number): number | null {
    if (length < 2) return null
    const isOnItsWay = ({ at }: { at?: number }) => at === undefined || (begin < at && at < begin + length)
    const met = faults.meet('cut', isOnItsWay)
    if (!met) return null
    return met.fault.at === undefined ? met.random.int(1, length - 1) : met.fault.at - begin
  }

  function* pieces(body: Buffer): Generator<Buffer, void, undefined> {
    for (let at = 0; at < body.length; at += PIECE_BYTES) {
      const piece = body.subarray(at, at + PIECE_BYTES)
      bytesServed += piece.length
      yield piece
    }
  }

  return {
    origin,
    counts: {
      requests: log.requests,
      get bytesServed() {
        return bytesServed
      },
      get keysSeen() {
        return keysSeen
      },
    },
    clearCounts() {
      log.clear()
      bytesServed = 0
      keysSeen = 0
    },
    link(file) {
      const path = `/exports/${randomUUID()}`
      const { linkRequests, linkMs } = settings()
      links.set(path, { file, expiresAt: now() + linkMs, requestsLeft: linkRequests })
      return origin + path
    },
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const REFUSED = refusal(403, 'The link has expired, or is not one.')

function whole({ bytes, type }: LinkedFile): Reply {
  return { status: 200, headers: { 'content-type': type, 'content-length': String(bytes.length) }, body: bytes }
}
