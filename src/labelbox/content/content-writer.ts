import type { Medium } from '../../kinds/index.ts'
import type {
  AnnotationEntry,
  ChunkRecord,
  Classification,
  ClassificationEntry,
  GroupKey,
  JsonObject,
} from '../../model/index.ts'
import {
  type DraftEntry,
  type LiftedFrame,
  type LiftedFrames,
  type LiftedObject,
  ParsedObject,
} from '../fast-path/lifted-frames.ts'
import { type At, below } from '../json-path.ts'
import { RecordFault } from '../record-fault.ts'
import { measuresOf, type ObjectContext, type ObjectWire, objectsOf, readObject } from './annotation.ts'
import { FRAMES_END, framesStart, objectsText } from './chunk.ts'
import { classificationEntries, classificationsOf } from './classification.ts'
import type { FormatRules, FrameWire } from './format-rules.ts'
import { type KeyFrames, keyFrameOf } from './key-frames.ts'
import { relationshipsOf } from './relationship.ts'
import { type Stretch, stretchesOf } from './split-into-chunks.ts'

/** The group that frames and objects stand in; both null for the label itself. */
interface WriterPlace {
  readonly groupName: string | null
  readonly groupKey: GroupKey | null
}

/** Checks a label's content part by part, cuts it into chunks and notes what is searched for. Order is kept. */
export interface ContentWriter {
  /** Classifications and relationships of the label, a group or a frame. */
  attached(wire: JsonObject, at: At): void
  /** Objects without a frame. */
  objects(wire: JsonObject, at: At, place: WriterPlace): void
  /** Frames in ascending order; `keyFrames` is null where the export has no map of them. */
  frames(frames: readonly FrameWire[], place: WriterPlace, keyFrames: KeyFrames | null): void
  /** The same of frames that were not parsed, which stand at `at`. */
  lifted(lifted: LiftedFrames, place: WriterPlace, keyFrames: KeyFrames | null, at: At): void
  readonly chunks: readonly ChunkRecord[]
  readonly annotations: readonly AnnotationEntry[]
  readonly classifications: readonly ClassificationEntry[]
}

