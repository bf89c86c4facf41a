import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'
import { cutAtFrames, isZstd } from './zstd-frames.ts'

/** Decompresses gzip and zstd, recognised by their first bytes, and passes other bytes on. Errors are the decompressor's. */
export async function* decompress(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, all } = await peek(bytes)
  if (head[0] === 0x1f && head[1] === 0x8b) yield* through(all, createGunzip({ chunkSize: CHUNK_BYTES }))
  else if (isZstd(head)) yield* through(cutAtFrames(all), createZstdDecompress({ chunkSize: CHUNK_BYTES }))
  else yield* all
}

export function isDecompressionError(error: Error & { readonly code: string }): boolean {
  return error.code.startsWith('Z_') || error.code.startsWith('ZSTD_')
}

const CHUNK_BYTES = 256 * 1024
const MAGIC_BYTES = 4

/** Reads the first bytes; `all` yields them again with the rest. */
async function peek(bytes: AsyncIterable<Uint8Array>) {
  const iterator = bytes[Symbol.asyncIterator]()
  const seen: Uint8Array[] = []
  const head: number[] = []
  while (head.length < MAGIC_BYTES) {
    const { done, value } = await iterator.next()
    if (done === true) break
    seen.push(value)
    head.push(...value.subarray(0, MAGIC_BYTES))
  }
  return { head, all: replay(seen, iterator) }
}

async function* replay(seen: readonly Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* seen
    for (;;) {
      const { done, value } = await iterator.next()
      if (done === true) return
      yield value
    }
  } finally {
    await iterator.return?.()
  }
}

async function* through(bytes: AsyncIterable<Uint8Array>, decompressor: Gunzip | ZstdDecompress) {
  const feeding = feed(bytes, decompressor)
  // Awaited only on success: a stalled source must not delay an error or an early return of the consumer.
  feeding.catch(() => undefined)
  try {
    for await (const chunk of decompressor) yield chunk as Uint8Array
    await feeding
  } finally {
    decompressor.destroy()
  }
}

/** Reads to the end of the source even when the compressed data ends earlier, since the digest covers all bytes. */
async function feed(bytes: AsyncIterable<Uint8Array>, decompressor: Gunzip | ZstdDecompress): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (decompressor.readableEnded) continue
      if (decompressor.destroyed) return
      if (!decompressor.write(chunk)) await room(decompressor)
    }
    decompressor.end()
  } catch (error) {
    decompressor.destroy(error as Error)
    throw error
  }
}

/** Resolves when the decompressor takes more data or has ended. */
function room(decompressor: Gunzip | ZstdDecompress): Promise<void> {
  if (decompressor.destroyed || decompressor.readableEnded) return Promise.resolve()
  return new Promise(resolve => {
    const events = ['drain', 'end', 'close'] as const
    const done = () => {
      for (const event of events) decompressor.off(event, done)
      resolve()
    }
    for (const event of events) decompressor.on(event, done)
  })
}
