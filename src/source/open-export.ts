import { createHash } from 'node:crypto'
import { addAbortSignal, type Readable } from 'node:stream'
import { SlicegraphError } from '../errors.ts'
import { decompress, isDecompressionError } from './decompress.ts'
import { FORMAT_HEAD_BYTES, foreignFormat } from './foreign-format.ts'
import { skipSpace } from './json-bytes.ts'
import { type ExportFile, STDIN } from './list-exports.ts'
import { describeReadError, readFile, readFileOver } from './read-file.ts'

export interface ExportStream {
  /**
   * Decompressed, in chunks of up to 1 MiB; to be read once. Leaving early closes the file.
   * Throws READ_FAILED for a file that cannot be opened, read or decompressed to its end, that is empty, or whose
   * first bytes show another format, and the signal's reason.
   */
  readonly bytes: AsyncIterable<Uint8Array>
  /** Bytes read so far, before decompression; compare with `ExportFile.byteCount` for progress. */
  bytesRead(): number
  /** SHA-256, in hex, of the bytes before decompression. @throws Error before `bytes` is read to its end. */
  digest(): string
}

interface OpenOptions {
  readonly signal?: AbortSignal
  /** The stream read for `-`. Defaults to the process's standard input. */
  readonly stdin?: Readable
}

/** Opens a file or standard input. gzip and zstd are recognised by their first bytes and decompressed. */
export function openExport(file: ExportFile, options: OpenOptions = {}): ExportStream {
  const meter = new Meter()
  return {
    bytes: readContent(file, meter, options),
    bytesRead: () => meter.byteCount,
    digest: () => meter.digest(),
  }
}

/** SHA-256, in hex, of a file before decompression; equals `ExportStream.digest`. */
export async function digestOf(file: ExportFile): Promise<string> {
  const meter = new Meter()
  try {
    for await (const _ of meter.count(readFileOver(file.source)));
  } catch (error) {
    throw explain(error, file, meter.byteCount)
  }
  return meter.digest()
}

async function* readContent(file: ExportFile, meter: Meter, options: OpenOptions): AsyncGenerator<Uint8Array> {
  const { signal } = options
  let blank = true
  let head: Uint8Array = new Uint8Array()
  try {
    signal?.throwIfAborted()
    for await (const chunk of decompress(meter.count(sourceOf(file, options)))) {
      if (head.length < FORMAT_HEAD_BYTES) {
        head = Buffer.concat([head, chunk.subarray(0, FORMAT_HEAD_BYTES)])
        const format = foreignFormat(head)
        if (format !== null) throw new SlicegraphError('READ_FAILED', `${nameOf(file)} ${format}.`)
      }
      if (blank) blank = skipSpace(chunk) === chunk.length
      yield chunk
      signal?.throwIfAborted()
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw explain(error, file, meter.byteCount)
  }
  if (blank) throw new SlicegraphError('READ_FAILED', `${nameOf(file)} is empty. Export it again, or leave it out.`)
}

function sourceOf(file: ExportFile, { stdin = process.stdin, signal }: OpenOptions): AsyncIterable<Uint8Array> {
  if (file.source !== STDIN) return readFile(file.source, signal)
  return signal === undefined ? stdin : addAbortSignal(signal, stdin)
}

/** Counts bytes and computes their digest. */
export class Meter {
  byteCount = 0
  readonly #hash = createHash('sha256')
  #digest: string | null = null

  async *count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.byteCount += chunk.length
      this.#hash.update(chunk)
      yield chunk
    }
    this.#digest = this.#hash.digest('hex')
  }

  /** SHA-256, in hex. @throws Error before the chunks are read to their end. */
  digest(): string {
    if (this.#digest === null) throw new Error('The digest is known once the export is read to its end.')
    return this.#digest
  }
}

function explain(error: unknown, file: ExportFile, bytesRead: number): unknown {
  if (error instanceof SlicegraphError || !isSystemError(error)) return error
  const options = { cause: error }
  if (isDecompressionError(error)) {
    const how = error.code === 'Z_BUF_ERROR' ? 'ends too early' : 'is damaged'
    const message = `The compressed data of ${nameOf(file)} ${how}: reading stopped ${progressOf(file, bytesRead)}. Copy or download it again.`
    return new SlicegraphError('READ_FAILED', message, options)
  }
  const what = bytesRead === 0 ? 'cannot be read' : `was read only in part, ${progressOf(file, bytesRead)}`
  return new SlicegraphError('READ_FAILED', `${nameOf(file)} ${what}: ${describeReadError(error.code)}.`, options)
}

function progressOf(file: ExportFile, bytesRead: number): string {
  return file.byteCount === null ? `after ${bytesRead} bytes` : `after ${bytesRead} of ${file.byteCount} bytes`
}

function nameOf(file: ExportFile): string {
  return file.source === STDIN ? 'Standard input' : file.source
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
