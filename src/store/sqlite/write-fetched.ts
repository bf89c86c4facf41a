import type { FramesRecord, GroupHead } from '../../model/index.ts'
import { packBytes, packText, parseStored, type StoredText } from '../compressed-text.ts'
import type { FetchedComposite, FetchedFrames, FetchedMask } from '../contract.ts'
import { NO_FRAME, NO_GROUP } from '../entities/index.ts'
import { tabulate } from '../entry-table.ts'
import { type PackedChunk, Packer } from '../packs.ts'
import { CHUNK_RANGE, FETCHED_FROM } from '../query/content.ts'
import type { Connection } from './connection.ts'
import { BatchPacks, StoredPacks } from './packs.ts'
import { type StoredChunk, sameChunks, writeChunks, writeEntries } from './write-content.ts'

/* Fetched frames, masks and composites: written beside exported data, carried over when a label's version comes again. */

/** Annotations that were fetched are numbered from here on. */
export const FETCHED_SEQ = 2 ** 40

/** Frames packed before the write lock is taken. */
interface PackedFrames {
  readonly record: FramesRecord
  readonly chunks: readonly PackedChunk[]
  readonly packs: readonly StoredText[]
}

export function packFrames(record: FramesRecord): PackedFrames {
  const packer = new Packer()
  const chunks = record.chunks.map(chunk => packer.add(chunk))
  return { record, chunks, packs: packer.finish().map(packBytes) }
}

interface ContentRow {
  readonly no: number
  readonly groups: string
  readonly fetched: string
}

/** Returns whether that version of the label is still there. Frames that are there already stay, unless replaced. */
export function writeFrames(
  connection: Connection,
  { labelId, version, groupName, replace = false }: FetchedFrames,
  { record, chunks, packs }: PackedFrames,
): boolean {
  const contents = connection.all<ContentRow>(
    `select distinct c.no, c.groups, c.fetched from label l join content c on c.no = l.content_no
     where l.id = ? and l.content_version = ?`,
    ...[labelId, version],
  )
  for (const content of contents) {
    const isFetched = replace && Object.hasOwn(fetchedOf(content), groupName)
    if (!isFetched && !isRemote(content, groupName)) continue
    const batch = new BatchPacks(connection, packs)
    if (isFetched) {
      const stored = storedChunks(connection, content.no, groupName)
      if (sameChunks(stored, new StoredPacks(connection), chunks, batch)) continue
      retireFrames(connection, content, groupName)
    }
    const firstChunk = freeChunk(connection, content.no)
    writeChunks(connection, chunks, batch, firstChunk)
    writeEntries(
      connection,
      { annotations: tabulate(record.annotations), classifications: record.classifications },
      { contentNo: content.no, firstChunk, firstSeq: freeSeq(connection, content.no), fetchedGroup: groupName },
    )
    noteFetched(connection, content, groupName, record.frameCount, record.annotations.length)
  }
  return contents.length > 0
}

/** The condition of a group's fetched chunks, for its three parameters. */
const FETCHED_CHUNKS = 'no >= ? and no < ? and group_name = ?'
const fetchedChunks = (contentNo: number, groupName: string) =>
  [contentNo * CHUNK_RANGE + FETCHED_FROM, (contentNo + 1) * CHUNK_RANGE, groupName] as const

function storedChunks(connection: Connection, contentNo: number, groupName: string): StoredChunk[] {
  return connection.all<StoredChunk>(
    `select pack_no, start, length from chunk where ${FETCHED_CHUNKS} order by no`,
    ...fetchedChunks(contentNo, groupName),
  )
}

/**
 * Makes room for frames that were fetched again. The chunks are renamed, and deleted only with the next ones or their
 * content: a query under way may have read their numbers.
 */
function retireFrames(connection: Connection, { no, fetched }: ContentRow, groupName: string): void {
  const retired = `retired\0${groupName}`
  const packs = new StoredPacks(connection)
  packs.loosen(storedChunks(connection, no, retired).map(chunk => chunk.pack_no))
  connection.run(`delete from chunk where ${FETCHED_CHUNKS}`, ...fetchedChunks(no, retired))
  packs.removeUnused()
  connection.run(`update chunk set group_name = ? where ${FETCHED_CHUNKS}`, retired, ...fetchedChunks(no, groupName))
  connection.run('delete from classification where content_no = ? and fetched_group = ?', no, groupName)
  const removed = connection.run(
    'delete from annotation where content_no = ? and seq >= ? and group_name = ?',
    ...[no, FETCHED_SEQ, groupName],
  )
  const { [groupName]: _, ...rest } = fetchedOf({ fetched })
  connection.run(
    `update content set fetched = ?, annotation_count = annotation_count - ?,
      remote_group_count = remote_group_count + 1 where no = ?`,
    ...[JSON.stringify(rest), removed, no],
  )
}

