import { constants, openSync } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { addAbortSignal } from 'node:stream'

/** Reads a file or a pipe in chunks of up to 1 MiB. */
export async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  if ((await stat(path)).isFIFO()) yield* openPipe(path, signal)
  else yield* readFile(path)
}

/** Opening a pipe without a writer would block a thread, and with it the end of the process, until there is one. */
function openPipe(path: string, signal: AbortSignal | undefined): Socket {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  const pipe = new Socket({ fd, readable: true, writable: false })
  return signal === undefined ? pipe : addAbortSignal(signal, pipe)
}

/** Always one chunk ahead of the consumer. */
async function* readFile(path: string): AsyncGenerator<Uint8Array> {
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