export function createContentWriter(rules: FormatRules, medium: Medium): ContentWriter {
  const chunks: ChunkRecord[] = []
  const annotations: DraftEntry[] = []
  const classifications: ClassificationEntry[] = []

  function attached(wire: JsonObject, at: At): void {
    note(classificationsOf(wire, rules, at), null)
    for (const relationship of relationshipsOf(wire, rules, at)) note(relationship.classifications, null)
  }

  function note(list: readonly Classification[], annotation: number | null): void {
    if (list.length > 0) for (const entry of classificationEntries(list, annotation)) classifications.push(entry)
  }

  function object(item: ObjectWire, context: ObjectContext, groupKey: GroupKey | null): string {
    const { wire, at } = item
    const { featureId, identity, annotationKind, keyFrame, geometry } = readObject(item, context)
    const { area, length } = measuresOf(geometry, at)
    annotations.push({
      chunk: -1,
      groupName: context.groupName,
      groupKey,
      frameNumber: context.frameNumber,
      featureId,
      schemaId: identity.schemaId,
      name: identity.name,
      annotationKind,
      keyFrame,
      area,
      length,
    })
    note(classificationsOf(wire, rules, at), annotations.length - 1)
    return featureId
  }

  function objectsIn(wire: JsonObject, at: At, context: ObjectContext, groupKey: GroupKey | null): void {
    const objects = objectsOf(wire, at)
    const seen = idsSeen(objects)
    for (const item of objects) {
      const featureId = object(item, context, groupKey)
      seen?.(featureId, item.at)
    }
  }

  function liftedFrame(
    frame: LiftedFrame,
    objects: readonly LiftedObject[],
    { groupName, groupKey }: WriterPlace,
    keyFrames: KeyFrames | null,
    at: At,
  ): void {
    const { number } = frame
    if (frame.attached !== null) attached(frame.attached, below(at, number))
    for (let index = frame.first; index < frame.end; index++) {
      const item = objects[index] as LiftedObject
      if (item instanceof ParsedObject) {
        const context: ObjectContext = { rules, medium, groupName, frameNumber: number, keyFrames }
        const place = below(below(below(at, number), 'objects'), item.key)
        object({ wire: item.wire, key: item.key, at: place }, context, groupKey)
        continue
      }
      item.groupName = groupName
      item.groupKey = groupKey
      if (keyFrames !== null) item.keyFrame = keyFrameOf(keyFrames, item.featureId, number)
      annotations.push(item)
    }
  }

  /** Adds a chunk for each stretch of the items. */
  function chunksFor<T>(items: readonly T[], most: number, write: (item: T) => string, chunk: ChunkOf<T>): void {
    for (const stretch of stretchesOf(items, most, write, () => annotations.length)) {
      const entries = annotations.slice(stretch.from, stretch.to)
      for (const entry of entries) entry.chunk = chunks.length
      chunks.push(chunk(stretch, entries))
    }
  }

  return {
    attached,
    chunks,
    annotations,
    classifications,

    objects(wire, at, { groupName, groupKey }) {
      const context: ObjectContext = { rules, medium, groupName, frameNumber: null, keyFrames: null }
      const objects = objectsOf(wire, at)
      const seen = idsSeen(objects)
      const write = (item: ObjectWire) => {
        const featureId = object(item, context, groupKey)
        seen?.(featureId, item.at)
        return keyed(item.key, item.wire)
      }
      chunksFor(objects, Number.POSITIVE_INFINITY, write, ({ items, texts }) => {
        const list = items[0]?.key === null ? `[${texts.join()}]` : `{${texts.join()}}`
        return { groupName, firstFrame: null, lastFrame: null, frameCount: 0, text: objectsText(medium, list) }
      })
    },

    frames(frames, { groupName, groupKey }, keyFrames) {
      const write = ({ number, wire, at }: FrameWire) => {
        attached(wire, at)
        const context: ObjectContext = { rules, medium, groupName, frameNumber: number, keyFrames }
        objectsIn(wire, at, context, groupKey)
        return keyed(String(number), wire)
      }
      chunksFor(frames, MOST_FRAMES, write, ({ items, texts }, entries) => ({
        groupName,
        firstFrame: items[0]?.number ?? null,
        lastFrame: items.at(-1)?.number ?? null,
        frameCount: items.length,
        text: framesStart(medium, keyFrames && keyFramesOf(entries)) + texts.join() + FRAMES_END,
      }))
    },

    lifted(lifted, place, keyFrames, at) {
      for (const { frames, words } of lifted.stretches(MOST_FRAMES)) {
        const noted = annotations.length
        for (const frame of frames) liftedFrame(frame, lifted.objects, place, keyFrames, at)
        const entries = annotations.slice(noted)
        for (const entry of entries) entry.chunk = chunks.length
        const pieces = [framesStart(medium, keyFrames && keyFramesOf(entries)), words, FRAMES_END]
        chunks.push({
          groupName: place.groupName,
          firstFrame: frames[0]?.number ?? null,
          lastFrame: frames.at(-1)?.number ?? null,
          frameCount: frames.length,
          get text() {
            return pieces.map(String).join('')
          },
          pieces,
        })
      }
    },
  }
}

/** A page of frames is read chunk by chunk: small enough that one costs little. */
const MOST_FRAMES = 64

type ChunkOf<T> = (stretch: Stretch<T>, entries: readonly AnnotationEntry[]) => ChunkRecord

const keyed = (key: string | null, wire: JsonObject) =>
  key === null ? JSON.stringify(wire) : `${JSON.stringify(key)}:${JSON.stringify(wire)}`

/** Refuses a feature id that comes again; null where objects are keyed by it, and so cannot repeat one. */
function idsSeen(objects: readonly ObjectWire[]): ((featureId: string, at: At) => void) | null {
  if (objects.length < 2 || objects[0]?.key !== null) return null
  const seen = new Set<string>()
  return (featureId, at) => {
    if (seen.has(featureId)) throw new RecordFault(at, 'the same feature id stands here twice')
    seen.add(featureId)
  }
}

/** By feature id: its key frames among these annotations, where the label's map has an entry for it. */
function keyFramesOf(entries: readonly AnnotationEntry[]): ReadonlyMap<string, readonly number[]> {
  const keyFrames = new Map<string, number[]>()
  for (const { featureId, frameNumber, keyFrame } of entries) {
    if (keyFrame === null || frameNumber === null) continue
    const numbers = keyFrames.get(featureId) ?? []
    if (keyFrame) numbers.push(frameNumber)
    keyFrames.set(featureId, numbers)
  }
  return keyFrames
}
