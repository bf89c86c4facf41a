import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { LiftedFrames } from '../fast-path/lifted-frames.ts'
import { isGiven, isList, without } from '../wire-values.ts'

/*
 * The parts of a label's content that have no `raw` of their own. The content is an object (in v1 also a list of
 * frames); its groups are keyed by name (v2) or in a list (v1).
 */

/** The content without objects, and without frames that have only known keys. */
export function withoutDrawn(content: Json | undefined): Json | undefined {
  if (isList(content)) return restOfFrames(content) ?? []
  return isObject(content) ? inGroups(withoutObjects(content), withoutObjects) : content
}

/** The content without classifications and relationships, those of its groups included. */
export function withoutAttached(content: Json): Json {
  return isObject(content) ? inGroups(withoutLists(content), withoutLists) : content
}

const withoutLists = (wire: JsonObject) => without(wire, 'classifications', 'relationships')

function withoutObjects(wire: JsonObject): JsonObject {
  const { objects: _, frames, ...rest } = wire
  const left = restOfFrames(frames)
  return left === undefined ? rest : { ...rest, frames: left }
}

function inGroups(content: JsonObject, strip: (group: JsonObject) => JsonObject): JsonObject {
  const { groups } = content
  const each = (group: Json) => (isObject(group) ? strip(group) : group)
  // A group without a name is only kept here.
  const named = (group: Json) => (isObject(group) && !isGiven(group.name) ? group : each(group))
  if (isList(groups)) return { ...content, groups: groups.map(named) }
  if (!isObject(groups)) return content
  return { ...content, groups: Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, each(group)])) }
}

/** Undefined where nothing is left. A URL in place of frames stays. */
function restOfFrames(frames: Json | undefined): Json | undefined {
  if (frames instanceof LiftedFrames) return undefined
  if (isList(frames)) {
    const isNumbered = (frame: Json) => isGiven((frame as JsonObject).frameNumber)
    const left = frames.flatMap(frame => (!isNumbered(frame) ? [frame] : hasMore(frame) ? [restOfFrame(frame)] : []))
    return left.length === 0 ? undefined : left
  }
  if (!isObject(frames)) return frames
  const left = Object.entries(frames).filter(([, frame]) => hasMore(frame))
  return left.length === 0 ? undefined : Object.fromEntries(left.map(([number, frame]) => [number, restOfFrame(frame)]))
}

const FRAME_KEYS = ['objects', 'classifications', 'relationships']
const KNOWN_KEYS: ReadonlySet<string> = new Set([...FRAME_KEYS, 'frameNumber'])

function hasMore(frame: Json): boolean {
  for (const key in frame as JsonObject) if (!KNOWN_KEYS.has(key)) return true
  return false
}

/** A frame of a list keeps its number. */
const restOfFrame = (frame: Json) => without(frame as JsonObject, ...FRAME_KEYS)
