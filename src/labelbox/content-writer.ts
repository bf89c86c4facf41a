import type { Medium } from '../kinds/index.ts'
import type {
  AnnotationEntry,
  ChunkRecord,
  Classification,
  ClassificationEntry,
  Geometry,
  GroupKey,
  JsonObject,
} from '../model/index.ts'
import { measuresOf, type ObjectWire, objectsOf, readObject, type Setting } from './annotation.ts'
import { type At, below } from './at.ts'
import { framesText, objectsText } from './chunk.ts'
import { classificationEntries, classificationsOf } from './classification.ts'
import type { Dialect, FrameWire } from './dialect.ts'
import type { KeyFrames } from './key-frames.ts'
import { RecordFault } from './record-fault.ts'
import { relationshipsOf } from './relationship.ts'
import { checkNumber, checkUntyped } from './untyped.ts'
import { isEmpty } from './wire-values.ts'

/** The group that frames and objects stand in; both null for the label itself. */
export interface WriterPlace {
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
  readonly chunks: readonly ChunkRecord[]
  readonly annotations: readonly AnnotationEntry[]
  readonly classifications: readonly ClassificationEntry[]
}

export function createContentWriter(dialect: Dialect, medium: Medium): ContentWriter {
  const chunks: ChunkRecord[] = []
  const annotations: Draft[] = []
  const classifications: ClassificationEntry[] = []

  function attached(wire: JsonObject, at: At): void {
    for (const key of ATTACHED) if (!isEmpty(wire[key])) checkUntyped(wire[key], below(at, key))
    note(classificationsOf(wire, dialect, at), null)
    for (const relationship of relationshipsOf(wire, dialect, at)) note(relationship.classifications, null)
  }

  function note(list: readonly Classification[], annotation: number | null): void {
    if (list.length > 0) for (const entry of classificationEntries(list, annotation)) classifications.push(entry)
  }

  function object(item: ObjectWire, setting: Setting, groupKey: GroupKey | null): string {
    const { wire, at } = item
    const { featureId, identity, annotationKind, keyFrame, geometry } = readObject(item, setting)
    checkRest(wire, geometry, at)
    const { area, length } = measuresOf(geometry, at)
    annotations.push({
      chunk: -1,
      groupName: setting.groupName,
      groupKey,
      frameNumber: setting.frameNumber,
      featureId,
      schemaId: identity.schemaId,
      name: identity.name,
      annotationKind,
      keyFrame,
      area,
      length,
    })
    note(classificationsOf(wire, dialect, at), annotations.length - 1)
    return featureId
  }

  function objectsIn(wire: JsonObject, at: At, setting: Setting, groupKey: GroupKey | null): void {
    const objects = objectsOf(wire, at)
    const seen = idsSeen(objects)
    for (const item of objects) {
      const featureId = object(item, setting, groupKey)
      seen?.(featureId, item.at)
    }
  }

  /** Turns items into text one by one and `emit`s a chunk whenever the next would make it too large. */
  function cut<T>(items: readonly T[], most: number, textOf: (item: T) => string, emit: Emit<T>): void {
    let stretch: Stretch<T> = { items: [], texts: [], size: 0, entries: [] }
    const flush = () => {
      if (stretch.items.length === 0) return
      for (const entry of stretch.entries) entry.chunk = chunks.length
      chunks.push(emit(stretch))
      stretch = { items: [], texts: [], size: 0, entries: [] }
    }
    for (const item of items) {
      const first = annotations.length
      const text = textOf(item)
      if (stretch.items.length === most || stretch.size + text.length > MOST_TEXT) flush()
      stretch.items.push(item)
      stretch.texts.push(text)
      stretch.size += text.length
      for (let i = first; i < annotations.length; i++) stretch.entries.push(annotations[i] as Draft)
    }
    flush()
  }

  return {
    attached,
    chunks,
    annotations,
    classifications,

    objects(wire, at, { groupName, groupKey }) {
      const setting: Setting = { dialect, medium, groupName, frameNumber: null, keyFrames: null }
      const objects = objectsOf(wire, at)
      const seen = idsSeen(objects)
      const read = (item: ObjectWire) => {
        const featureId = object(item, setting, groupKey)
        seen?.(featureId, item.at)
        return keyed(item.key, item.wire)
      }
      cut(objects, Number.POSITIVE_INFINITY, read, ({ items, texts }) => {
        const list = items[0]?.key === null ? `[${texts.join()}]` : `{${texts.join()}}`
        return { groupName, firstFrame: null, lastFrame: null, frameCount: 0, text: objectsText(medium, list) }
      })
    },

    frames(frames, { groupName, groupKey }, keyFrames) {
      const read = ({ number, wire, at }: FrameWire) => {
        checkOthers(wire, FRAME_KEYS, at)
        attached(wire, at)
        const setting: Setting = { dialect, medium, groupName, frameNumber: number, keyFrames }
        objectsIn(wire, at, setting, groupKey)
        return keyed(String(number), wire)
      }
      cut(frames, MOST_FRAMES, read, ({ items, texts, entries }) => ({
        groupName,
        firstFrame: items[0]?.number ?? null,
        lastFrame: items.at(-1)?.number ?? null,
        frameCount: items.length,
        text: framesText(medium, keyFrames === null ? null : keyFramesOf(entries), texts.join()),
      }))
    },
  }
}

/** A page of frames is read chunk by chunk: small enough that one costs little, large enough that few are read. */
const MOST_FRAMES = 64
const MOST_TEXT = 48 * 1024

/** An entry's chunk is known once its stretch is full. */
type Draft = { -readonly [K in keyof AnnotationEntry]: AnnotationEntry[K] }

interface Stretch<T> {
  readonly items: T[]
  readonly texts: string[]
  size: number
  readonly entries: Draft[]
}

type Emit<T> = (stretch: Stretch<T>) => ChunkRecord

const ATTACHED = ['classifications', 'relationships'] as const
const FRAME_KEYS: ReadonlySet<string> = new Set(['objects', ...ATTACHED])

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

/** Looks through the keys of an object that are not known. */
export function checkOthers(wire: JsonObject, known: ReadonlySet<string>, at: At): void {
  for (const key in wire) if (!known.has(key)) checkUntyped(wire[key], below(at, key))
}

/** Looks through what the geometry does not hold whole: a plain line or polygon needs no second look at its points. */
function checkRest(wire: JsonObject, geometry: Geometry, at: At): void {
  const held: unknown = 'line' in geometry ? geometry.line : 'polygon' in geometry ? geometry.polygon : null
  for (const key in wire) {
    const value = wire[key]
    if (typeof value === 'number') checkNumber(value, below(at, key))
    else if (typeof value === 'object' && value !== null && value !== held) checkUntyped(value, below(at, key))
  }
}

/** By feature id: its key frames among these annotations, where the label's map has an entry for it. */
function keyFramesOf(entries: readonly Draft[]): ReadonlyMap<string, readonly number[]> {
  const keyFrames = new Map<string, number[]>()
  for (const { featureId, frameNumber, keyFrame } of entries) {
    if (keyFrame === null || frameNumber === null) continue
    const numbers = keyFrames.get(featureId) ?? []
    if (keyFrame) numbers.push(frameNumber)
    keyFrames.set(featureId, numbers)
  }
  return keyFrames
}
