import type { ChunkRecord } from '../model/index.ts'
import { packBytes, type StoredText } from './compressed-text.ts'

/*
 * Chunks of several labels are stored side by side in packs: every compressed text has a fixed cost, and text that
 * labels have in common is compressed once per pack.
 */

/** A chunk by its place in a pack. */
export interface PackedChunk extends Omit<ChunkRecord, 'pieces'> {
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

/**
 * The text of a pack in UTF-8, which has its memory for itself, or as it is stored. Texts are compressed where they are
 * written, but beyond `MOST_PLAIN` bytes of a batch here: a large record is not held twice.
 */
type PackText = { readonly plain: Uint8Array<ArrayBuffer> } | { readonly stored: StoredText }

/** The memory that goes to another thread together with the text, which needs it no longer here. */
export function buffersOf(text: PackText): readonly ArrayBuffer[] {
  const bytes = 'plain' in text ? text.plain : text.stored
  return typeof bytes === 'string' ? [] : [bytes.buffer as ArrayBuffer]
}

const MOST_PLAIN = 8 * 1024 * 1024

export const storedTextOf = (text: PackText): StoredText => ('plain' in text ? packBytes(text.plain) : text.stored)

/** A pack that is not full, by its place among the packs of the batch. */
interface OpenPack {
  readonly index: number
  readonly pieces: (string | Uint8Array)[]
  /** Of its text, in UTF-16 units. */
  length: number
}

/** Packs the chunks of a batch, in the order they come in, and heads apart from them. */
export class Packer {
  readonly #texts: PackText[] = []
  #plainBytes = 0
  readonly #open = new Map<number, OpenPack>()

  add(chunk: ChunkRecord): PackedChunk {
    return this.#add(chunk, PACK_LENGTH)
  }

  addHead(text: string): PackedChunk {
    return this.#add(
      { groupName: null, firstFrame: null, lastFrame: null, frameCount: 0, pieces: [text] },
      HEADS_LENGTH,
    )
  }

  /** The texts of all packs, after the last chunk. */
  finish(): readonly PackText[] {
    for (const most of this.#open.keys()) this.#close(most)
    return this.#texts
  }

  #add(chunk: ChunkRecord, most: number): PackedChunk {
    const { groupName, firstFrame, lastFrame, frameCount, pieces } = chunk
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
    const pack = { index: this.#texts.push({ stored: '' }) - 1, pieces: [], length: 0 }
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
    const isPlain = this.#plainBytes + text.length <= MOST_PLAIN
    if (isPlain) this.#plainBytes += text.length
    this.#texts[pack.index] = isPlain ? { plain: text } : { stored: withOwnMemory(packBytes(text)) }
    this.#open.delete(most)
  }
}

/** The compressor answers the beginning of a buffer that is as large as the text. */
const withOwnMemory = (stored: StoredText): StoredText => (typeof stored === 'string' ? stored : new Uint8Array(stored))
