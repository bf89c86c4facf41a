import { kindOf, type Measures, type Medium, measure } from '../../kinds/index.ts'
import {
  type Annotation,
  type Bounds,
  cornersOf,
  cornersOfBox,
  type Geometry,
  isObject,
  type Json,
  type JsonObject,
  type Place,
} from '../../model/index.ts'
import { type At, below, faultOfZod, isIncomplete, RecordFault, wrongType } from '../record-fault.ts'
import { checkId, isEmpty, isGiven, isList, textOf } from '../wire-values.ts'
import { classificationsOf } from './attached.ts'
import type { FormatRules } from './format-rules.ts'
import { type KeyFrames, keyFrameOf } from './tracks.ts'

/** The place of an object, and the values from elsewhere in the label that it is read with. */
export interface ObjectContext extends Place {
  readonly rules: FormatRules
  readonly medium: Medium
  /** Null where the export has no map of key frames. */
  readonly keyFrames: KeyFrames | null
}

/** An object as it stands in an export. */
export interface ObjectWire {
  readonly wire: JsonObject
  /** The feature id that it is keyed by; null in a list. */
  readonly key: string | null
  readonly at: At
}

/** The objects of a label, group or frame: keyed by feature id, or in a list. */
export function objectsOf(wire: JsonObject, at: At): readonly ObjectWire[] {
  const value = wire.objects
  if (!isGiven(value) || isEmpty(value)) return []
  const there = below(at, 'objects')
  const objects: ObjectWire[] = []
  const add = (wire: Json, key: string | null, place: At) => {
    if (!isObject(wire)) throw wrongType(place, 'an object', wire)
    objects.push({ wire, key, at: place })
  }
  if (isList(value)) for (const [index, wire] of value.entries()) add(wire, null, below(there, index))
  else if (isObject(value)) for (const key in value) add(value[key] as Json, key, below(there, key))
  else throw wrongType(there, 'an object or array', value)
  return objects
}

/** Reads the values of an object that are both stored for searching and shown. @throws RecordFault */
export function readObject({ wire, key, at }: ObjectWire, context: ObjectContext) {
  const { rules, medium, keyFrames, frameNumber } = context
  const identity = rules.identity(wire, at)
  const id = identity.featureId ?? key
  const featureId = id === null ? checkId(undefined, below(at, rules.idKey)) : checkId(id, at)
  if (key !== null && featureId !== key) throw new RecordFault(at, 'expected the feature id that is its key')
  const kind = kindOf(wire)
  return {
    ...identity,
    featureId,
    color: textOf(wire.color, at, 'color'),
    annotationKind: rules.annotationKind(wire, at) ?? kind.labelboxName(wire, medium),
    keyFrame: keyFrames === null ? rules.keyFrame(wire, at) : keyFrameOf(keyFrames, featureId, frameNumber),
    geometry: geometryOf(kind, wire, at),
  }
}

export function annotationOf(object: ObjectWire, context: ObjectContext): Annotation {
  const { geometry, ...reading } = readObject(object, context)
  const { classifications: _, ...raw } = object.wire
  return {
    ...reading,
    groupName: context.groupName,
    frameNumber: context.frameNumber,
    classifications: classificationsOf(object.wire, context.rules, object.at),
    raw,
    ...geometry,
  }
}

/** @throws RecordFault where a figure is beyond what a number can hold. */
export function measuresOf(geometry: Geometry, at: At): Measures {
  const measures = measure(geometry)
  if (Number.isFinite(measures.area ?? 0) && Number.isFinite(measures.length ?? 0)) return measures
  throw new RecordFault(at, 'its area or length is a number too large to be held')
}

/** Null for a geometry that has none, or that is only known once its image is read. */
export function cornersOfGeometry(geometry: Geometry): Bounds | null {
  switch (geometry.type) {
    case 'PolylineAnnotation':
      return cornersOf(geometry.line)
    case 'PolygonAnnotation':
      return cornersOf(geometry.polygon)
    case 'BoundingBoxAnnotation':
      return cornersOfBox(geometry.boundingBox)
    case 'PointAnnotation':
      return cornersOf([geometry.point])
    default:
      return null
  }
}

function geometryOf(kind: ReturnType<typeof kindOf>, wire: JsonObject, at: At): Geometry {
  try {
    return kind.geometry(wire)
  } catch (error) {
    if (isIncomplete(error, wire)) return { type: 'UnknownAnnotation' }
    throw faultOfZod(error, wire, at)
  }
}
