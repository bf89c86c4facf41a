import type { Dispatcher } from 'undici'
import type { Deadline } from './deadline.ts'
import { redirectOf, send, single } from './exchange.ts'
import { errorOfNetwork, errorOfStatus, type Response } from './explain-failure.ts'
import { codingsOf } from './read-body.ts'
import type { Redirect, Target } from './target.ts'
import { badResponse, timedOut, type UpstreamError, unavailable } from './upstream-error.ts'

export interface Part {
  /** The first byte that is wanted, counted from 0. */
  readonly from: number
  /** Size of the whole in bytes; null if unknown. */
  readonly size: number | null
}

/** A body that has begun to arrive. */
interface Download {
  /** The wanted bytes, once. @throws UpstreamError if it ends too early or too late, or stalls */
  pieces(): AsyncIterable<Uint8Array>
  /** Closes the connection, unless all has arrived. */
  close(): void
}

/**
 * Requests a file from some byte on, without the key, and without encodings, since bytes are counted.
 * @throws UpstreamError also if the answer announces something else than was asked for, before any bytes
 */
export async function openDownload(
  dispatcher: Dispatcher,
  target: Target,
  part: Part,
  call: Deadline,
  idleMs: number,
): Promise<Download | Redirect> {
  const { url } = target
  const range = part.from > 0 ? { range: `bytes=${part.from}-` } : {}
  const response = await send(dispatcher, target, null, {
    method: 'GET',
    headers: { accept: '*/*', 'accept-encoding': 'identity', ...range },
    // undici's clock would run on while the reader takes its time; `arriving` has one that does not.
    bodyTimeout: 0,
    signal: call.signal,
  })
  const redirect = redirectOf(target, response)
  if (redirect !== null) return redirect
  const { body } = response
  const announced = announcedBy(response, part)
  const misfit = misfitOf(url.origin, response, announced, part)
  if (misfit !== null) {
    // Not discarded: what remains may be a whole chunk.
    body.on('error', () => {}).destroy()
    throw misfit
  }
  return {
    pieces: () => wanted(url.origin, arriving(url, body, call, idleMs), announced.start, part),
    close: () => void body.on('error', () => {}).destroy(),
  }
}

interface Announced {
  /** Index in the whole of the body's first byte. */
  readonly start: number
  /** Size of the whole; null if the answer does not say. */
  readonly size: number | null
}

/** A server that does not know ranges answers 200 and begins at the beginning. */
function announcedBy({ statusCode, headers }: Response, { from }: Part): Announced {
  const length = headers['content-length'] === undefined ? null : Number(headers['content-length'])
  if (statusCode !== 206) return { start: 0, size: length }
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(single(headers, 'content-range') ?? '')
  const start = range === null ? from : Number(range[1])
  const total = Number(range?.[2] ?? '*')
  if (Number.isFinite(total)) return { start, size: total }
  return { start, size: length === null ? null : start + length }
}

function misfitOf(
  origin: string,
  response: Response,
  announced: Announced,
  { from, size }: Part,
): UpstreamError | null {
  if (![200, 206].includes(response.statusCode)) return errorOfStatus(origin, response, 'storage link')
  if (codingsOf(response.headers['content-encoding']).length > 0) {
    return badResponse(`the answer of ${origin} has an encoding that was not asked for.`)
  }
  if (announced.start > from) return badResponse(`${origin} answered with another part than was asked for.`)
  if (size === null || announced.size === null || announced.size === size) return null
  return badResponse(`${origin} announces another length than Labelbox does.`)
}

/** The bytes from `from` on of a body that begins at byte `start`; counted, so that no loss goes unnoticed. */
async function* wanted(
  origin: string,
  pieces: AsyncIterable<Uint8Array>,
  start: number,
  { from, size }: Part,
): AsyncGenerator<Uint8Array> {
  let at = start
  for await (const piece of pieces) {
    const skipped = Math.max(0, from - at)
    at += piece.length
    if (size !== null && at > size) throw badResponse(`${origin} sent more bytes than Labelbox announced.`)
    if (skipped < piece.length) yield skipped === 0 ? piece : piece.subarray(skipped)
  }
  if (at >= (size ?? from)) return
  throw unavailable(`the answer of ${origin} was cut short; try again later.`)
}

/** The bytes as they arrive, no faster than they are taken. */
async function* arriving(url: URL, body: Response['body'], call: Deadline, idleMs: number): AsyncGenerator<Uint8Array> {
  const iterator: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
  const stop = () => call.abort(timedOut(`${url.origin} stopped in the middle of its answer; try again later.`))
  try {
    for (;;) {
      const timer = setTimeout(stop, idleMs)
      const { done, value } = await iterator.next().finally(() => clearTimeout(timer))
      if (done) return
      yield value
    }
  } catch (error) {
    throw errorOfNetwork(error, url)
  }
}
