import type { Medium } from '../../kinds/index.ts'
import type { FeatureTrack, Json, JsonObject, Segment } from '../../model/index.ts'
import { type At, below } from '../json-path.ts'
import { RecordFault } from '../record-fault.ts'
import { asList, asObject, checkId, checkInt, isGiven } from '../wire-values.ts'
import type { FormatRules } from './format-rules.ts'
import { groupIdentity, VIDEO } from './group-name.ts'
import { flatKeyFrames, groupedKeyFrames, type KeyFrames, listKeyFrames } from './key-frames.ts'

/** What a label says of its features' presence, group by group. */
export interface LabelTracks {
  segments(idName: string): Segments | undefined
  /** Null where the label has no map of key frames at all; an empty one where it has none for the group. */
  keyFrames(idName: string): KeyFrames | null
}

/** By feature id. */
type Segments = ReadonlyMap<string, readonly Segment[]>

/** Reads `segments` and `key_frame_feature_map`: a volume's by group, a video's as those of its one group. */
export function readTracks(content: JsonObject, rules: FormatRules, medium: Medium, at: At): LabelTracks {
  if (!rules.hasTracks || medium === 'Image') return { segments: () => undefined, keyFrames: () => null }
  const { segments: present, key_frame_feature_map: drawn } = content
  const there = below(at, 'segments')
  const map = below(at, 'key_frame_feature_map')
  const grouped = medium === 'DICOM'
  const segments = grouped ? groupedSegments(present, there) : new Map([[VIDEO.idName, flatSegments(present, there)]])
  const keyFrames = grouped ? groupedKeyFrames(drawn, map) : new Map([[VIDEO.idName, flatKeyFrames(drawn, map)]])
  const none: KeyFrames = new Map()
  return {
    segments: idName => segments.get(idName),
    keyFrames: idName => (isGiven(drawn) ? (keyFrames.get(idName) ?? none) : null),
  }
}

/** A video's `segments`: by feature id. */
function flatSegments(value: Json | undefined, at: At): Segments {
  const segments = new Map<string, readonly Segment[]>()
  if (value === undefined || value === null) return segments
  for (const [featureId, list] of Object.entries(asObject(value, at))) {
    const place = below(at, featureId)
    segments.set(
      checkId(featureId, place),
      asList(list, place).flatMap((pair, index) => segment(pair, below(place, index))),
    )
  }
  return segments
}

/** A volume's `segments`: by group, then by feature id. Answers them by the group's id name. */
function groupedSegments(value: Json | undefined, at: At): ReadonlyMap<string, Segments> {
  const groups = new Map<string, Segments>()
  if (value === undefined || value === null) return groups
  for (const [name, segments] of Object.entries(asObject(value, at))) {
    const place = below(at, name)
    const { idName } = groupIdentity(name)
    if (groups.has(idName)) throw new RecordFault(place, 'the same group stands here twice')
    groups.set(idName, flatSegments(segments, place))
  }
  return groups
}

/** One track for each feature that is named, in the export's order; those with an empty entry say nothing. */
export function tracksOf(tracks: LabelTracks, idName: string): readonly FeatureTrack[] {
  const segments = tracks.segments(idName)
  const keyFrames = tracks.keyFrames(idName)
  const featureIds = new Set([...(segments?.keys() ?? []), ...(keyFrames?.keys() ?? [])])
  return [...featureIds].flatMap(featureId => {
    const entry = keyFrames?.get(featureId)
    const track = {
      featureId,
      segments: segments?.get(featureId) ?? null,
      keyFrames: entry === undefined ? null : listKeyFrames(entry),
    }
    return track.segments?.length || track.keyFrames?.length ? [track] : []
  })
}

/** None where an end is missing. */
function segment(pair: Json, at: At): Segment[] {
  const ends = asList(pair, at)
  if (ends.length > 2) throw new RecordFault(at, 'expected two frame numbers')
  const [start, end] = ends.map((frame, index) => (isGiven(frame) ? checkInt(frame, below(at, index)) : undefined))
  return start === undefined || end === undefined ? [] : [{ start, end }]
}
