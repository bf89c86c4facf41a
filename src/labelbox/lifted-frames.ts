import type { JsonObject } from '../model/index.ts'
import { MOST_TEXT } from './stretches.ts'

/**
 * The frames of a group, or of a label without groups, whose text was found good to be kept as it stands, so that it
 * is neither parsed nor written again. It stands in the record in place of the frames.
 */
export class LiftedFrames {
  /** Ascending; at least one. */
  readonly frames: readonly LiftedFrame[]
  readonly #bytes: Buffer

  /** @param bytes the record's. */
  constructor(bytes: Buffer, frames: readonly LiftedFrame[]) {
    this.#bytes = bytes
    this.frames = frames
  }

  /** Cut as `stretchesOf` cuts, each with its text as it stands between the brackets of a map of frames. */
  *stretches(most: number): Generator<{ readonly frames: readonly LiftedFrame[]; readonly text: string }> {
    const { frames } = this
    let start = 0
    let size = 0
    for (const [index, { from, to }] of frames.entries()) {
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

  #stretch(start: number, end: number): { readonly frames: readonly LiftedFrame[]; readonly text: string } {
    const frames = this.frames.slice(start, end)
    return { frames, text: this.#bytes.toString('utf8', frames[0]?.from, frames.at(-1)?.to) }
  }
}

export interface LiftedFrame {
  readonly number: number
  /** Where its text begins, the key included, and ends. */
  readonly from: number
  readonly to: number
  readonly objects: readonly LiftedObject[]
  /** Its classifications and relationships, where it has any. */
  readonly attached: JsonObject | null
}

/** An object that holds nothing that is not named here, or that was parsed after all. */
export interface LiftedObject {
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
  readonly annotationKind: string
  readonly area: number | null
  readonly length: number | null
  /** Where it is given, all else says nothing. */
  readonly wire: JsonObject | null
}
