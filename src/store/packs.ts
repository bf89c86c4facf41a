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
  /** Of the open pack. */
  #pieces: (string | Uint8Array)[] = []
  /** Of its text, in UTF-16 units. */
  #length = 0

  add(chunk: ChunkRecord): PackedChunk {
    const { groupName, firstFrame, lastFrame, frameCount, pieces = [chunk.text] } = chunk
    let length = 0
    for (const piece of pieces) length += piece.length
    if (this.#length > 0 && this.#length + length > PACK_LENGTH) this.#close()
    const start = this.#length
    for (const piece of pieces) this.#pieces.push(piece)
    this.#length += length
    return { groupName, firstFrame, lastFrame, frameCount, pack: this.#texts.length, start, length }
  }

  /** The texts of all packs in UTF-8, after the last chunk. Each has its memory for itself. */
  finish(): readonly Uint8Array<ArrayBuffer>[] {
    if (this.#length > 0) this.#close()
    return this.#texts
  }

  #close(): void {
    const text = Buffer.allocUnsafeSlow(this.#pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0))
    let end = 0
    for (const piece of this.#pieces) {
      if (typeof piece === 'string') end += text.write(piece, end)
      else {
        text.set(piece, end)
        end += piece.length
      }
    }
    this.#texts.push(text)
    this.#pieces = []
    this.#length = 0
  }
}
