import type { AnnotationPlace, FetchedBytes, FramesRecord, MeasuredMask } from '../model/index.ts'

/** An image of all masks of a frame. Labelbox keeps its id when the same label is exported again. */
export interface CompositeKey {
  readonly labelId: string
  readonly compositeId: string
}

/** The version of the label that a fetched thing belongs to: see `StoredContent.version`. */
export interface OfVersion {
  readonly version: number
}

export interface FetchedFrames extends OfVersion {
  readonly labelId: string
  /** By id name. */
  readonly groupName: string
  readonly frames: FramesRecord
  /** Also if other frames were fetched for the group before. */
  readonly replace?: boolean
}

export interface FetchedMask extends OfVersion, AnnotationPlace {
  readonly mask: MeasuredMask
}

export interface FetchedComposite extends OfVersion, CompositeKey {
  readonly bytes: FetchedBytes
}
