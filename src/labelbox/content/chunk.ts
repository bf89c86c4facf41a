import type { Medium } from '../../kinds/index.ts'
import {
  atOnce,
  type ContentChunk,
  type Format,
  type Frame,
  isObject,
  type JsonObject,
  mapped,
  parseInPieces,
} from '../../model/index.ts'
import { ROOT } from '../record-fault.ts'
import { asList, asObject } from '../wire-values.ts'
import { annotationOf, type ObjectContext, objectsOf } from './annotation.ts'
import { readAttached } from './attached.ts'
import type { FrameWire } from './format-rules.ts'
import { framesByKey } from './frames.ts'
import { rulesOf } from './rules-of.ts'
import type { KeyFrames } from './tracks.ts'

/*
 * The text of a chunk: `{"medium":…,"keyFrames":{FEATURE:[6]},"frames":{"6":…}}` or `{"medium":…,"objects":…}`. Frames and
 * objects are as exported; the rest are values from elsewhere in the label. A feature that is not among `keyFrames` has
 * no entry in the label's map; one with an empty list has none in these frames.
 */

/** Reads a chunk's text back. `groupName` is the id name of the group that the chunk was stored under. */
export const decodeChunk = (chunk: ChunkText, groupName: string | null): ContentChunk =>
  atOnce(decodingChunk(chunk, groupName))

interface ChunkText {
  readonly format: Format
  readonly text: string
}

/** The same in steps, since one frame may have any number of objects. */
export function* decodingChunk(chunk: ChunkText, groupName: string | null): Generator<undefined, ContentChunk> {
  const body = asObject(yield* parseInPieces(chunk.text), ROOT)
  const context: ObjectContext = {
    rules: rulesOf(chunk.format),
    medium: body.medium as Medium,
    groupName,
    frameNumber: null,
    keyFrames: isObject(body.keyFrames) ? keyFramesOf(body.keyFrames) : null,
  }
  const frames: Frame[] = []
  for (const frame of framesByKey(asObject(body.frames ?? {}, ROOT), ROOT)) frames.push(yield* frameOf(frame, context))
  return { frames, objects: yield* mapped(objectsOf(body, ROOT), object => annotationOf(object, context)) }
}

/** The text of a chunk before its frames; `FRAMES_END` follows them. */
export function framesStart(medium: Medium, keyFrames: ReadonlyMap<string, readonly number[]> | null): string {
  if (keyFrames === null) return `{"medium":"${medium}","frames":{`
  let entries = ''
  for (const [featureId, frames] of keyFrames)
    entries += `${entries === '' ? '' : ','}${JSON.stringify(featureId)}:[${frames.join()}]`
  return `{"medium":"${medium}","keyFrames":{${entries}},"frames":{`
}

export const FRAMES_END = '}}'

export const objectsText = (medium: Medium, objects: string) => `{"medium":"${medium}","objects":${objects}}`

function keyFramesOf(wire: JsonObject): KeyFrames {
  return new Map(
    Object.entries(wire).map(([featureId, frames]) => [featureId, new Set(asList(frames, ROOT) as readonly number[])]),
  )
}

function* frameOf({ number, wire, at }: FrameWire, contextOfGroup: ObjectContext): Generator<undefined, Frame> {
  const context = { ...contextOfGroup, frameNumber: number }
  const annotations = yield* mapped(objectsOf(wire, at), object => annotationOf(object, context))
  return { number, annotations, ...(yield* readAttached(wire, context.rules)) }
}
