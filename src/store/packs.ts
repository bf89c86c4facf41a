import type { ChunkRecord } from '../model/index.ts'
import { packText, type StoredText } from './body.ts'

/*
 * Chunks are stored side by side in packs, those of one label and the next: compressing costs by the piece, and what
 * labels have in common is said once in a pack.
 */

/** Where the chunk's text stands. */
export interface PackedChunk extends Omit<ChunkRecord, 'text'> {
  /** Index into the packs of the batch. */
  readonly pack: number
  /** In UTF-16 units of the pack's text. */
  readonly start: number
  readonly length: number
}

/** Whoever reads one chunk unpacks its neighbours with it: about as much as one chunk may be itself. */
const PACK_LENGTH = 64 * 1024

/** Packs the chunks of a batch, in the order they come in. */
export class Packer {
  readonly #bodies: StoredText[] = []
  #texts: string[] = []
  #length = 0

  add({ text, ...chunk }: ChunkRecord): PackedChunk {
    if (this.#length > 0 && this.#length + text.length > PACK_LENGTH) this.#close()
    const start = this.#length
    this.#texts.push(text)
    this.#length += text.length
    return { ...chunk, pack: this.#bodies.length, start, length: text.length }
  }

  /** All packs, after the last chunk. */
  finish(): readonly StoredText[] {
    if (this.#texts.length > 0) this.#close()
    return this.#bodies
  }

  #close(): void {
    this.#bodies.push(packText(this.#texts.join('')))
    this.#texts = []
    this.#length = 0
  }
}
