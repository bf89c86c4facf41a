import type { Json, JsonObject } from '../../model/index.ts'
import {
  type AnswerWire,
  type FormatRules,
  type FramesWire,
  type GroupWire,
  NO_FRAMES,
} from '../content/format-rules.ts'
import { framesByKey } from '../content/frames.ts'
import { LiftedFrames } from '../fast-path/lifted-frames.ts'
import { type At, below } from '../record-fault.ts'
import { asObject, isGiven, textOf } from '../wire-values.ts'

/** Snake case; groups, frames and objects keyed by name, number and feature id. */
export const V2: FormatRules = {
  format: 'v2',
  contentKey: 'annotations',
  idKey: 'feature_id',
  hasTracks: true,
  mediumOf: (content, labelKind) => {
    if (isGiven(content.groups)) return 'DICOM'
    if (isGiven(content.frames)) return 'Video'
    return labelKind === 'DICOM' || labelKind === 'Video' ? labelKind : 'Image'
  },
  identity: (wire, at) => ({
    featureId: textOf(wire.feature_id, at, 'feature_id'),
    schemaId: textOf(wire.feature_schema_id, at, 'feature_schema_id'),
    name: textOf(wire.name, at, 'name'),
    value: textOf(wire.value, at, 'value'),
  }),
  annotationKind: (wire, at) => textOf(wire.annotation_kind, at, 'annotation_kind'),
  // v2 has key frames in a map of the label.
  keyFrame: () => null,
  answer,
  groups,
  frames,
}

const RADIO = ['radio_answer', 'conversational_radio_answer']
const CHECKLIST = ['checklist_answers', 'conversational_checklist_answers']
const TEXT = ['text_answer', 'conversational_text_answer']

function answer(wire: JsonObject, at: At): AnswerWire {
  const given = (key: string) => isGiven(wire[key])
  const radio = RADIO.find(given)
  if (radio !== undefined) return { kind: 'RADIO', text: null, optionsKey: radio }
  const checklist = CHECKLIST.find(given)
  if (checklist !== undefined) return { kind: 'CHECKLIST', text: null, optionsKey: checklist }
  const key = TEXT.find(given)
  if (key === undefined) return { kind: 'OTHER', text: null, optionsKey: null }
  const place = below(at, key)
  return { kind: 'TEXT', text: textOf(asObject(wire[key], place).content, place, 'content'), optionsKey: null }
}

function groups(value: Json | undefined, at: At): readonly GroupWire[] {
  if (!isGiven(value)) return []
  return Object.entries(asObject(value, at)).map(([name, wire]) => {
    const place = below(at, name)
    return { name, wire: asObject(wire, place), at: place }
  })
}

function frames(value: Json | undefined, at: At): FramesWire {
  if (!isGiven(value)) return NO_FRAMES
  if (value instanceof LiftedFrames) return { url: null, frames: [], lifted: value }
  return { url: null, frames: framesByKey(asObject(value, at), at) }
}
