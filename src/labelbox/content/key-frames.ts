import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { type At, below } from '../json-path.ts'
import { RecordFault, wrongType } from '../record-fault.ts'
import { asObject, checkId, checkInt, frameNumberOf, isList } from '../wire-values.ts'
import { groupIdentity } from './group-name.ts'

/**
 * By feature id: the frames that a person drew. The export's own object (`{"13": true, "18": false}`) where it has
 * one, since most of a volume's features have an entry in every plane; a set for the other form (`[13, 19]`).
 */
export type KeyFrames = ReadonlyMap<string, JsonObject | ReadonlySet<number>>

/** Null where the map has no entry for the feature. */
export function keyFrameOf(keyFrames: KeyFrames, featureId: string, frame: number | null): boolean | null {
  const entry = keyFrames.get(featureId)
  if (entry === undefined || frame === null) return null
  return entry instanceof Set ? entry.has(frame) : (entry as JsonObject)[frame] === true
}

/** Ascending. */
export function listKeyFrames(entry: JsonObject | ReadonlySet<number>): readonly number[] {
  if (entry instanceof Set) return [...entry].sort((a, b) => a - b)
  return Object.entries(entry).flatMap(([frame, drawn]) => (drawn === true ? [Number(frame)] : []))
}

/** A video's map: by feature id, in either form. */
export function flatKeyFrames(value: Json | undefined, at: At): KeyFrames {
  const keyFrames = new Map<string, JsonObject | ReadonlySet<number>>()
  for (const [featureId, entry] of entriesOf(value, at)) {
    const place = below(at, featureId)
    keyFrames.set(checkId(featureId, place), readEntry(entry, place))
  }
  return keyFrames
}

/** A volume's map: by feature id, then by group. Answers one map for each group, by id name. */
export function groupedKeyFrames(value: Json | undefined, at: At): ReadonlyMap<string, KeyFrames> {
  const groups = new Map<string, Map<string, JsonObject | ReadonlySet<number>>>()
  for (const [featureId, entries] of entriesOf(value, at)) {
    const place = below(at, featureId)
    checkId(featureId, place)
    for (const [name, entry] of Object.entries(asObject(entries, place))) {
      const there = below(place, name)
      const { idName } = groupIdentity(name)
      const keyFrames = groups.get(idName) ?? new Map()
      if (keyFrames.has(featureId)) throw new RecordFault(there, 'the same group stands here twice')
      groups.set(idName, keyFrames.set(featureId, readEntry(entry, there)))
    }
  }
  return groups
}

const entriesOf = (value: Json | undefined, at: At) =>
  value === undefined || value === null ? [] : Object.entries(asObject(value, at))

function readEntry(entry: Json, at: At): JsonObject | ReadonlySet<number> {
  if (isList(entry)) return new Set(entry.map((frame, index) => checkInt(frame, below(at, index))))
  if (!isObject(entry)) throw wrongType(at, 'an object or array', entry)
  for (const frame in entry) {
    frameNumberOf(frame, at)
    if (typeof entry[frame] !== 'boolean') throw wrongType(below(at, frame), 'true or false', entry[frame])
  }
  return entry
}
