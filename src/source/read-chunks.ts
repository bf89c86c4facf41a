import { constants, createReadStream, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { addAbortSignal, type Readable } from 'node:stream'

/** Reads a file or a pipe in chunks of up to 1 MiB, which are never reused: records are views of them. */
export async function* readChunks(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const isPipe = (await stat(path)).isFIFO()
  const stream = isPipe ? openPipe(path) : createReadStream(path, { highWaterMark: CHUNK_BYTES })
  yield* signal === undefined ? stream : addAbortSignal(signal, stream)
}

/** Opening a pipe without a writer would block a thread, and with it the end of the process, until there is one. */
function openPipe(path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}

/** Larger chunks read no faster; smaller ones cut more records in two. */
const CHUNK_BYTES = 1024 * 1024
