import { byCodePoint, type GroupHead, NO_CONTENT } from '../../model/index.ts'
import { checkRow, rowChecksum } from '../checked-tables.ts'
import { insertRow, selectRow } from '../columns.ts'
import { parseStored, unpackText } from '../compressed-text.ts'
import { CHUNK_RANGE, ENTITIES, HEAD, type StoredRow } from '../entities/index.ts'
import { countOf, entryRows, type FirstNumbers, featureRows } from '../entry-table.ts'
import type { PackedChunk } from '../packs.ts'
import type { PreparedContent } from '../prepare.ts'
import type { Connection } from './connection.ts'
import {
  ANNOTATION_FIELDS,
  addRowChecksums,
  CLASSIFICATION_FIELDS,
  FEATURE_FIELDS,
  sumOfRows,
} from './entry-checksums.ts'
import { entityRows, insertOne, insertRows } from './insert-rows.ts'
import type { LoadContext } from './load-context.ts'
import type { BatchPacks, ChunkPlace, StoredPacks } from './packs.ts'

/** Answers the content's number. */
export function writeContent({ connection }: LoadContext, content: PreparedContent, packs: BatchPacks): number {
  const { head, annotations, chunks, groups } = content
  const row = {
    format: content.format,
    annotationCount: countOf(annotations),
    remoteGroupCount: groups.filter(group => group.remote).length,
    groups: groupsText(content),
    fetched: '{}',
    head: head ? null : NO_CONTENT,
  }
  const no = insertOne(connection, ENTITIES.content, row)
  if (head) writeChunks(connection, [head], packs, no * CHUNK_RANGE + HEAD)
  const chunksChecksum = writeChunks(connection, chunks, packs, no * CHUNK_RANGE)
  const first = { contentNo: no, firstFeature: 0, firstSeq: 0, firstChunk: 0 }
  const entriesChecksum = writeEntries(connection, content, first, null)
  const checksum = rowChecksum(ENTITIES.content, { ...row, entriesChecksum, chunksChecksum })
  connection.run(SET_CHECKSUMS, entriesChecksum, chunksChecksum, checksum, no)
  return no
}

const SET_CHECKSUMS = 'update content set entries_checksum = ?, chunks_checksum = ?, checksum = ? where no = ?'

/** Numbers the chunks from `first` on. Answers the sum of their checksums. */
export function writeChunks(
  connection: Connection,
  chunks: readonly PackedChunk[],
  packs: BatchPacks,
  first: number,
): number {
  let sum = 0
  const values: unknown[] = []
  for (const [index, { pack, ...chunk }] of chunks.entries()) {
    const row = { ...chunk, no: first + index, pack: packs.numberOf(pack) }
    const checksum = rowChecksum(ENTITIES.chunk, row)
    for (const field of CHUNK_FIELDS) values.push(row[field])
    values.push(checksum)
    sum = (sum + checksum) | 0
  }
  insertChunks(connection, values)
  return sum
}

const CHUNK_FIELDS = Object.keys(ENTITIES.chunk.columns) as (keyof typeof ENTITIES.chunk.columns)[]
const insertChunks = insertRows(rows => insertRow(ENTITIES.chunk, CHUNK_FIELDS, rows))

/**
 * Answers the sum of the checksums of the rows.
 * @param fetchedGroup the group with whose frames they were fetched; null for what an export brought.
 */
export function writeEntries(
  connection: Connection,
  { annotations, classifications }: Pick<PreparedContent, 'annotations' | 'classifications'>,
  first: FirstNumbers,
  fetchedGroup: string | null,
): number {
  const { contentNo, firstSeq } = first
  const features = featureRows(annotations, first)
  let sum = addRowChecksums(features, FEATURE_FIELDS.length)
  insertFeatures(connection, features)
  for (const rows of entryRows(annotations, first)) {
    insertAnnotations(connection, rows)
    sum += sumOfRows(rows, ANNOTATION_FIELDS.length)
  }
  const values = classifications.flatMap(({ annotation, name, value, answer, text, groupName, featureId }) => [
    ...[contentNo, annotation === null ? null : firstSeq + annotation, name, value, answer, text, fetchedGroup],
    ...[groupName, featureId],
  ])
  insertClassifications(connection, values)
  return (sum + sumOfRows(values, CLASSIFICATION_FIELDS.length)) | 0
}

const insertFeatures = insertRows(rows => insertRow(ENTITIES.feature, FEATURE_FIELDS, rows))
const insertAnnotations = entityRows(ENTITIES.annotation, ANNOTATION_FIELDS)
const insertClassifications = entityRows(ENTITIES.classification, CLASSIFICATION_FIELDS)

/** By id name, as they are read. */
export function groupsText({ groups }: PreparedContent): string {
  return JSON.stringify([...groups].sort((a, b) => byCodePoint(a.idName, b.idName)))
}

export interface StoredHead extends Pick<StoredRow<'content'>, 'format' | 'groups'> {
  readonly head: string
}

/** @throws SlicegraphError STORE_CORRUPT */
export function contentRow(connection: Connection, no: number): StoredRow<'content'> | undefined {
  const row = connection.get<StoredRow<'content'>>(SELECT_CONTENT, no)
  if (row) checkRow(ENTITIES.content, row)
  return row
}

const SELECT_CONTENT = `${selectRow(ENTITIES.content)} where no = ?`

export function storedHead(
  { connection, packs }: Pick<LoadContext, 'connection' | 'packs'>,
  no: number,
): StoredHead | undefined {
  const stored = contentRow(connection, no)
  if (!stored || stored.head !== null) return stored && { ...stored, head: unpackText(stored.head ?? '') }
  const chunk = connection.get<ChunkPlace>(`${SELECT_CHUNKS} where no = ?`, no * CHUNK_RANGE + HEAD)
  return { ...stored, head: chunk ? packs.textOf(chunk) : NO_CONTENT }
}

/** The head of a record's content. */
export const headOf = ({ head }: PreparedContent, packs: BatchPacks): string => (head ? packs.textOf(head) : NO_CONTENT)

/** Whether the stored content says the same. */
export function sameContent(load: LoadContext, no: number, content: PreparedContent, packs: BatchPacks): boolean {
  const stored = storedHead(load, no)
  if (stored?.format !== content.format || stored.groups !== groupsText(content)) return false
  if (stored.head !== headOf(content, packs)) return false
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
export const hasContent = ({ connection }: LoadContext, no: number): boolean =>
  connection.get('select 1 from content where no = ? and head is ?', no, NO_CONTENT) === undefined

export const SELECT_CHUNKS = 'select group_name as "groupName", pack_no as pack, start, length from chunk'

/** The chunks of a content in their order, without its head and those that were fetched. */
export function exportedChunks(connection: Connection, no: number): ChunkPlace[] {
  return connection.all<ChunkPlace>(
    `${SELECT_CHUNKS} where no >= ? and no < ? order by no`,
    ...[no * CHUNK_RANGE, no * CHUNK_RANGE + HEAD],
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