function isRemote({ groups, fetched }: ContentRow, groupName: string): boolean {
  if (Object.hasOwn(fetchedOf({ fetched }), groupName)) return false
  return parseStored<readonly GroupHead[]>(groups).some(group => group.idName === groupName && group.remote)
}

const fetchedOf = ({ fetched }: Pick<ContentRow, 'fetched'>) => parseStored<Readonly<Record<string, number>>>(fetched)

function freeChunk(connection: Connection, contentNo: number): number {
  const first = contentNo * CHUNK_RANGE + FETCHED_FROM
  const row = connection.get<{ last: number | null }>(
    'select max(no) as last from chunk where no >= ? and no < ?',
    ...[first, (contentNo + 1) * CHUNK_RANGE],
  )
  return row?.last == null ? first : row.last + 1
}

function freeSeq(connection: Connection, contentNo: number): number {
  const row = connection.get<{ last: number | null }>(
    'select max(seq) as last from annotation where content_no = ? and seq >= ?',
    ...[contentNo, FETCHED_SEQ],
  )
  return row?.last == null ? FETCHED_SEQ : row.last + 1
}

function noteFetched(
  connection: Connection,
  content: ContentRow,
  groupName: string,
  frameCount: number,
  annotationCount: number,
): void {
  // The row is read again: another group may have been noted in the meantime.
  const row = connection.get<{ fetched: string }>('select fetched from content where no = ?', content.no) ?? content
  connection.run(
    `update content set fetched = ?, annotation_count = annotation_count + ?,
      remote_group_count = remote_group_count - 1 where no = ?`,
    ...[JSON.stringify({ ...fetchedOf(row), [groupName]: frameCount }), annotationCount, content.no],
  )
}

export function writeMasks(connection: Connection, masks: readonly FetchedMask[]): void {
  for (const { labelId, version, groupName, frameNumber, featureId, mask } of masks) {
    connection.run(
      `insert into mask (label_id, content_version, group_name, frame_number, feature_id, area, body)
       values (?, ?, ?, ?, ?, ?, ?) on conflict do update set area = excluded.area, body = excluded.body`,
      ...[labelId, version, groupName ?? NO_GROUP, frameNumber ?? NO_FRAME, featureId],
      ...[mask.area, packText(JSON.stringify(mask))],
    )
  }
}

export function writeComposite(
  connection: Connection,
  { labelId, version, compositeId, bytes }: FetchedComposite,
): void {
  connection.run(
    `insert into composite (label_id, content_version, composite_id, body) values (?, ?, ?, ?)
     on conflict do update set body = excluded.body`,
    ...[labelId, version, compositeId, JSON.stringify(bytes)],
  )
}

/** Gives a new content of the same version of a label what was fetched for the old one, where it is still a URL. */
export function carryFetched(connection: Connection, from: number, to: number): void {
  const rowOf = (no: number) => connection.get<ContentRow>('select no, groups, fetched from content where no = ?', no)
  const [older, newer] = [rowOf(from), rowOf(to)]
  if (!older || !newer) return
  for (const [groupName, frameCount] of Object.entries(fetchedOf(older))) {
    if (!isRemote(newer, groupName)) continue
    const copied = copyFetched(connection, groupName, from, to)
    noteFetched(connection, newer, groupName, frameCount, copied)
  }
}

/** Answers how many annotations were copied. What was fetched keeps its numbers within its content's range. */
function copyFetched(connection: Connection, groupName: string, from: number, to: number): number {
  const shift = (to - from) * CHUNK_RANGE
  connection.run(
    `insert into chunk (no, group_name, first_frame, last_frame, frame_count, pack_no, start, length)
     select no + ?, group_name, first_frame, last_frame, frame_count, pack_no, start, length
     from chunk where ${FETCHED_CHUNKS}`,
    ...[shift, ...fetchedChunks(from, groupName)],
  )
  connection.run(
    `insert into classification (content_no, annotation_seq, name, value, answer, text, fetched_group)
     select ?, annotation_seq, name, value, answer, text, fetched_group from classification
     where content_no = ? and fetched_group = ?`,
    ...[to, from, groupName],
  )
  return connection.run(
    `insert into annotation (content_no, seq, chunk_no, group_name, frame_number, place, feature_id, schema_id,
      name, annotation_kind, key_frame, area, length)
     select ?, seq, chunk_no + ?, group_name, frame_number, place, feature_id, schema_id,
      name, annotation_kind, key_frame, area, length
     from annotation where content_no = ? and seq >= ? and group_name = ?`,
    ...[to, shift, from, FETCHED_SEQ, groupName],
  )
}

/** A version of a label that no row shows any more takes with it what was fetched of it. */
export function deleteFetchedIfUnused(connection: Connection, labelId: string, version: number): void {
  if (connection.get('select 1 from label where id = ? and content_version = ? limit 1', labelId, version)) return
  for (const table of ['mask', 'composite'])
    connection.run(`delete from ${table} where label_id = ? and content_version = ?`, labelId, version)
}
