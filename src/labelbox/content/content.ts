import type { Medium } from '../../kinds/index.ts'
import {
  atOnce,
  type ContentRecord,
  type Format,
  type FramesRecord,
  type GroupBody,
  type GroupHead,
  isObject,
  type Json,
  type LabelContent,
  NO_CONTENT,
  parseInPieces,
} from '../../model/index.ts'
import { type At, below, RecordFault, ROOT } from '../record-fault.ts'
import { V1 } from '../v1/rules.ts'
import { asObject, checkId, isGiven, isList } from '../wire-values.ts'
import { readAttached } from './attached.ts'
import { createContentWriter } from './content-writer.ts'
import type { FormatRules, GroupWire } from './format-rules.ts'
import { frameNumber } from './frames.ts'
import { type GroupIdentity, groupIdentity, VIDEO } from './group-name.ts'
import { withoutAttached, withoutDrawn } from './raw-remainder.ts'
import { rulesOf } from './rules-of.ts'
import { NOTHING_TRACKED, readTracks, trackedIn, tracksOf } from './tracks.ts'

/*
 * A label's content, cut for the store and read back. Its head is `{"medium":…,"content":…}`: the content as exported,
 * without objects and frames.
 */

/**
 * Normalizes the value of a label's `annotations` (v2) or `Label` (v1). An absent value makes an empty content; so
 * does any other of a skipped label that cannot be read, which is left to `raw`.
 * @throws RecordFault
 */
export function normalizeContent(
  value: Json | undefined,
  labelKind: string | null,
  rules: FormatRules,
  at: At,
  isSkipped = false,
): ContentRecord {
  try {
    if (isGiven(value)) return cutContent(value, labelKind, rules, at)
  } catch (error) {
    if (!isSkipped || !(error instanceof RecordFault)) throw error
  }
  const head = value === undefined ? NO_CONTENT : JSON.stringify({ content: value })
  const nothing = { groups: [], chunks: [], annotations: [], classifications: [], tracks: [], answers: [] }
  return { format: rules.format, head, ...nothing }
}

function cutContent(value: Json, labelKind: string | null, rules: FormatRules, at: At): ContentRecord {
  const { format } = rules
  // A v1 video whose frames were fetched and put in its place.
  const inlined = isList(value) && format === 'v1'
  const wire = inlined ? { frames: value } : asObject(value, at)
  const framesAt = inlined ? at : below(at, 'frames')
  if (isGiven(wire.groups) && isGiven(wire.frames)) throw new RecordFault(framesAt, 'frames stand beside groups')
  const medium = rules.mediumOf(wire, labelKind)
  const writer = createContentWriter(rules, medium)
  const tracks = atOnce(readTracks(wire, rules, medium, at))
  const seen = new Set<string>()

  writer.attached(wire, at, null)
  writer.objects(wire, at, null)
  const groups = rules.groups(wire.groups, below(at, 'groups')).map(writeGroup)
  if (medium === 'Video') groups.push(writeFrames(wire.frames, VIDEO.idName, VIDEO, framesAt))

  const head = JSON.stringify({ medium, content: withoutDrawn(value) })
  const { chunks, annotations, classifications, tracks: followed, answers } = writer
  return { format, head, groups, chunks, annotations, classifications, tracks: followed, answers }

  function writeGroup({ name, wire: group, at: place }: GroupWire): GroupHead {
    const identity = groupIdentity(checkId(name, place))
    const { idName } = identity
    if (seen.has(idName)) throw new RecordFault(place, 'the same group stands here twice')
    seen.add(idName)
    writer.attached(group, place, idName)
    writer.objects(group, place, idName)
    return writeFrames(group.frames, name, identity, below(place, 'frames'))
  }

  function writeFrames(frameMap: Json | undefined, name: string, { key, idName }: GroupIdentity, there: At): GroupHead {
    const { url, frames, lifted } = rules.frames(frameMap, there)
    const group = { idName, keyFrames: tracks.keyFrames(idName), tracked: trackedIn(tracks, idName) }
    if (lifted) writer.lifted(lifted, group, there)
    else writer.frames(frames, group)
    const frameCount = url === null ? (lifted?.frames ?? frames).length : null
    return { key, idName, name, remote: url !== null, framesUrl: url, frameCount }
  }
}

/**
 * The lines of a v1 frames document, in any order, as chunks and entries of their group.
 * @param groupName as in ids; a video's is `Video`.
 * @throws RecordFault with the line's index first in its path.
 */
export function normalizeFrames(lines: readonly Json[], groupName: string, medium: Medium): FramesRecord {
  const writer = createContentWriter(V1, medium)
  // There is no raw that could keep a line without its number.
  for (const [index, line] of lines.entries()) frameNumber(asObject(line, below(ROOT, index)), below(ROOT, index))
  const { frames } = V1.frames(lines, ROOT)
  writer.frames(frames, { idName: groupName, keyFrames: null, tracked: NOTHING_TRACKED })
  const { chunks, annotations, classifications } = writer
  return { format: 'v1', chunks, annotations, classifications, frameCount: frames.length }
}

/** Reads a content's head back. */
export const decodeContent = (content: ContentHead): LabelContent => atOnce(decodingContent(content))

interface ContentHead {
  readonly format: Format
  readonly head: string
}

/** The same in steps, since a label may have any number of classifications, and keys that are only kept. */
export function* decodingContent(content: ContentHead): Generator<undefined, LabelContent> {
  const rules = rulesOf(content.format)
  const head = asObject(yield* parseInPieces(content.head), ROOT)
  const isRead = head.medium !== undefined
  const wire = isRead && isObject(head.content) ? head.content : {}
  const medium = head.medium as Medium
  const tracks = yield* readTracks(wire, rules, medium, ROOT)
  const groups = new Map<string, GroupBody>()
  for (const group of rules.groups(wire.groups, ROOT)) {
    const { idName } = groupIdentity(group.name)
    groups.set(idName, { ...(yield* readAttached(group.wire, rules)), tracks: yield* tracksOf(tracks, idName) })
  }
  if (medium === 'Video')
    groups.set(VIDEO.idName, { classifications: [], relationships: [], tracks: yield* tracksOf(tracks, VIDEO.idName) })
  const left = head.content === undefined || !isRead ? head.content : withoutAttached(head.content)
  return { ...(yield* readAttached(wire, rules)), groups, raw: left === undefined ? {} : { [rules.contentKey]: left } }
}

/** The medium that a stored content was drawn on. */
export function mediumOf(content: { readonly head: string }): Medium {
  return asObject(JSON.parse(content.head) as Json, ROOT).medium as Medium
}
