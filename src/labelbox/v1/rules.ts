import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import {
  type AnswerWire,
  type FormatRules,
  type FramesWire,
  type GroupWire,
  NO_FRAMES,
} from '../content/format-rules.ts'
import { frameNumber, framesByKey, framesByNumber } from '../content/frames.ts'
import { type At, below, RecordFault, wrongType } from '../record-fault.ts'
import { asList, asObject, boolOf, checkId, isGiven, isList, textOf } from '../wire-values.ts'

/** Camel case, groups in a list, frames by URL or as a list of numbered lines. */
export const V1: FormatRules = {
  format: 'v1',
  contentKey: 'Label',
  idKey: 'featureId',
  hasTracks: false,
  mediumOf: content => {
    if (isGiven(content.groups)) return 'DICOM'
    return isGiven(content.frames) ? 'Video' : 'Image'
  },
  identity: (wire, at) => ({
    featureId: textOf(wire.featureId, at, 'featureId'),
    schemaId: textOf(wire.schemaId, at, 'schemaId'),
    name: textOf(wire.title, at, 'title'),
    value: textOf(wire.value, at, 'value'),
  }),
  annotationKind: () => null,
  keyFrame: (wire, at) => boolOf(wire.keyframe, at, 'keyframe'),
  answer,
  groups,
  frames,
}

function answer(wire: JsonObject, at: At): AnswerWire {
  const key = isGiven(wire.answer) ? 'answer' : 'answers'
  const value = wire[key]
  if (!isGiven(value)) return { kind: 'OTHER', text: null, optionsKey: null }
  if (isList(value)) return { kind: 'CHECKLIST', text: null, optionsKey: key }
  if (key === 'answer' && isObject(value)) return { kind: 'RADIO', text: null, optionsKey: key }
  if (key === 'answer' && typeof value === 'string') return { kind: 'TEXT', text: value, optionsKey: null }
  throw wrongType(below(at, key), key === 'answer' ? 'an object, string or array' : 'an array', value)
}

function groups(value: Json | undefined, at: At): readonly GroupWire[] {
  if (!isGiven(value)) return []
  return asList(value, at).flatMap((group, index) => {
    const place = below(at, index)
    const wire = asObject(group, place)
    return isGiven(wire.name) ? { name: checkId(wire.name, below(place, 'name')), wire, at: place } : []
  })
}

function frames(value: Json | undefined, at: At): FramesWire {
  if (!isGiven(value)) return NO_FRAMES
  if (typeof value === 'string') return { url: value, frames: [] }
  if (isList(value)) return { url: null, frames: framesByNumber(value, at) }
  const inlined = framesByKey(asObject(value, at), at)
  for (const { number, wire, at: place } of inlined)
    if (wire.frameNumber !== undefined && frameNumber(wire, place) !== number)
      throw new RecordFault(below(place, 'frameNumber'), 'expected the frame number that is its key')
  return { url: null, frames: inlined }
}
