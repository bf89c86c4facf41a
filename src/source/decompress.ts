import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from 'node:zlib'

/** Decompresses gzip and zstd, recognised by their first bytes, and passes other bytes on. Errors are the decompressor's. */
export async function* decompress(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const input = bytes[Symbol.asyncIterator]()
  try {
    const head = await readHead(input)
    if (startsWith(head, GZIP)) {
      yield* through(head, input, createGunzip({ chunkSize: CHUNK_BYTES }))
      // Zeros behind gzip are padding. They are read, since the digest covers all bytes.
      while (!(await input.next()).done);
    } else if (isZstd(head)) {
      // Node's decompressor ends with a frame that ends within a chunk. Files that were appended to, or written by a
      // parallel compressor, have many frames, so another one takes the rest.
      for (let rest: Uint8Array | null = head; rest !== null; ) {
        rest = yield* through(rest, input, createZstdDecompress({ chunkSize: CHUNK_BYTES }))
      }
    } else {
      if (head.length > 0) yield head
      yield* { [Symbol.asyncIterator]: () => input }
    }
  } finally {
    // Not awaited: a stalled source must not delay an error or an early return of the consumer.
    input.return?.().catch(() => undefined)
  }
}

export function isDecompressionError(error: Error & { readonly code: string }): boolean {
  return error.code.startsWith('Z_') || error.code.startsWith('ZSTD_')
}

const CHUNK_BYTES = 256 * 1024
const MAGIC_BYTES = 4
const GZIP = [0x1f, 0x8b]
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd]
/** Of a frame to skip, after its first byte; parallel compressors begin with one. RFC 8878, section 3.1.2. */
const ZSTD_SKIPPABLE = [0x2a, 0x4d, 0x18]

function isZstd(head: Uint8Array): boolean {
  return startsWith(head, ZSTD) || (((head[0] ?? 0) & 0xf0) === 0x50 && startsWith(head.subarray(1), ZSTD_SKIPPABLE))
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => head[at] === byte)
}

type Decompressor = Gunzip | ZstdDecompress

/** The first chunks as one that is long enough to recognise; shorter only at the end of the source. */
async function readHead(input: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array()
  while (head.length < MAGIC_BYTES) {
    const { done, value } = await input.next()
    if (done === true) break
    head = head.length === 0 ? value : Buffer.concat([head, value])
  }
  return head
}

/** Yields the decompressed bytes. Returns the part of a chunk that was left over; null at the end of the source. */
async function* through(head: Uint8Array, input: AsyncIterator<Uint8Array>, decompressor: Decompressor) {
  const feeding = feed(head, input, decompressor)
  // Awaited only on success.
  feeding.catch(() => undefined)
  try {
    for await (const chunk of decompressor) yield chunk as Uint8Array
    return await feeding
  } finally {
    decompressor.destroy()
  }
}

/** Resolves to what `through` returns. */
async function feed(head: Uint8Array, input: AsyncIterator<Uint8Array>, decompressor: Decompressor) {
  let given = 0
  try {
    for (let chunk = head; ; ) {
      given += chunk.length
      await write(decompressor, chunk)
      const left = given - decompressor.bytesWritten
      if (left > 0) return chunk.subarray(chunk.length - left)
      const { done, value } = await input.next()
      if (done === true) break
      chunk = value
    }
    decompressor.end()
  } catch (error) {
    decompressor.destroy(error as Error)
    throw error
  }
  return null
}

/** Resolves when the decompressor has done with the chunk, or is closed. */
function write(decompressor: Decompressor, chunk: Uint8Array): Promise<void> {
  return new Promise(resolve => {
    decompressor.once('close', resolve)
    decompressor.write(chunk, () => {
      decompressor.off('close', resolve)
      resolve()
    })
  })
}
