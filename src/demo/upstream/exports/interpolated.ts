import type { Json, JsonObject } from '../../../model/index.ts'

/** Of a label's annotations, what is not frames. */
interface Annotations {
  readonly groups?: Readonly<Record<string, JsonObject>>
  readonly frames?: Frames
  readonly segments?: JsonObject
  readonly key_frame_feature_map?: JsonObject
}

type Frames = Readonly<Record<string, JsonObject>>

/** Whether somebody drew the object in that frame: `path` leads from the group, if any, to the frame. */
type IsDrawn = (featureId: string, frame: string) => boolean

/**
 * Takes the interpolated objects out of a label's frames: what stays is in its key frames and in the last frame of
 * each of its segments. A frame without anything left goes; segments and the key-frame map stay as they are.
 * Objects that the map does not name stay: nothing says that they are interpolated.
 */
export function withoutInterpolated(annotations: JsonObject): JsonObject {
  const { groups, frames, segments, key_frame_feature_map: map } = annotations as unknown as Annotations
  if (frames) return { ...annotations, frames: thin(frames, drawnIn(map ?? {}, segments ?? {})) }
  if (!groups) return annotations
  const thinned = Object.entries(groups).map(([name, group]): [string, JsonObject] => {
    const ofGroup = Object.entries(map ?? {}).map(([id, inGroups]): [string, Json] => [id, at(inGroups, name) ?? {}])
    const isDrawn = drawnIn(Object.fromEntries(ofGroup), (at(segments ?? {}, name) ?? {}) as JsonObject)
    return [name, { ...group, frames: thin((group.frames ?? {}) as Frames, isDrawn) }]
  })
  return { ...annotations, groups: Object.fromEntries(thinned) }
}

function drawnIn(map: JsonObject, segments: JsonObject): IsDrawn {
  return (featureId, frame) => {
    const keyFrames = at(map, featureId)
    if (keyFrames === null) return true
    if (Array.isArray(keyFrames) ? keyFrames.includes(Number(frame)) : at(keyFrames, frame) === true) return true
    const stretches = (at(segments, featureId) ?? []) as readonly (readonly [number, number])[]
    return stretches.some(([, end]) => end === Number(frame))
  }
}

function thin(frames: Frames, isDrawn: IsDrawn): JsonObject {
  const kept = Object.entries(frames).flatMap(([number, frame]): [string, JsonObject][] => {
    const objects = Object.entries((frame.objects ?? {}) as JsonObject).filter(([id]) => isDrawn(id, number))
    const { classifications } = frame
    const isEmpty = objects.length === 0 && (!Array.isArray(classifications) || classifications.length === 0)
    return isEmpty ? [] : [[number, { ...frame, objects: Object.fromEntries(objects) }]]
  })
  return Object.fromEntries(kept)
}

const at = (object: Json, key: string): Json =>
  Object.hasOwn(object as JsonObject, key) ? ((object as JsonObject)[key] ?? null) : null
