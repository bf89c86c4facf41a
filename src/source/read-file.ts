import { constants, createReadStream, openSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { addAbortSignal, type Readable } from 'node:stream'

/** Reads a file or a pipe in chunks of up to 1 MiB, which are never reused: records are views of them. */
export async function* readFile(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const stats = await stat(path)
  const stream = stats.isFIFO() ? openPipe(path) : createReadStream(path, { highWaterMark: chunkBytesFor(stats.size) })
  yield* signal === undefined ? stream : addAbortSignal(signal, stream)
}

/**
 * Reads a file in chunks that are valid only until the next one is asked for. Two buffers take turns, so that the
 * system reads on meanwhile: to fill new memory would cost as much as to read.
 */
export async function* readFileOver(path: string): AsyncGenerator<Uint8Array> {
  await using handle = await open(path)
  const buffers = [Buffer.allocUnsafeSlow(CHUNK_BYTES), Buffer.allocUnsafeSlow(CHUNK_BYTES)] as const
  const readInto = (buffer: Buffer) => handle.read(buffer, 0, CHUNK_BYTES, null)
  let [current, next] = buffers
  let reading = readInto(current)
  for (;;) {
    const { bytesRead } = await reading
    if (bytesRead === 0) return
    reading = readInto(next)
    // Awaited in the next round; a caller that leaves earlier closes the file.
    reading.catch(() => undefined)
    yield current.subarray(0, bytesRead)
    ;[current, next] = [next, current]
  }
}

/** The reason that the code of a system error stands for, and what to do about it, as the end of a sentence. */
export function describeReadError(code: string): string {
  return REASONS[code] ?? `the system says ${code}`
}

/** Opening a pipe without a writer would block a thread, and with it the end of the process, until there is one. */
function openPipe(path: string): Readable {
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}

/** Larger chunks read no faster; smaller ones cut more records in two. */
const CHUNK_BYTES = 1024 * 1024

/** Memory for a chunk is taken before it is read: in a folder of small files, most of the time went into freeing it. */
const chunkBytesFor = (fileBytes: number) => Math.min(CHUNK_BYTES, Math.max(fileBytes, SMALLEST_CHUNK_BYTES))
const SMALLEST_CHUNK_BYTES = 16 * 1024

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied; change its mode, or run as a user who may read it',
  EPERM: 'permission is denied; change its mode, or run as a user who may read it',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle; name the file itself',
  EMFILE: 'too many files are open; raise the limit of open files',
  ENAMETOOLONG: 'the name is too long; shorten it',
  ENOENT: 'it is gone; check the path',
  ENOTDIR: 'part of its path is not a folder; check the path',
  EIO: 'the disk reports an error; copy the file from elsewhere',
}
