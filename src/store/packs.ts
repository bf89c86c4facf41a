import type { ChunkRecord } from '../model/index.ts'

/*
 * Chunks of several labels are stored side by side in packs: every compressed text has a fixed cost, and text that
 * labels have in common is compressed once per pack.
 */

/** A chunk by its place in a pack. */
export interface PackedChunk extends Omit<ChunkRecord, 'text'> {
  /** Index into the packs of the batch. */
  readonly pack: number
  /** In UTF-16 units of the pack's text. */
  readonly start: number
  readonly length: number
}

/** Reading one chunk unpacks its neighbours too: about as much as the largest chunk. */
const PACK_LENGTH = 64 * 1024

/** Packs the chunks of a batch, in the order they come in. */
export class Packer {
  readonly #texts: Uint8Array<ArrayBuffer>[] = []
  /** Bytes in the open pack. */
  #size = 0
  /** The same in UTF-16 units. */
  #length = 0

  add(chunk: ChunkRecord): PackedChunk {
    const { groupName, firstFrame, lastFrame, frameCount, pieces = [chunk.text] } = chunk
    let length = 0
    for (const piece of pieces) length += piece.length
    if (this.#length > 0 && this.#length + length > PACK_LENGTH) this.#close()
    const start = this.#length
    for (const piece of pieces) this.#write(piece)
    this.#length += length
    return { groupName, firstFrame, lastFrame, frameCount, pack: this.#texts.length, start, length }
  }

  /** The texts of all packs in UTF-8, after the last chunk. */
  finish(): readonly Uint8Array<ArrayBuffer>[] {
    if (this.#size > 0) this.#close()
    if (open.length > KEPT_BYTES) open = Buffer.allocUnsafeSlow(KEPT_BYTES)
    return this.#texts
  }

  #write(piece: string | Uint8Array): void {
    const most = typeof piece === 'string' ? piece.length * MOST_BYTES_OF_UNIT : piece.length
    if (this.#size + most > open.length) {
      const larger = Buffer.allocUnsafeSlow((this.#size + most) * 2)
      open.copy(larger, 0, 0, this.#size)
      open = larger
    }
    if (typeof piece === 'string') this.#size += open.write(piece, this.#size)
    else {
      open.set(piece, this.#size)
      this.#size += piece.length
    }
  }

  #close(): void {
    this.#texts.push(new Uint8Array(open.subarray(0, this.#size)))
    this.#size = 0
    this.#length = 0
  }
}

const MOST_BYTES_OF_UNIT = 3
const KEPT_BYTES = PACK_LENGTH * MOST_BYTES_OF_UNIT

/** Buffer of the open pack, shared by all packers, since a batch is packed synchronously. */
let open = Buffer.allocUnsafeSlow(KEPT_BYTES)
