import type { AnnotationEntry, JsonObject } from '../../model/index.ts'
import { MOST_TEXT } from '../content/split-into-chunks.ts'

/**
 * The frames of a group, or of a label without groups, whose text was found good to be kept as it stands, so that it
 * is neither parsed nor written again. It stands in the record in place of the frames.
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

  /** Cut as `stretchesOf` cuts. */
  *stretches(most: number): Generator<LiftedStretch, void, undefined> {
    const { frames } = this
    let start = 0
    let size = 0
    for (let index = 0; index < frames.length; index++) {
      const { from, to } = frames[index] as LiftedFrame
      const full = index - start >= most || size + to - from > MOST_TEXT
      if (index > start && full) {
        yield this.#stretch(start, index)
        start = index
        size = 0
      }
      size += to - from
    }
    yield this.#stretch(start, frames.length)
  }

  #stretch(start: number, end: number): LiftedStretch {
    const frames = this.frames.slice(start, end)
    const bytes = this.#bytes.subarray(frames[0]?.from, frames.at(-1)?.to)
    return { frames, words: this.#isAscii ? bytes : bytes.toString() }
  }
}

interface LiftedStretch {
  readonly frames: readonly LiftedFrame[]
  /** As they stand between the brackets of a map of frames; bytes where they are ASCII. */
  readonly words: string | Buffer
}

export interface LiftedFrame {
  readonly number: number
  /** Where its text begins, the key included, and ends. */
  readonly from: number
  readonly to: number
  /** Where its objects begin and end among those of all frames. */
  readonly first: number
  readonly end: number
  /** Its classifications and relationships, where it has any. */
  readonly attached: JsonObject | null
}

/** An object of which the entry says all that is noted, or one that was parsed after all. */
export type LiftedObject = DraftEntry | ParsedObject

/** What is not known yet is -1 or null: the chunk, the group and whether a person drew it. */
export type DraftEntry = { -readonly [K in keyof AnnotationEntry]: AnnotationEntry[K] }

export class ParsedObject {
  readonly key: string
  readonly wire: JsonObject

  constructor(key: string, wire: JsonObject) {
    this.key = key
    this.wire = wire
  }
}
