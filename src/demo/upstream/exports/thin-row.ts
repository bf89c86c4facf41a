import type { Json, JsonObject } from '../../../model/index.ts'
import { malformed } from './api.ts'

/** `params` of an export: an absent one is off. Model runs are not exported. */
export type ExportParams = Readonly<Partial<Record<Switch, boolean>>> & {
  readonly projectIds?: readonly string[] | null
}

type Part = 'Attachments' | 'Embeddings' | 'Metadata' | 'InterpolatedFrames'
type Details = 'DataRowDetails' | 'ProjectDetails' | 'PerformanceDetails' | 'LabelDetails'
type Switch = `include${Part | Details}` | 'allProjects'

const MOST_PROJECTS = 30

/**
 * A row with the parts that the parameters ask for.
 * @param projectId the only project that comes along; null: those that the parameters name.
 * @throws CodedError MALFORMED_REQUEST
 */
export function thinRow(row: JsonObject, params: ExportParams, projectId: string | null): JsonObject {
  const named = params.projectIds ?? []
  if (named.length > MOST_PROJECTS) throw malformed(`More than ${MOST_PROJECTS} projects`)
  const isIn = (id: string) => (projectId === null ? params.allProjects || named.includes(id) : id === projectId)
  const projects = Object.entries((row.projects ?? {}) as JsonObject).filter(([id]) => isIn(id))
  return {
    ...keep(row, {
      attachments: params.includeAttachments,
      metadata_fields: params.includeMetadata,
      embeddings: params.includeEmbeddings,
      experiments: false,
    }),
    data_row: keep(row.data_row as JsonObject, { details: params.includeDataRowDetails }),
    projects: Object.fromEntries(
      projects.map(([id, queueEntry]) => [id, thinQueueEntry(queueEntry as JsonObject, params)]),
    ),
  }
}

function thinQueueEntry(queueEntry: JsonObject, params: ExportParams): JsonObject {
  const kept = keep(queueEntry, { project_details: params.includeProjectDetails })
  const { labels } = queueEntry
  return Array.isArray(labels) ? { ...kept, labels: labels.map(label => thinLabel(label, params)) } : kept
}

function thinLabel(label: JsonObject, params: ExportParams): JsonObject {
  const kept = keep(label, {
    label_details: params.includeLabelDetails,
    performance_details: params.includePerformanceDetails,
    performance_details_v2: params.includePerformanceDetails,
  })
  const { annotations } = label
  const isThinner = !params.includeInterpolatedFrames && annotations !== null && typeof annotations === 'object'
  return isThinner ? { ...kept, annotations: withoutInterpolated(annotations as JsonObject) } : kept
}

/** The object without the keys whose switch is off. */
function keep(object: JsonObject, switches: Readonly<Record<string, boolean | undefined>>): JsonObject {
  const isOn = (key: string) => !Object.hasOwn(switches, key) || switches[key] === true
  return Object.fromEntries(Object.entries(object).filter(([key]) => isOn(key)))
}

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
function withoutInterpolated(annotations: JsonObject): JsonObject {
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
