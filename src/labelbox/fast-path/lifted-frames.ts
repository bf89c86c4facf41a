import type { AnnotationEntry, JsonObject } from '../../model/index.ts'

/**
 * The frames of a group, or of a label without groups, whose text is stored as it is, neither parsed nor written
 * again. In the record it replaces the frames.
 */
export class LiftedFrames {
  /** Ascending; at least one. */
  readonly frames: readonly LiftedFrame[]
  /** Of all frames, in their order. */
  readonly objects: readonly LiftedObject[]
  readonly #bytes: Buffer
  readonly #isAscii: boolean

  /** @param bytes the record's, all of it. */
  constructor(bytes: Buffer, isAscii: boolean, frames: readonly LiftedFrame[], objects: readonly LiftedObject[]) {
    this.#bytes = bytes
    this.#isAscii = isAscii
    this.frames = frames
    this.objects = objects
  }

  /** The text between the brackets of a map of these frames, which follow one another; bytes where it is ASCII. */
  textOf(frames: readonly LiftedFrame[]): string | Buffer {
    const bytes = this.#bytes.subarray(frames[0]?.from, frames.at(-1)?.to)
    return this.#isAscii ? bytes : bytes.toString()
  }
}

export interface LiftedFrame {
  readonly number: number
  /** Byte offset of its text in the record, the key included. */
  readonly from: number
  /** Byte offset after its text. */
  readonly to: number
  /** Index of its first object in `LiftedFrames.objects`. */
  readonly first: number
  /** Index after its last object. */
  readonly end: number
  /** Classifications and relationships of the frame; null: it has none. */
  readonly attached: JsonObject | null
}

/** The entry of an object that was read from its bytes, or an object that was parsed after all. */
export type LiftedObject = DraftEntry | { readonly key: string; readonly wire: JsonObject }

/** An entry whose chunk, group and key frame are still unknown: -1 or null. */
export type DraftEntry = { -readonly [K in keyof AnnotationEntry]: AnnotationEntry[K] }
