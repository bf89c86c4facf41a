import type { Medium } from '../../kinds/index.ts'
import type { ClassificationAnswerKind, Format, Json, JsonObject } from '../../model/index.ts'
import type { LiftedFrames } from '../fast-path/lifted-frames.ts'
import type { At } from '../json-path.ts'

/** How one format of exports words what both say in a label. */
export interface FormatRules {
  readonly format: Format
  /** The key of a label's content in its record. */
  readonly contentKey: 'annotations' | 'Label'
  /** The key of a feature id. */
  readonly idKey: 'feature_id' | 'featureId'
  /** Whether segments and key frames stand beside the frames rather than in them. */
  readonly hasTracks: boolean
  /** By what the content holds, else by what the label says of itself. */
  mediumOf(content: JsonObject, labelKind: string | null): Medium
  /** Who this object, classification, answer or relationship is. */
  identity(wire: JsonObject, at: At): Identity
  /** The vendor's kind name; null where the export does not say. */
  annotationKind(wire: JsonObject, at: At): string | null
  /** Whether the object itself says that a person drew it in this frame; null where it does not say. */
  keyFrame(wire: JsonObject, at: At): boolean | null
  answer(classification: JsonObject, at: At): AnswerWire
  groups(value: Json | undefined, at: At): readonly GroupWire[]
  frames(value: Json | undefined, at: At): FramesWire
}

export interface Identity {
  readonly featureId: string | null
  readonly schemaId: string | null
  readonly name: string | null
  readonly value: string | null
}

export interface AnswerWire {
  readonly kind: ClassificationAnswerKind
  readonly text: string | null
  /** The key that holds the options chosen: one object, or a list of them. Null where there are none to choose. */
  readonly optionsKey: string | null
}

export interface GroupWire {
  /** The export's spelling. */
  readonly name: string
  readonly wire: JsonObject
  readonly at: At
}

export interface FramesWire {
  /** Where the frames are to be fetched, when the export has them by URL only. */
  readonly url: string | null
  /** Ascending. */
  readonly frames: readonly FrameWire[]
  /** The frames, where they were not parsed. */
  readonly lifted?: LiftedFrames
}

export interface FrameWire {
  readonly number: number
  readonly wire: JsonObject
  readonly at: At
}

export const NO_FRAMES: FramesWire = { url: null, frames: [] }
