import type { MaskMeasures, RunLengthEncoding } from '../../model/index.ts'
import type { FetchedFrames } from '../../store/index.ts'

/* Tasks of the threads of the lazy reads. */

interface Tasks {
  /** Decodes an image, measures masks of it and keeps its bytes. */
  image: {
    readonly bytes: Uint8Array
    /** Of the masks of a composite, each as red, green, blue; null for an image of one mask. */
    readonly colors: readonly (readonly number[])[] | null
    /** Of the media cache; null: the bytes are not kept. */
    readonly folder: string | null
  }
  /** Draws a mask as a PNG. */
  draw: { readonly rle: RunLengthEncoding }
  /** Reads a frames document and puts its frames into the store. */
  frames: FramesTask
}

export interface TaskResult {
  image: ImageResult
  draw: Uint8Array
  /** Whether the store still holds the version of the label. */
  frames: boolean
}

export type Task<K extends keyof Tasks = keyof Tasks> = { [P in K]: Tasks[P] & { readonly kind: P } }[K]

export interface ImageResult {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string
  /** In the order of the colours. */
  readonly masks: readonly MaskTrace[]
}

export interface MaskTrace extends MaskMeasures {
  readonly rle: RunLengthEncoding
}

export interface FramesTask extends Omit<FetchedFrames, 'frames'> {
  readonly bytes: Uint8Array
  /** Of the label's content. */
  readonly head: string
  readonly storeUrl: string
}
