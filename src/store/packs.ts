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
/** Heads are read by the page, from as many packs: unpacking one of these costs no more than parsing the head. */
const HEADS_LENGTH = 8 * 1024

/** A pack that is not full, by its place among the packs of the batch. */
interface OpenPack {
  readonly index: number
  readonly pieces: (string | Uint8Array)[]
  /** Of its text, in UTF-16 units. */
  length: number
}

/** Packs the chunks of a batch, in the order they come in, and heads apart from them. */
export class Packer {
  readonly #texts: Uint8Array<ArrayBuffer>[] = []
  readonly #open = new Map<number, OpenPack>()

  add(chunk: ChunkRecord): PackedChunk {
    return this.#add(chunk, PACK_LENGTH)
  }

  addHead(text: string): PackedChunk {
    return this.#add({ groupName: null, firstFrame: null, lastFrame: null, frameCount: 0, text }, HEADS_LENGTH)
  }

  /** The texts of all packs in UTF-8, after the last chunk. Each has its memory for itself. */
  finish(): readonly Uint8Array<ArrayBuffer>[] {
    for (const most of this.#open.keys()) this.#close(most)
    return this.#texts
  }

  #add(chunk: ChunkRecord, most: number): PackedChunk {
    const { groupName, firstFrame, lastFrame, frameCount, pieces = [chunk.text] } = chunk
    let length = 0
    for (const piece of pieces) length += piece.length
    if ((this.#open.get(most)?.length ?? 0) + length > most) this.#close(most)
    const pack = this.#open.get(most) ?? this.#begin(most)
    const start = pack.length
    for (const piece of pieces) pack.pieces.push(piece)
    pack.length += length
    return { groupName, firstFrame, lastFrame, frameCount, pack: pack.index, start, length }
  }

  #begin(most: number): OpenPack {
    const pack = { index: this.#texts.push(new Uint8Array()) - 1, pieces: [], length: 0 }
    this.#open.set(most, pack)
    return pack
  }

  #close(most: number): void {
    const pack = this.#open.get(most)
    if (!pack) return
    const text = Buffer.allocUnsafeSlow(pack.pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0))
    let end = 0
    for (const piece of pack.pieces) {
      if (typeof piece === 'string') end += text.write(piece, end)
      else {
        text.set(piece, end)
        end += piece.length
      }
    }
    this.#texts[pack.index] = text
    this.#open.delete(most)
  }
}
