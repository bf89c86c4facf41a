import type { Medium } from '../../kinds/index.ts'
import { type FeatureTrack, isObject, type Json, type JsonObject, type Segment } from '../../model/index.ts'
import { type At, below, RecordFault, wrongType } from '../record-fault.ts'
import { asList, asObject, checkId, checkInt, frameNumberOf, isGiven, isList } from '../wire-values.ts'
import type { FormatRules } from './format-rules.ts'
import { groupIdentity, VIDEO } from './group-name.ts'

/** The frames of a label's features as `segments` and `key_frame_feature_map` give them, by the id name of a group. */
interface LabelTracks {
  segments(idName: string): ByFeature<readonly Segment[]> | undefined
  /** Null where the label has no map of key frames at all; an empty one where it has none for the group. */
  keyFrames(idName: string): KeyFrames | null
}

type ByFeature<T> = ReadonlyMap<string, T>

/**
 * By feature id: the frames that a person drew. The export's own object (`{"13": true, "18": false}`) where it has
 * one, since most of a volume's features have an entry in every plane; a set where it has a list (`[13, 19]`).
 */
export type KeyFrames = ByFeature<JsonObject | ReadonlySet<number>>

/**
 * Reads the tracks of a volume by group, and those of a video as its one group. Pauses in long ones.
 * @throws RecordFault
 */
export function* readTracks(
  content: JsonObject,
  rules: FormatRules,
  medium: Medium,
  at: At,
): Generator<undefined, LabelTracks> {
  if (!rules.hasTracks || medium === 'Image') return { segments: () => undefined, keyFrames: () => null }
  const { segments: present, key_frame_feature_map: drawn } = content
  const there = below(at, 'segments')
  const map = below(at, 'key_frame_feature_map')
  const grouped = medium === 'DICOM'
  const segments = grouped
    ? yield* byGroup(present, there, segmentsOf)
    : new Map([[VIDEO.idName, yield* segmentsOf(present ?? null, there)]])
  const keyFrames = grouped
    ? yield* groupedKeyFrames(drawn, map)
    : new Map([[VIDEO.idName, yield* byFeature(drawn, map, readEntry)]])
  const none: KeyFrames = new Map()
  return {
    segments: idName => segments.get(idName),
    keyFrames: idName => (isGiven(drawn) ? (keyFrames.get(idName) ?? none) : null),
  }
}

/** One track for each feature that is named, in the export's order; features with empty entries have none. */
export function* tracksOf(tracks: LabelTracks, idName: string): Generator<undefined, readonly FeatureTrack[]> {
  const segments = tracks.segments(idName)
  const keyFrames = tracks.keyFrames(idName)
  const featureIds = new Set([...(segments?.keys() ?? []), ...(keyFrames?.keys() ?? [])])
  const found: FeatureTrack[] = []
  for (const featureId of featureIds) {
    yield
    const entry = keyFrames?.get(featureId)
    const track = {
      featureId,
      segments: segments?.get(featureId) ?? null,
      keyFrames: entry === undefined ? null : yield* listKeyFrames(entry),
    }
    if (track.segments?.length || track.keyFrames?.length) found.push(track)
  }
  return found
}

/** The features that `tracksOf` gives, with their segments. */
export type Tracked = ReadonlyMap<string, readonly Segment[] | null>

export function trackedIn(tracks: LabelTracks, idName: string): Tracked {
  const tracked = new Map<string, readonly Segment[] | null>()
  for (const [featureId, segments] of tracks.segments(idName) ?? [])
    if (segments.length > 0) tracked.set(featureId, segments)
  for (const [featureId, entry] of tracks.keyFrames(idName) ?? [])
    if (!tracked.has(featureId) && hasKeyFrame(entry)) tracked.set(featureId, null)
  return tracked
}

const hasKeyFrame = (entry: JsonObject | ReadonlySet<number>) =>
  entry instanceof Set ? entry.size > 0 : Object.values(entry).includes(true)

export const NOTHING_TRACKED: Tracked = new Map()

