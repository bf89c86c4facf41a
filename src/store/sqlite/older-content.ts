import {
  type AnswerEntry,
  type BoundingBox,
  type Bounds,
  cornersOf,
  cornersOfBox,
  isObject,
  type Json,
  type JsonObject,
  type Point,
  type TrackEntry,
} from '../../model/index.ts'
import { parseStored } from '../compressed-text.ts'
import type { StoredHead } from './write-content.ts'

/*
 * The parts of stored contents that a migration needs, as releases before 0.5 wrote them. All of it was checked when it was
 * loaded. It stays as it is when the reading of exports changes.
 */

/** Whether the area and length of a stored annotation are null tells its geometry apart from others. */
interface Measured {
  readonly area: number | null
  readonly length: number | null
}

const isGiven = (value: Json | undefined) => value !== undefined && value !== null

export function boundsOfObject(object: JsonObject, { area, length }: Measured): Bounds | null {
  if (length !== null) return cornersOf(object.line as unknown as Point[])
  if (area !== null && isGiven(object.polygon)) return cornersOf(object.polygon as unknown as Point[])
  if (area !== null) return boundsOfBox((object.bounding_box ?? object.bbox) as unknown as BoundingBox)
  // Incomplete geometry is of no kind.
  if (OTHERS.some(key => isGiven(object[key])) || !isObject(object.point)) return null
  const { x, y } = object.point
  return typeof x === 'number' && typeof y === 'number' ? cornersOf([{ x, y }]) : null
}

/** A box that was drawn to the left or upwards has negative sides. */
function boundsOfBox({ left, top, width, height }: BoundingBox): Bounds {
  const start = (from: number, size: number) => (size < 0 ? Math.max(from + size, -Number.MAX_VALUE) : from)
  return cornersOfBox({
    left: start(left, width),
    top: start(top, height),
    width: Math.abs(width),
    height: Math.abs(height),
  })
}

const OTHERS = ['line', 'polygon', 'bounding_box', 'bbox']
const OTHERS_OF_MASKS = [
  ...['location', 'conversational_location', 'geojson', 'selected_message', 'selected_messages'],
  ...['ranked_messages', 'data', 'geometry'],
]

export function isMaskObject(object: JsonObject, { area, length }: Measured): boolean {
  if (area !== null || length !== null || [...OTHERS, 'point'].some(key => isGiven(object[key]))) return false
  const hasUrl = (mask: Json | undefined) => isObject(mask) && isGiven(mask.url)
  if (hasUrl(object.mask) || hasUrl(object.composite_mask)) return true
  return isGiven(object.instanceURI) && !OTHERS_OF_MASKS.some(key => isGiven(object[key]))
}

/** Items of a list, or of an object by their keys. */
export const itemsOf = (value: Json | undefined): readonly JsonObject[] =>
  value === undefined || value === null ? [] : (Object.values(value) as JsonObject[])

/** The features that a content follows, in the groups that it has. */
export function tracksIn({ format, head, groups }: StoredHead) {
  const { medium, content } = parseStored<{ medium?: string; content?: Json }>(head)
  const tracks = new Map<string, TrackEntry>()
  const idNames = new Set(parseStored<readonly { readonly idName: string }[]>(groups).map(({ idName }) => idName))
  function add(groupName: string, featureId: string, segments: TrackEntry['segments']): void {
    const key = `${groupName}\0${featureId}`
    if (idNames.has(groupName) && !tracks.has(key)) tracks.set(key, { groupName, featureId, segments })
  }
  if (format === 'v2' && isObject(content) && medium !== 'Image') {
    const isVideo = medium === 'Video'
    const byGroup = isVideo ? { [VIDEO]: content.segments ?? null } : content.segments
    for (const [name, features] of entriesOf(byGroup))
      for (const [featureId, list] of entriesOf(features)) {
        const segments = segmentsOf(list)
        if (segments.length > 0) add(idNameOf(name), featureId, segments)
      }
    for (const [featureId, marks] of entriesOf(content.key_frame_feature_map))
      for (const [name, frames] of isVideo ? [[VIDEO, marks] as const] : entriesOf(marks))
        if (Object.values(frames ?? {}).some(mark => mark !== false)) add(idNameOf(name), featureId, null)
  }
  // As a load meets them: group by group.
  const wire = isObject(content) ? content.groups : undefined
  const inOrder = entriesOf(wire).map(([name]) => idNameOf(name))
  const found = [...tracks.values()].sort((a, b) => inOrder.indexOf(a.groupName) - inOrder.indexOf(b.groupName))
  const followed = new Set(found.map(({ groupName }) => groupName))
  return { tracks: found, groupOf: (name: string | null) => name !== null && followed.has(name) }
}

const VIDEO = 'Video'
const PLANES = ['Axial', 'Sagittal', 'Coronal']

export const idNameOf = (name: string) => PLANES.find(plane => plane.toLowerCase() === name.toLowerCase()) ?? name

const entriesOf = (value: Json | undefined): readonly (readonly [string, Json])[] =>
  isObject(value) ? (Object.entries(value) as [string, Json][]) : []

const segmentsOf = (list: Json) =>
  ((list ?? []) as unknown as readonly (readonly (number | null)[])[]).flatMap(([start = null, end = null]) =>
    start === null || end === null ? [] : [{ start, end }],
  )

interface StoredFrame {
  readonly groupName: string
  readonly frameNumber: number
  readonly wire: JsonObject
}

/** The answers in frames that a content follows. */
export function answersIn(tracks: readonly TrackEntry[], frames: Iterable<StoredFrame>): AnswerEntry[] {
  const followed = new Set(tracks.map(({ groupName, featureId }) => `${groupName}\0${featureId}`))
  const answers: AnswerEntry[] = []
  for (const { groupName, frameNumber, wire } of frames)
    for (const { feature_id: featureId, feature_schema_id: schemaId, name } of answersOf(wire))
      if (typeof featureId === 'string' && followed.has(`${groupName}\0${featureId}`))
        answers.push({ groupName, frameNumber, featureId, schemaId: textOf(schemaId), name: textOf(name) })
  return answers
}

const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : null)

/** Questions and chosen options, at any depth. */
function* answersOf(wire: JsonObject): Generator<JsonObject> {
  for (const classification of (wire.classifications ?? []) as readonly JsonObject[]) {
    yield classification
    const radio = classification.radio_answer ?? classification.conversational_radio_answer
    const checklist = classification.checklist_answers ?? classification.conversational_checklist_answers
    for (const answer of isGiven(radio) ? [radio as JsonObject] : ((checklist ?? []) as readonly JsonObject[])) {
      yield answer
      yield* answersOf(answer)
    }
  }
}
