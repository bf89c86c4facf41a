/**
 * Cuts zstd data so that no chunk reaches over the end of a frame. Node's decompressor silently drops what follows a
 * frame within a chunk, and files that were appended to, or written by a parallel compressor, have many frames.
 * Layout: RFC 8878, section 3.1.
 */
export async function* cutAtFrames(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const walker = new FrameWalker()
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; ) {
      const to = walker.walk(chunk, from)
      yield chunk.subarray(from, to)
      from = to
    }
  }
}

/** Whether data that begins so is zstd: a frame, or one to skip, as parallel compressors put first. */
export function isZstd(head: readonly number[]): boolean {
  return matches(head, [0x28, 0xb5, 0x2f, 0xfd]) || isSkippable(head)
}

/** A frame to skip has a size behind its magic number, and nothing to decompress. */
function isSkippable(head: readonly number[]): boolean {
  const [first = 0, ...others] = head
  return (first & 0xf0) === 0x50 && matches(others, [0x2a, 0x4d, 0x18])
}

class FrameWalker {
  /** The bytes read of the header that is due, a frame's or a block's. */
  #header: number[] = []
  #due: 'frame' | 'block' = 'frame'
  /** To pass over before the next header. */
  #skip = 0
  #endsAfterSkip = false
  #checksumBytes = 0

  /** The index after the end of the frame, or the chunk's length. */
  walk(chunk: Uint8Array, from: number): number {
    let at = from
    while (at < chunk.length) {
      if (this.#skip === 0) {
        this.#header.push(chunk[at++] as number)
        if (!this.#readHeader()) continue
        this.#header = []
      }
      const step = Math.min(this.#skip, chunk.length - at)
      this.#skip -= step
      at += step
      if (this.#skip === 0 && this.#endsAfterSkip) {
        this.#endsAfterSkip = false
        this.#due = 'frame'
        return at
      }
    }
    return at
  }

  /** False while it takes more bytes. */
  #readHeader(): boolean {
    return this.#due === 'block' ? this.#readBlockHeader() : this.#readFrameHeader()
  }

  #readFrameHeader(): boolean {
    const header = this.#header
    if (header.length < 5) return false
    if (isSkippable(header)) {
      if (header.length < 8) return false
      this.#skip = littleEndian(header.slice(4))
      this.#endsAfterSkip = true
      return true
    }
    // The decompressor is the one to complain.
    if (!isZstd(header)) this.#skip = Number.POSITIVE_INFINITY
    else {
      const descriptor = header[4] as number
      const singleSegment = (descriptor & 0x20) !== 0
      const contentSizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] as number
      const dictionaryIdBytes = [0, 1, 2, 4][descriptor & 3] as number
      this.#skip = (singleSegment ? 0 : 1) + dictionaryIdBytes + contentSizeBytes
      this.#checksumBytes = (descriptor & 4) === 0 ? 0 : 4
      this.#due = 'block'
    }
    return true
  }

  #readBlockHeader(): boolean {
    if (this.#header.length < 3) return false
    const word = littleEndian(this.#header)
    const isLast = (word & 1) === 1
    const isOneByteRepeated = ((word >> 1) & 3) === 1
    this.#skip = (isOneByteRepeated ? 1 : word >>> 3) + (isLast ? this.#checksumBytes : 0)
    this.#endsAfterSkip = isLast
    return true
  }
}

function littleEndian(bytes: readonly number[]): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0)
}

function matches(head: readonly number[], magic: readonly number[]): boolean {
  return magic.every((byte, at) => head[at] === byte)
}
