import type { Medium } from '../../kinds/index.ts'
import type { ClassificationAnswerKind, Format, Json, JsonObject, Named } from '../../model/index.ts'
import type { LiftedFrames } from '../fast-path/lifted-frames.ts'
import type { At } from '../record-fault.ts'

/** The keys and structure of labels in one format of exports. */
export interface FormatRules {
  readonly format: Format
  /** The key of a label's content in its record. */
  readonly contentKey: 'annotations' | 'Label'
  /** The key of a feature id. */
  readonly idKey: 'feature_id' | 'featureId'
  /** Whether segments and key frames stand beside the frames rather than in them. */
  readonly hasTracks: boolean
  /** By the content's keys, else by the label's `label_kind`. */
  mediumOf(content: JsonObject, labelKind: string | null): Medium
  /** The ids and names of an object, classification, answer or relationship. */
  identity(wire: JsonObject, at: At): Named
  /** Labelbox's name of the kind; null where the export does not say. */
  annotationKind(wire: JsonObject, at: At): string | null
  /** Whether a person drew the object in this frame; null where the object does not say. */
  keyFrame(wire: JsonObject, at: At): boolean | null
  answer(classification: JsonObject, at: At): AnswerWire
  groups(value: Json | undefined, at: At): readonly GroupWire[]
  frames(value: Json | undefined, at: At): FramesWire
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
  /** The frames document, where the export has the frames by URL only. */
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
