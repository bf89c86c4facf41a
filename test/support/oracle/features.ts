import type { JsonObject } from '../../../src/model/index.ts'
import type { AnnotationFields } from './builder.ts'
import type { OracleFeature } from './entities.ts'
import { list, object, text } from './wire.ts'
import type { Whereabouts } from './words.ts'

/* Features of a group, from its annotations, the answers in its frames, and what the export follows. */

export type FeatureFields = Omit<OracleFeature, 'kind' | 'id' | 'label' | 'annotations'>
type GroupNames = Pick<Whereabouts, 'groupIdName' | 'groupName' | 'groupKey'>

/** The part of v2 beside the frames of a group, by feature. */
export interface Followed {
  readonly segments: JsonObject
  /** By feature: a list of frames, or frames with whether they are key frames. */
  readonly keyFrames: JsonObject
}

/** A feature in a frame. */
interface Held {
  readonly frame: number
  readonly look: Pick<OracleFeature, 'featureId' | 'schemaId' | 'name' | 'annotationKind'>
}

const NAMELESS = { schemaId: null, name: null, annotationKind: null }

export function featuresOfV2(
  names: GroupNames,
  frames: JsonObject,
  annotations: readonly AnnotationFields[],
  { segments, keyFrames }: Followed,
): FeatureFields[] {
  const segmentsOf = (id: string) =>
    Object.hasOwn(segments, id) ? (segments[id] as unknown as (readonly [number, number])[]) : null
  const keyFramesOf = (id: string) => (Object.hasOwn(keyFrames, id) ? drawnFrames(keyFrames[id] as JsonObject) : null)
  const isFollowed = (id: string) => (segmentsOf(id)?.length ?? 0) > 0 || (keyFramesOf(id)?.length ?? 0) > 0
  const held = Object.entries(frames).flatMap(([number, frame]) => {
    const answers = list(object(frame).classifications).flatMap(answersOf)
    return [
      ...heldIn(annotations, Number(number)),
      ...answers.filter(({ featureId }) => isFollowed(featureId)).map(look => ({ frame: Number(number), look })),
    ]
  })
  const others = [...Object.keys(segments), ...Object.keys(keyFrames)].filter(isFollowed)
  const ids = new Set([...held.map(({ look }) => look.featureId), ...others])
  return [...ids].map(featureId => ({
    ...place(names),
    ...gathered(featureId, held),
    segments: isFollowed(featureId) ? segmentsOf(featureId) : null,
    keyFrames: isFollowed(featureId) ? keyFramesOf(featureId) : null,
  }))
}

/** V1 says in each frame whether a person drew it, and nothing of where else it is. */
export function featuresOfV1(names: GroupNames, annotations: readonly AnnotationFields[]): FeatureFields[] {
  const numbers = [...new Set(annotations.map(({ frameNumber }) => frameNumber ?? 0))].sort((a, b) => a - b)
  const held = numbers.flatMap(number => heldIn(annotations, number))
  return [...new Set(annotations.map(({ featureId }) => featureId))].map(featureId => {
    const said = annotations.filter(each => each.featureId === featureId && each.keyFrame !== null)
    const drawn = said.filter(({ keyFrame }) => keyFrame).map(({ frameNumber }) => frameNumber ?? 0)
    const feature = gathered(featureId, held)
    const keyFrames = said.length === 0 ? null : drawn.sort((a, b) => a - b)
    return { ...place(names), ...feature, segments: runsOf(feature.frames), keyFrames }
  })
}

const place = ({ groupIdName, groupName, groupKey }: GroupNames) => ({
  groupIdName: groupIdName ?? '',
  groupName,
  groupKey,
})

const heldIn = (annotations: readonly AnnotationFields[], number: number): Held[] =>
  annotations
    .filter(({ frameNumber }) => frameNumber === number)
    .map(({ featureId, schemaId, name, annotationKind }) => ({
      frame: number,
      look: { featureId, schemaId, name, annotationKind },
    }))

function gathered(featureId: string, held: readonly Held[]) {
  const own = held.filter(({ look }) => look.featureId === featureId)
  const frames = [...new Set(own.map(({ frame }) => frame))]
  return { featureId, ...(own[0]?.look ?? NAMELESS), frames }
}

function runsOf(frames: readonly number[]): [number, number][] {
  const starts = frames.filter(frame => !frames.includes(frame - 1))
  const ends = frames.filter(frame => !frames.includes(frame + 1))
  return starts.map((start, at) => [start, ends[at] ?? start])
}

function drawnFrames(said: JsonObject | readonly number[]): number[] {
  const frames = Array.isArray(said)
    ? (said as readonly number[])
    : Object.entries(said).flatMap(([frame, isDrawn]) => (isDrawn === true ? [Number(frame)] : []))
  return [...frames].sort((a, b) => a - b)
}

/** Questions and chosen options that have an id, at any depth. */
function answersOf(said: JsonObject): Held['look'][] {
  const radio = said.radio_answer ? [object(said.radio_answer)] : []
  const options = [...radio, ...list(said.checklist_answers)]
  return [said, ...options].flatMap(one => [
    ...(typeof one.feature_id === 'string'
      ? [
          {
            featureId: one.feature_id,
            schemaId: text(one.feature_schema_id),
            name: text(one.name),
            annotationKind: null,
          },
        ]
      : []),
    ...(one === said ? [] : list(one.classifications).flatMap(answersOf)),
  ])
}

/** Whether it is inside one of its segments, or held by that frame. */
export const isPresentAt = ({ frames, segments }: OracleFeature, frame: number): boolean =>
  frames.includes(frame) || (segments ?? []).some(([start, end]) => start <= frame && frame <= end)

/** Null where no annotation has one. */
export function sumOf(feature: OracleFeature, measure: 'area' | 'length'): number | null {
  const values = feature.annotations.flatMap(annotation => annotation[measure] ?? [])
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value)
}
