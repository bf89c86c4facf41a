import { type FileHandle, open } from 'node:fs/promises'

/** Reads a file, a pipe too, in chunks of up to 1 MiB, always one chunk ahead of whoever takes them. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const handle = await open(path)
  let next = readChunk(handle)
  try {
    for (;;) {
      const chunk = await next
      if (chunk.length === 0) return
      next = readChunk(handle)
      // Its failure is reported when it is awaited, which may be much later.
      next.catch(() => undefined)
      yield chunk
    }
  } finally {
    await next.catch(() => undefined)
    await handle.close()
  }
}

/** Larger chunks read no faster; smaller ones cut more records in two. */
const CHUNK_BYTES = 1024 * 1024

async function readChunk(handle: FileHandle): Promise<Buffer> {
  // Never reused: the records that are cut from it are views of it.
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, null)
  // What a pipe gives may be a few bytes: they must not hold on to the whole buffer.
  return bytesRead < CHUNK_BYTES / 2 ? Buffer.from(buffer.subarray(0, bytesRead)) : buffer.subarray(0, bytesRead)
}
