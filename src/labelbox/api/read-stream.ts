import { type Upstream, UpstreamError } from '../../upstream/index.ts'
import type { Api } from './call-api.ts'
import { FILE_FROM_OFFSET, STREAM_HEADER } from './operations.ts'
import { createPatience, isDeadLink, type PatienceOptions, patiently } from './retry-policy.ts'

interface TaskStream {
  readonly taskId: string
  readonly streamType: 'RESULT' | 'ERRORS'
}

/** How long a stream is; null when there is nothing in it. @throws SlicegraphError */
export async function streamSize(
  api: Api,
  { taskId, streamType }: TaskStream,
  patience: PatienceOptions,
): Promise<{ bytes: number; lines: number } | null> {
  const variables = { where: { id: taskId }, streamType }
  const { task } = await patiently(createPatience(patience), () => api.ask(STREAM_HEADER, variables, patience.signal))
  if (task === null) throw noSuchTask()
  const header = task.exportMetadataHeader
  return header === null ? null : { bytes: header.totalSize, lines: header.totalLines }
}

/**
 * The bytes of a stream in order, as they are: chunks cut lines and characters. Each chunk is asked for by the byte that
 * was reached, so that a link which expires is replaced; a connection that is cut is taken up inside the chunk.
 * @throws SlicegraphError once patience is over
 */
export async function* readStream(
  upstream: Upstream,
  api: Api,
  stream: TaskStream,
  options: PatienceOptions,
): AsyncGenerator<Uint8Array> {
  const size = await streamSize(api, stream, options)
  const total = size?.bytes ?? 0
  const patience = createPatience({ ...options, hasty: true })
  let at = 0
  let chunk: Chunk | null = null
  while (at < total) {
    const from = at
    try {
      chunk ??= await chunkAt(api, stream, at, options.signal)
      for await (const piece of piecesOf(upstream, chunk, at, options.signal)) {
        at += piece.length
        patience.reset()
        yield piece
      }
      chunk = null
    } catch (error) {
      const isWhole = chunk !== null && at > chunk.end
      if (!isWhole) await patience.bear(error, chunk === null ? undefined : isDeadLink)
      // A link that gave nothing at all is not tried twice.
      if (isWhole || at === from) chunk = null
    }
  }
}

interface Chunk {
  readonly file: string
  readonly start: number
  /** Part of it. */
  readonly end: number
}

function piecesOf(
  upstream: Upstream,
  { file, start, end }: Chunk,
  at: number,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  return upstream.stream(file, {
    from: at - start,
    size: end - start + 1,
    ...(signal === undefined ? {} : { signal }),
  })
}

/** The chunk that holds a byte; it may begin before it. */
async function chunkAt(
  api: Api,
  { taskId, streamType }: TaskStream,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<Chunk> {
  // UInt64 goes as text.
  const variables = { where: { id: taskId }, streamType, offset: `${offset}` }
  const { task } = await api.ask(FILE_FROM_OFFSET, variables, signal)
  if (task === null) throw noSuchTask()
  const { file, offsets } = task.exportFileFromOffset ?? {}
  if (offsets === undefined || typeof file !== 'string') {
    throw badChunk(`the upstream has nothing from byte ${offset} of the export on, though it announced more.`)
  }
  if (offsets.start > offset || offsets.end < offset) {
    throw badChunk(`the upstream answered with another part of the export than that from byte ${offset} on.`)
  }
  return { file, ...offsets }
}

function badChunk(message: string): UpstreamError {
  return new UpstreamError('UPSTREAM_BAD_RESPONSE', message)
}

export function noSuchTask(): UpstreamError {
  return new UpstreamError(
    'UPSTREAM_NOT_FOUND',
    'the upstream does not know this export task, or not for the account of this key.',
  )
}
