import type { Medium } from '../../kinds/index.ts'
import type {
  AnnotationEntry,
  AnswerEntry,
  ChunkRecord,
  Classification,
  ClassificationEntry,
  JsonObject,
  TrackEntry,
} from '../../model/index.ts'
import type { LiftedFrames, LiftedObject } from '../fast-path/lifted-frames.ts'
import { type At, below, RecordFault } from '../record-fault.ts'
import { isList } from '../wire-values.ts'
import {
  cornersOfGeometry,
  measuresOf,
  type ObjectContext,
  type ObjectWire,
  objectsOf,
  readObject,
} from './annotation.ts'
import { answersOf, attachedOf, classificationEntries, classificationsOf } from './attached.ts'
import { FRAMES_END, framesStart, objectsText } from './chunk.ts'
import type { FormatRules, FrameWire } from './format-rules.ts'
import { splitIntoChunks } from './split-into-chunks.ts'
import { type KeyFrames, keyFrameOf, type Tracked } from './tracks.ts'

/**
 * Checks a label's content part by part, cuts it into chunks and notes its search entries. Order is kept. `groupName`
 * is that of ids; null for the label itself.
 */
export function createContentWriter(rules: FormatRules, medium: Medium) {
  const chunks: ChunkRecord[] = []
  const annotations: AnnotationEntry[] = []
  const classifications: ClassificationEntry[] = []
  const tracks: TrackEntry[] = []
  const answers: AnswerEntry[] = []

  /** Classifications and relationships of the label, a group or a frame. */
  function attached(wire: JsonObject, at: At, groupName: string | null): readonly Classification[] {
    const { classifications: own, relationships } = attachedOf(wire, rules, at)
    note(own, null, groupName)
    for (const relationship of relationships) note(relationship.classifications, null, groupName)
    return own
  }

  function attachedToFrame(wire: JsonObject, at: At, frameNumber: number, { idName, tracked }: FrameGroup): void {
    const own = attached(wire, at, idName)
    if (tracked.size === 0 || own.length === 0) return
    // An answer is a feature only if the export follows it. Other answers have ids that nothing refers to.
    for (const { featureId, schemaId, name } of answersOf(own))
      if (featureId !== null && tracked.has(featureId))
        answers.push({ groupName: idName, frameNumber, featureId, schemaId, name })
  }

  function addTracks({ idName, tracked }: FrameGroup): void {
    for (const [featureId, segments] of tracked) tracks.push({ groupName: idName, featureId, segments })
  }

  function note(list: readonly Classification[], annotation: number | null, groupName: string | null): void {
    if (list.length === 0) return
    for (const entry of classificationEntries(list, annotation, groupName)) classifications.push(entry)
  }

  /** @param seen the feature ids of the list that the object is in, so far. */
  function object(item: ObjectWire, context: ObjectContext, seen: Set<string>): void {
    const { wire, key, at } = item
    const { featureId, schemaId, name, annotationKind, keyFrame, geometry } = readObject(item, context)
    const { area, length } = measuresOf(geometry, at)
    annotations.push({
      chunk: chunks.length,
      groupName: context.groupName,
      frameNumber: context.frameNumber,
      featureId,
      schemaId,
      name,
      annotationKind,
      keyFrame,
      area,
      length,
      isMask: geometry.type === 'MaskAnnotation' && geometry.mask !== null,
      bounds: cornersOfGeometry(geometry),
    })
    note(classificationsOf(wire, rules, at), annotations.length - 1, context.groupName)
    if (key !== null) return
    if (seen.has(featureId)) throw new RecordFault(at, 'the same feature id stands here twice')
    seen.add(featureId)
  }

  /** @param first index of the first annotation in these frames; theirs are the last so far. */
  function addFrames(
    frames: readonly { readonly number: number }[],
    first: number,
    groupName: string | null,
    keyFrames: KeyFrames | null,
    words: string | Uint8Array,
  ): void {
    const start = framesStart(medium, keyFrames && keyFramesOf(annotations.slice(first)))
    const pieces = [start, words, FRAMES_END]
    chunks.push({
      groupName,
      firstFrame: frames[0]?.number ?? null,
      lastFrame: frames.at(-1)?.number ?? null,
      frameCount: frames.length,
      pieces,
    })
  }

  return {
    attached,
    chunks,
    annotations,
    classifications,
    tracks,
    answers,

    /** Objects without a frame. */
    objects(wire: JsonObject, at: At, groupName: string | null): void {
      const context = { rules, medium, groupName, frameNumber: null, keyFrames: null }
      const seen = new Set<string>()
      const objects = objectsOf(wire, at)
        .values()
        .map(item => ({ item, text: keyed(item.key, item.wire) }))
      for (const run of splitIntoChunks(objects, Number.POSITIVE_INFINITY, textLength)) {
        for (const { item } of run) object(item, context, seen)
        const texts = textsOf(run)
        const text = objectsText(medium, isList(wire.objects) ? `[${texts}]` : `{${texts}}`)
        chunks.push({ groupName, firstFrame: null, lastFrame: null, frameCount: 0, pieces: [text] })
      }
    },

    /** Frames in ascending order. */
    frames(frames: readonly FrameWire[], group: FrameGroup): void {
      const { idName: groupName, keyFrames } = group
      addTracks(group)
      const written = frames.values().map(frame => ({ ...frame, text: keyed(String(frame.number), frame.wire) }))
      for (const run of splitIntoChunks(written, MOST_FRAMES, textLength)) {
        const first = annotations.length
        for (const { number, wire, at } of run) {
          attachedToFrame(wire, at, number, group)
          const context = { rules, medium, groupName, frameNumber: number, keyFrames }
          const seen = new Set<string>()
          for (const item of objectsOf(wire, at)) object(item, context, seen)
        }
        addFrames(run, first, groupName, keyFrames, textsOf(run))
      }
    },

    /** The same of frames that were not parsed, which stand at `at`. */
    lifted(lifted: LiftedFrames, group: FrameGroup, at: At): void {
      const { idName: groupName, keyFrames } = group
      addTracks(group)
      for (const frames of splitIntoChunks(lifted.frames, MOST_FRAMES, ({ from, to }) => to - from)) {
        const firstOfRun = annotations.length
        for (const { number, first, end, attached: own } of frames) {
          if (own !== null) attachedToFrame(own, below(at, number), number, group)
          for (let index = first; index < end; index++) {
            const item = lifted.objects[index] as LiftedObject
            if ('wire' in item) {
              const objectAt = below(below(below(at, number), 'objects'), item.key)
              const context = { rules, medium, groupName, frameNumber: number, keyFrames }
              object({ ...item, at: objectAt }, context, new Set())
            } else {
              item.chunk = chunks.length
              item.groupName = groupName
              if (keyFrames !== null) item.keyFrame = keyFrameOf(keyFrames, item.featureId, number)
              annotations.push(item)
            }
          }
        }
        addFrames(frames, firstOfRun, groupName, keyFrames, lifted.textOf(frames))
      }
    },
  }
}

/** The group that frames are of. */
interface FrameGroup {
  readonly idName: string
  /** Null where the export has no map of them. */
  readonly keyFrames: KeyFrames | null
  readonly tracked: Tracked
}

/** A page of frames is read chunk by chunk: small enough that one costs little. */
const MOST_FRAMES = 64

const textLength = ({ text }: { readonly text: string }) => text.length
const textsOf = (run: readonly { readonly text: string }[]): string => run.map(({ text }) => text).join()

const keyed = (key: string | null, wire: JsonObject) =>
  key === null ? JSON.stringify(wire) : `${JSON.stringify(key)}:${JSON.stringify(wire)}`

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
