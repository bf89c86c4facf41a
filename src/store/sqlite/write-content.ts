import { byCodePoint, type GroupHead, NO_CONTENT } from '../../model/index.ts'
import { insertRow } from '../columns.ts'
import { parseStored, type StoredText } from '../compressed-text.ts'
import { ENTITIES, type StoredRow } from '../entities/index.ts'
import { countOf, eachEntry } from '../entry-table.ts'
import type { PackedChunk } from '../packs.ts'
import type { PreparedContent } from '../prepare.ts'
import { CHUNK_RANGE, FETCHED_FROM } from '../query/content.ts'
import type { Connection } from './connection.ts'
import type { LoadContext } from './load-context.ts'
import type { BatchPacks, ChunkPlace, StoredPacks } from './packs.ts'

/** Answers the content's number. */
export function writeContent({ connection }: LoadContext, content: PreparedContent, packs: BatchPacks): number {
  const no = connection.insert(
    'insert into content (format, annotation_count, remote_group_count, groups, head) values (?, ?, ?, ?, ?)',
    content.format,
    countOf(content.annotations),
    content.groups.filter(group => group.remote).length,
    groupsText(content),
    content.head,
  )
  const firstChunk = no * CHUNK_RANGE
  writeChunks(connection, content.chunks, packs, firstChunk)
  writeEntries(connection, content, { contentNo: no, firstChunk, firstSeq: 0, fetchedGroup: null })
  return no
}

/** Numbers the chunks from `first` on. */
export function writeChunks(
  connection: Connection,
  chunks: readonly PackedChunk[],
  packs: BatchPacks,
  first: number,
): void {
  for (const [index, { groupName, firstFrame, lastFrame, frameCount, pack, start, length }] of chunks.entries()) {
    connection.insert(
      `insert into chunk (no, group_name, first_frame, last_frame, frame_count, pack_no, start, length)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[first + index, groupName, firstFrame, lastFrame, frameCount, packs.numberOf(pack), start, length],
    )
  }
}

/** Where entries go. */
interface EntryPlace {
  readonly contentNo: number
  /** The number of the first of the record's chunks. */
  readonly firstChunk: number
  /** Annotations are numbered from here on. */
  readonly firstSeq: number
  /** The group with whose frames they were fetched; null for what an export brought. */
  readonly fetchedGroup: string | null
}

export function writeEntries(
  connection: Connection,
  { annotations, classifications }: Pick<PreparedContent, 'annotations' | 'classifications'>,
  { contentNo, firstChunk, firstSeq, fetchedGroup }: EntryPlace,
): void {
  const insert = connection.prepare(INSERT_ANNOTATION)
  let seq = firstSeq
  let place = 0
  // Those of one frame come one after the other.
  let groupBefore: string | null | undefined
  let frameBefore: number | null = null
  eachEntry(annotations, (chunk, group, frame, featureId, schemaId, name, kind, keyFrame, area, length) => {
    place = group === groupBefore && frame === frameBefore ? place + 1 : 0
    groupBefore = group
    frameBefore = frame
    const chunkNo = firstChunk + chunk
    // One by one: an array for each of them would be most of what a load throws away.
    insert.run(contentNo, seq, chunkNo, group, frame, place, featureId, schemaId, name, kind, keyFrame, area, length)
    seq++
  })
  const insertClassification = connection.prepare(INSERT_CLASSIFICATION)
  for (const { annotation, name, value, answer, text } of classifications) {
    const annotationSeq = annotation === null ? null : firstSeq + annotation
    insertClassification.run(contentNo, annotationSeq, name, value, answer, text, fetchedGroup)
  }
}

const INSERT_ANNOTATION = insertRow(ENTITIES.annotation, [
  ...['contentNo', 'seq', 'chunk', 'groupIdName', 'frameNumber', 'place', 'featureId', 'schemaId', 'name'],
  ...['annotationKind', 'keyFrame', 'ownArea', 'length'],
])
const INSERT_CLASSIFICATION = insertRow(ENTITIES.classification, [
  ...['contentNo', 'annotationSeq', 'name', 'value', 'answer', 'text', 'fetchedGroup'],
])

/** By id name, as they are read. */
export function groupsText({ groups }: PreparedContent): string {
  return JSON.stringify([...groups].sort((a, b) => byCodePoint(a.idName, b.idName)))
}

export type StoredHead = Pick<StoredRow<'content'>, 'format' | 'groups' | 'head'>

export function storedHead({ connection }: LoadContext, no: number): StoredHead | undefined {
  return connection.get<StoredHead>('select format, groups, head from content where no = ?', no)
}

/** Whether the stored content says the same. */
export function sameContent(load: LoadContext, no: number, content: PreparedContent, packs: BatchPacks): boolean {
  const stored = storedHead(load, no)
  if (stored?.format !== content.format || stored.groups !== groupsText(content)) return false
  if (!sameText(stored.head, content.head)) return false
  return sameChunks(exportedChunks(load.connection, no), load.packs, content.chunks, packs)
}

/** Whether chunks of the store have the same texts as chunks of a batch. */
export function sameChunks(
  stored: readonly ChunkPlace[],
  storedPacks: StoredPacks,
  chunks: readonly PackedChunk[],
  packs: BatchPacks,
): boolean {
  if (stored.length !== chunks.length) return false
  return chunks.every((chunk, index) => {
    const older = stored[index]
    return older?.length === chunk.length && storedPacks.textOf(older) === packs.textOf(chunk)
  })
}

/** Whether the label was ever exported with annotations. */
export const hasContent = (load: LoadContext, no: number): boolean => storedHead(load, no)?.head !== NO_CONTENT

export const SELECT_CHUNKS = 'select group_name as "groupName", pack_no as pack, start, length from chunk'

/** The chunks of a content in their order, without those that were fetched. */
export function exportedChunks(connection: Connection, no: number): ChunkPlace[] {
  return connection.all<ChunkPlace>(
    `${SELECT_CHUNKS} where no >= ? and no < ? order by no`,
    ...[no * CHUNK_RANGE, no * CHUNK_RANGE + FETCHED_FROM],
  )
}

/**
 * Whether the stored content, exported with its frames, holds those of every group that this one knows by URL: of the
 * same version of a label it says the same and more.
 */
export function hasFramesFor(load: LoadContext, no: number, { groups }: PreparedContent): boolean {
  const remote = groups.filter(group => group.remote)
  const stored = storedHead(load, no)
  if (remote.length === 0 || !stored) return false
  const heads = parseStored<readonly GroupHead[]>(stored.groups)
  const present = new Set(heads.filter(head => !head.remote).map(head => head.idName))
  return remote.every(group => present.has(group.idName))
}

/** zstd gives the same bytes for the same text. */
export function sameText(a: StoredText, b: StoredText): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return Buffer.compare(a, b) === 0
}
