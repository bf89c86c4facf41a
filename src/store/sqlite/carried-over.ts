import { isDeepStrictEqual } from 'node:util'
import { isObject, type Json, type JsonObject } from '../../model/index.ts'
import { parseStored } from '../compressed-text.ts'
import { countOf, eachEntry } from '../entry-table.ts'
import type { PreparedContent } from '../prepare.ts'
import type { LoadContext } from './load-context.ts'
import type { BatchPacks } from './packs.ts'
import { exportedChunks, groupsText, headOf, type StoredHead, storedHead } from './write-content.ts'
import { FETCHED_FEATURE } from './write-fetched.ts'

/*
 * Annotations that Labelbox carried over from one key frame to the next (keyFrame false) are in an export only if it
 * was asked for them. An export without them does not say that they are gone.
 */

/** The objects of a frame, or of a group or label without frames, and the remaining keys of the frame. */
interface Drawn {
  readonly objects: Json
  readonly rest: JsonObject
  /** In the order of the objects, where these are a list. */
  readonly entries: Entry[]
}

interface Entry {
  readonly featureId: string
  readonly keyFrame: number | null
}

type Drawing = Map<string, Drawn>

/** Whether `part` equals the other, segments and key frames included, except that it lacks carried-over annotations. */
export function isPartial(
  load: LoadContext,
  contentNo: number,
  content: PreparedContent,
  packs: BatchPacks,
  part: 'stored' | 'record',
): boolean {
  const { connection } = load
  const stored = storedHead(load, contentNo)
  // Fetched frames and masks belong to one version of a label, and this may be another.
  if (!stored || !sameHead(stored, content, packs) || content.groups.some(group => group.remote)) return false
  const storedEntries = connection.all<Entry & { readonly place: string }>(
    `select ${PLACE} as place, f.feature_id as "featureId", a.key_frame as "keyFrame" ${EXPORTED} order by a.seq`,
    ...[contentNo, FETCHED_FEATURE],
  )
  const more = countOf(content.annotations) - storedEntries.length
  if (more === 0 || more > 0 !== (part === 'stored')) return false

  const [mine, theirs]: [Drawing, Drawing] = [new Map(), new Map()]
  for (const chunk of exportedChunks(connection, contentNo)) addChunk(mine, chunk.groupName, load.packs.textOf(chunk))
  for (const chunk of content.chunks) addChunk(theirs, chunk.groupName, packs.textOf(chunk))
  for (const { place, ...entry } of storedEntries) mine.get(place)?.entries.push(entry)
  eachEntry(content.annotations, (group, frame, featureId, keyFrame) =>
    theirs.get(placeOf(group, frame))?.entries.push({ featureId, keyFrame }),
  )
  return part === 'stored' ? isPart(mine, theirs) : isPart(theirs, mine)
}

/** Whether all is the same but objects and frames, whatever the order of keys. */
function sameHead(stored: StoredHead, content: PreparedContent, packs: BatchPacks): boolean {
  const head = headOf(content, packs)
  const uncounted = (text: string) => text.replaceAll(/"frameCount":\d+/g, '')
  return (
    stored.format === content.format &&
    uncounted(stored.groups) === uncounted(groupsText(content)) &&
    (stored.head === head || isDeepStrictEqual(meaningOf(stored.head), meaningOf(head)))
  )
}

/** A head with its groups by name, and its key frames as marks that are set. */
function meaningOf(text: string): unknown {
  const { content, ...head } = parseStored<JsonObject>(text)
  if (!isObject(content)) return { head, content }
  const { groups, key_frame_feature_map: keyFrames = null, ...rest } = content
  const byName = Array.isArray(groups)
    ? Object.fromEntries(groups.map((group: JsonObject, index) => [group.name ?? index, group]))
    : groups
  return { head, rest, groups: byName, keyFrames: marksOf(keyFrames) }
}

/** `[5, 1]` says the same as `{"1": true, "2": false, "5": true}`. */
function marksOf(value: Json): Json {
  if (Array.isArray(value)) return Object.fromEntries(value.map(frame => [frame, true]))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, mark]) => (mark === false ? [] : [[key, marksOf(mark)]])),
  )
}

const PLACE = `coalesce(f.group_name, '') || '/' || coalesce(a.frame_number, '')`
/** The annotations of a content without those that were fetched. */
const EXPORTED = `from feature f join annotation a on a.content_no = f.content_no and a.feature_no = f.no
  where f.content_no = ? and f.no < ?`
const placeOf = (group: string | null, frame: number | string | null) => `${group ?? ''}/${frame ?? ''}`

function addChunk(drawing: Drawing, groupName: string | null, text: string): void {
  const { frames, objects = null } = parseStored<{ frames?: Record<string, JsonObject>; objects?: Json }>(text)
  if (!frames) drawing.set(placeOf(groupName, null), { objects, rest: {}, entries: [] })
  for (const [number, { objects = null, frameNumber: _, ...rest }] of Object.entries(frames ?? {}))
    drawing.set(placeOf(groupName, number), { objects, rest, entries: [] })
}

function isPart(part: Drawing, whole: Drawing): boolean {
  for (const place of part.keys()) if (!whole.has(place)) return false
  for (const [place, drawn] of whole) {
    const own = part.get(place)
    if (own ? !isDeepStrictEqual(own.rest, drawn.rest) : Object.values(drawn.rest).some(isFilled)) return false
    const present = objectsOf(own)
    for (const [featureId, { object, keyFrame }] of objectsOf(drawn)) {
      const same = present.get(featureId)
      present.delete(featureId)
      if (same ? !isDeepStrictEqual(same, { object, keyFrame }) : keyFrame !== 0) return false
    }
    if (present.size > 0) return false
  }
  return true
}

const isFilled = (value: Json) => value !== null && !(Array.isArray(value) && value.length === 0)

function objectsOf(drawn: Drawn | undefined): Map<string, { readonly object: Json; readonly keyFrame: number | null }> {
  const { objects, entries } = drawn ?? { objects: null, entries: [] }
  const objectOf = (featureId: string, index: number): Json =>
    (Array.isArray(objects) ? objects[index] : (objects as JsonObject | null)?.[featureId]) ?? null
  return new Map(
    entries.map(({ featureId, keyFrame }, index) => [featureId, { object: objectOf(featureId, index), keyFrame }]),
  )
}

/** How many carried-over annotations of a stored content the new one lacks. */
export function countDropped({ connection }: LoadContext, contentNo: number, content: PreparedContent): number {
  const carried = connection.all<{ readonly place: string }>(
    `select ${PLACE} || '/' || f.feature_id as place ${EXPORTED} and a.key_frame = 0`,
    ...[contentNo, FETCHED_FEATURE],
  )
  if (carried.length === 0) return 0
  const places = new Set<string>()
  eachEntry(content.annotations, (group, frame, featureId) => places.add(`${placeOf(group, frame)}/${featureId}`))
  return carried.filter(({ place }) => !places.has(place)).length
}
