import * as fc from 'fast-check'
import type { Json, JsonObject } from '../../../src/model/index.ts'
import { classifications, relationships } from './classifications.ts'
import { v2Geometry } from './geometry.ts'
import { differing, featureId, partial, schemaId, text, withKeys } from './values.ts'

const PLANES = ['Axial', 'Sagittal', 'Coronal', 'Oblique'] as const
const frameNumber = fc.constantFrom(0, 1, 2, 10, 11, 200)

/** A label's kind and content: of a DICOM volume, a video, an image; or hardly anything, where it was skipped. */
export const v2Content = (): fc.Arbitrary<JsonObject> =>
  fc.oneof(
    { weight: 4, arbitrary: dicom().map(annotations => ({ label_kind: 'DICOM', annotations })) },
    { weight: 1, arbitrary: video().map(annotations => ({ label_kind: 'Video', annotations })) },
    { weight: 2, arbitrary: image().map(annotations => ({ label_kind: 'Default', annotations })) },
    { weight: 1, arbitrary: fc.constant({ label_kind: 'DICOM', annotations: {} }) },
  )

function dicom(): fc.Arbitrary<JsonObject> {
  const object = drawn(fc.constantFrom('DICOMPolyline', 'DICOMSegmentationMask'))
  const group = (name: string) =>
    withKeys({ name: fc.constant(name) }, { classifications: classifications('v2', 1), frames: frames(object) })
  return withKeys(
    { groups: perPlane(group) },
    {
      segments: perPlane(() => perFeature(segments)),
      classifications: classifications('v2'),
      key_frame_feature_map: perFeature(perPlane(() => keyFramesOfFeature)),
    },
  )
}

function video(): fc.Arbitrary<JsonObject> {
  const kinds = ['VideoBoundingBox', 'VideoPolyline', 'VideoPoint', 'VideoSegmentationMask']
  return withKeys(
    { frames: frames(drawn(fc.constantFrom(...kinds))) },
    {
      segments: perFeature(segments),
      key_frame_feature_map: perFeature(keyFramesOfFeature),
      classifications: classifications('v2'),
    },
  )
}

function image(): fc.Arbitrary<JsonObject> {
  const kinds = Object.keys(v2Geometry).map(shape => `Image${shape}`)
  const object = fc.oneof(
    { weight: 4, arbitrary: drawn(fc.constantFrom(...kinds)) },
    {
      weight: 1,
      arbitrary: fc.oneof(unknown('TextEntity', { location: { start: 1, end: 4 } }), unknown('Cuboid', {})),
    },
  )
  return withKeys(
    { objects: differing(object, 'feature_id', { maxLength: 3 }) },
    { classifications: classifications('v2'), relationships: relationships('v2') },
  )
}

function frames(object: fc.Arbitrary<JsonObject>): fc.Arbitrary<Json> {
  const objects = differing(object, 'feature_id', { maxLength: 3 }).map(list =>
    Object.fromEntries(list.map(each => [String(each.feature_id), each])),
  )
  const frame = partial({ objects, classifications: classifications('v2', 1), relationships: relationships('v2') })
  return fc.dictionary(frameNumber.map(String), frame, { maxKeys: 3, noNullPrototype: true })
}

/** An object of one of the kinds, with the geometry that its kind is named after. */
function drawn(kind: fc.Arbitrary<string>): fc.Arbitrary<JsonObject> {
  return kind.chain(annotation_kind => {
    const geometry = v2Geometry[annotation_kind.replace(/^(DICOM|Video|Image)/, '')] ?? fc.constant({})
    return fc.tuple(unknown(annotation_kind, {}), geometry).map(([what, where]) => ({ ...what, ...where }))
  })
}

const unknown = (annotation_kind: string, rest: JsonObject): fc.Arbitrary<JsonObject> =>
  withKeys(
    { feature_id: featureId },
    { feature_schema_id: schemaId, name: text, value: text, classifications: classifications('v2', 1) },
  ).map(what => ({ ...what, annotation_kind, ...rest }))

/** Of objects, and of answers in frames. */
const followedId = fc.oneof({ weight: 4, arbitrary: featureId }, fc.constantFrom('canswer1', 'coption'))

const perFeature = (value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc.dictionary(followedId, value, { maxKeys: 3, noNullPrototype: true })

const perPlane = (value: (plane: string) => fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  partial(Object.fromEntries(PLANES.map(plane => [plane, value(plane)])))

const segments = fc.array(
  fc.tuple(frameNumber, fc.integer({ min: 0, max: 5 })).map(([start, length]) => [start, start + length]),
  { maxLength: 2 },
)

/** A map of drawn frames to whether they are key frames, or a list of those that are. */
const keyFramesOfFeature: fc.Arbitrary<Json> = fc.oneof(
  fc.dictionary(frameNumber.map(String), fc.boolean(), { maxKeys: 3, noNullPrototype: true }),
  fc.uniqueArray(frameNumber, { maxLength: 3 }),
)
