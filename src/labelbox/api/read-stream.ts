import { badResponse, type Upstream, UpstreamError } from '../../upstream/index.ts'
import type { Ask } from './call-api.ts'
import { FILE_FROM_OFFSET, STREAM_HEADER } from './operations.ts'
import { createRetryPolicy, isDeadLink, type RetryOptions, retryThroughOutage } from './retry-policy.ts'

interface TaskStream {
  readonly taskId: string
  readonly streamType: 'RESULT' | 'ERRORS'
}

/** The size of a stream; null where it is empty. @throws SlicegraphError */
export async function streamSize(
  ask: Ask,
  { taskId, streamType }: TaskStream,
  options: RetryOptions,
): Promise<{ bytes: number; lines: number } | null> {
  const variables = { where: { id: taskId }, streamType }
  const { task } = await retryThroughOutage(options, () => ask(STREAM_HEADER, variables, options.signal))
  if (task === null) throw noSuchTask(ask)
  const header = task.exportMetadataHeader
  return header === null ? null : { bytes: header.totalSize, lines: header.totalLines }
}

/**
 * The bytes of a stream in order, as they are: chunks cut lines and characters. Each chunk is asked for by the next
 * byte, so that an expired link is replaced; after a cut connection the stream goes on inside the chunk.
 * @throws SlicegraphError once retrying is over
 */
export async function* readStream(
  upstream: Upstream,
  ask: Ask,
  stream: TaskStream,
  options: RetryOptions,
): AsyncGenerator<Uint8Array> {
  const size = await streamSize(ask, stream, options)
  const total = size?.bytes ?? 0
  const policy = createRetryPolicy({ ...options, hasty: true })
  const { signal } = options
  let at = 0
  let chunk: Chunk | null = null
  while (at < total) {
    const from = at
    try {
      chunk ??= await chunkAt(ask, stream, at, signal)
      const { file, start, end } = chunk
      for await (const piece of upstream.stream(file, { from: at - start, size: end - start + 1, signal })) {
        at += piece.length
        policy.reset()
        yield piece
      }
      chunk = null
    } catch (error) {
      const isWhole = chunk !== null && at > chunk.end
      if (!isWhole) await policy.waitAfter(error, chunk === null ? undefined : isDeadLink)
      // A link that gave nothing at all is not tried twice.
      if (isWhole || at === from) chunk = null
    }
  }
}

interface Chunk {
  readonly file: string
  readonly start: number
  /** Its last byte. */
  readonly end: number
}

/** The chunk that holds a byte; it may begin before it. */
async function chunkAt(
  ask: Ask,
  { taskId, streamType }: TaskStream,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<Chunk> {
  // UInt64 goes as text.
  const variables = { where: { id: taskId }, streamType, offset: `${offset}` }
  const { task } = await ask(FILE_FROM_OFFSET, variables, signal)
  if (task === null) throw noSuchTask(ask)
  const { file, offsets } = task.exportFileFromOffset ?? {}
  if (offsets === undefined || typeof file !== 'string') {
    throw badResponse(`${ask.origin} has nothing from byte ${offset} of the export on, though it announced more.`)
  }
  if (offsets.start > offset || offsets.end < offset) {
    throw badResponse(`${ask.origin} answered with another part of the export than that from byte ${offset} on.`)
  }
  return { file, ...offsets }
}

export function noSuchTask({ origin }: Ask): UpstreamError {
  return new UpstreamError(
    'UPSTREAM_NOT_FOUND',
    `${origin} does not know this export task, or not for the account of this key.`,
  )
}