/** Null where the map has no entry for the feature. */
export function keyFrameOf(keyFrames: KeyFrames, featureId: string, frame: number | null): boolean | null {
  const entry = keyFrames.get(featureId)
  if (entry === undefined || frame === null) return null
  return entry instanceof Set ? entry.has(frame) : (entry as JsonObject)[frame] === true
}

/** Ascending. */
function* listKeyFrames(entry: JsonObject | ReadonlySet<number>): Generator<undefined, readonly number[]> {
  if (entry instanceof Set) return [...entry].sort((a, b) => a - b)
  const numbers: number[] = []
  for (const [index, frame] of Object.keys(entry).entries()) {
    if (isPause(index)) yield
    if ((entry as JsonObject)[frame] === true) numbers.push(Number(frame))
  }
  return numbers
}

/** Entries that are read at once. */
const MOST_AT_ONCE = 64
const isPause = (index: number) => index % MOST_AT_ONCE === MOST_AT_ONCE - 1

type Read<T> = (entry: Json, at: At) => Generator<undefined, T>

const segmentsOf: Read<ByFeature<readonly Segment[]>> = (value, at) => byFeature(value, at, segmentList)

function* segmentList(value: Json, at: At): Generator<undefined, readonly Segment[]> {
  const segments: Segment[] = []
  for (const [index, pair] of asList(value, at).entries()) {
    if (isPause(index)) yield
    segments.push(...segment(pair, below(at, index)))
  }
  return segments
}

/** `key_frame_feature_map` is by feature id and then by group; the result is the other way around. */
function* groupedKeyFrames(value: Json | undefined, at: At): Generator<undefined, ReadonlyMap<string, KeyFrames>> {
  const groups = new Map<string, Map<string, JsonObject | ReadonlySet<number>>>()
  const features = yield* byFeature(value, at, (entries, place) => byGroup(asObject(entries, place), place, readEntry))
  for (const [featureId, entries] of features) {
    yield
    for (const [idName, entry] of entries) groups.set(idName, (groups.get(idName) ?? new Map()).set(featureId, entry))
  }
  return groups
}

function* byFeature<T>(value: Json | undefined, at: At, read: Read<T>): Generator<undefined, ByFeature<T>> {
  const features = new Map<string, T>()
  if (!isGiven(value)) return features
  const wire = asObject(value, at)
  for (const [index, featureId] of Object.keys(wire).entries()) {
    if (isPause(index)) yield
    const place = below(at, featureId)
    features.set(checkId(featureId, place), yield* read(wire[featureId] as Json, place))
  }
  return features
}

/** By the id names of the groups. */
function* byGroup<T>(value: Json | undefined, at: At, read: Read<T>): Generator<undefined, ReadonlyMap<string, T>> {
  const groups = new Map<string, T>()
  if (!isGiven(value)) return groups
  for (const [name, entry] of Object.entries(asObject(value, at))) {
    const place = below(at, name)
    const { idName } = groupIdentity(name)
    if (groups.has(idName)) throw new RecordFault(place, 'the same group stands here twice')
    groups.set(idName, yield* read(entry, place))
  }
  return groups
}

function* readEntry(entry: Json, at: At): Generator<undefined, JsonObject | ReadonlySet<number>> {
  if (isList(entry)) {
    const frames = new Set<number>()
    for (const [index, frame] of entry.entries()) {
      if (isPause(index)) yield
      frames.add(checkInt(frame, below(at, index)))
    }
    return frames
  }
  if (!isObject(entry)) throw wrongType(at, 'an object or array', entry)
  for (const [index, frame] of Object.keys(entry).entries()) {
    if (isPause(index)) yield
    frameNumberOf(frame, at)
    if (typeof entry[frame] !== 'boolean') throw wrongType(below(at, frame), 'true or false', entry[frame])
  }
  return entry
}

/** None where an end is missing. */
function segment(pair: Json, at: At): Segment[] {
  const ends = asList(pair, at)
  if (ends.length > 2) throw new RecordFault(at, 'expected two frame numbers')
  const [start, end] = ends.map((frame, index) => (isGiven(frame) ? checkInt(frame, below(at, index)) : undefined))
  return start === undefined || end === undefined ? [] : [{ start, end }]
}
