import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** Of one piece that is compressed: as much as is read at once. */
const MOST_UNPACKED = 1024 * 1024

/** Bytes held as they came. Nearly all records are smaller. */
const LOOSE_BYTES = 8 * 1024 * 1024

const PARAMS = { [constants.ZSTD_c_compressionLevel]: 1 }

/**
 * Consecutive bytes that are held until it is known whether they are wanted. From 8 MiB on they are compressed: a record
 * has to be held to its end, which for one over the limit of a record would cost as much memory as the limit.
 */
export class HeldBytes {
  length = 0
  #loose: Uint8Array[] = []
  #looseLength = 0
  #packed: Uint8Array[] = []

  add(piece: Uint8Array): void {
    if (piece.length === 0) return
    if (this.#loose.length > 0 && this.#looseLength + piece.length > LOOSE_BYTES) {
      for (const each of this.#loose) this.#packed.push(zstdCompressSync(each, { params: PARAMS }))
      this.#loose = []
      this.#looseLength = 0
    }
    this.#loose.push(piece)
    this.#looseLength += piece.length
    this.length += piece.length
  }

  /** Up to so many bytes from the start: a copy, so that the chunks they came in can go. */
  beginning(most: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(Math.min(most, this.length))
    this.#fill(bytes)
    return bytes
  }

  /** All of it, which is let go of. */
  take(): Buffer {
    const [only] = this.#loose
    const isWhole = this.#packed.length === 0 && this.#loose.length === 1 && only !== undefined
    const bytes = isWhole
      ? Buffer.from(only.buffer, only.byteOffset, only.byteLength)
      : Buffer.allocUnsafeSlow(this.length)
    if (!isWhole) this.#fill(bytes)
    this.clear()
    return bytes
  }

  clear(): void {
    this.length = 0
    this.#loose = []
    this.#looseLength = 0
    this.#packed = []
  }

  #fill(bytes: Buffer): void {
    let at = 0
    const add = (piece: Uint8Array) => {
      const part = piece.subarray(0, bytes.length - at)
      bytes.set(part, at)
      at += part.length
    }
    for (const piece of this.#packed) {
      if (at === bytes.length) return
      const unpacked = zstdDecompressSync(piece, { chunkSize: MOST_UNPACKED })
      add(unpacked)
      // Gives the memory back now: nothing else here makes V8 collect garbage.
      if (unpacked.buffer.byteLength === MOST_UNPACKED) unpacked.buffer.transfer(0)
    }
    for (const piece of this.#loose) add(piece)
  }
}
