import type { FramesRecord, GroupHead } from '../../model/index.ts'
import { changedChecksum, checkedTableOf, ROW_CHECKSUM } from '../checked-tables.ts'
import { rowDamaged, rowMissing } from '../checksum.ts'
import { copyRows } from '../columns.ts'
import { parseStored } from '../compressed-text.ts'
import type { Store } from '../contract.ts'
import { CHUNK_RANGE, ENTITIES, FETCHED_FROM, type StoredRow } from '../entities/index.ts'
import { tabulate } from '../entry-table.ts'
import type { FetchedFrames } from '../fetched.ts'
import { Packer, storedTextOf } from '../packs.ts'
import type { Connection } from './connection.ts'
import { sumOfChunks, sumOfContent, sumOfEntries } from './entry-checksums.ts'
import { sumMasks, writeMask } from './feature-areas.ts'
import { BatchPacks, type ChunkPlace, StoredPacks } from './packs.ts'
import type { ShortWrites } from './short-writes.ts'
import { contentRow, SELECT_CHUNKS, sameChunks, writeChunks, writeEntries } from './write-content.ts'

/* Fetched frames and masks: written beside exported data. Frames are carried over when a label's version comes again. */

/** Annotations that were fetched are numbered from here on. */
export const FETCHED_SEQ = 2 ** 40
/** And their features from here on: a record of 256 MiB cannot hold as many. */
export const FETCHED_FEATURE = 2 ** 24

/** Writes what was fetched. */
export function createFetchedWriter({ write }: ShortWrites): Pick<Store, 'putFrames' | 'putMasks' | 'putComposites'> {
  /** Snapshots that are opened from now on tell by their version that there is more. */
  function counted<T>(work: (connection: Connection) => T): Promise<T> {
    return write(connection => {
      const result = work(connection)
      connection.run(COUNT_FETCHED)
      return result
    })
  }

  return {
    async putFrames(frames) {
      const packed = packFrames(frames.frames)
      return counted(connection => writeFrames(connection, frames, packed))
    },
    putMasks: masks =>
      counted(connection => {
        for (const mask of masks) writeMask(connection, mask)
      }),
    putComposites: composites =>
      counted(connection => {
        for (const { labelId, version, compositeId, bytes } of composites) {
          connection.run(
            `insert into composite (label_id, content_version, composite_id, body, checksum)
             values (?1, ?2, ?3, ?4, ${ROW_CHECKSUM}(?1, ?2, ?3, ?4))
             on conflict do update set body = excluded.body, checksum = excluded.checksum`,
            ...[labelId, version, compositeId, JSON.stringify(bytes)],
          )
        }
      }),
  }
}

const COUNT_FETCHED = `update state set fetched = fetched + 1, checksum = ${ROW_CHECKSUM}(version, fetched + 1)`

/** Frames are packed before the write lock is taken. */
function packFrames(record: FramesRecord) {
  const packer = new Packer()
  const chunks = record.chunks.map(chunk => packer.add(chunk))
  return { record, chunks, packs: packer.finish().map(storedTextOf) }
}

type ContentRow = StoredRow<'content'>

/** Returns whether that version of the label is still there. Frames that are there already stay, unless replaced. */
function writeFrames(
  connection: Connection,
  { labelId, version, groupName, replace = false }: FetchedFrames,
  { record, chunks, packs }: ReturnType<typeof packFrames>,
): boolean {
  const contents = connection.all<{ readonly contentNo: number }>(
    'select distinct content_no as "contentNo" from label where id = ? and content_version = ?',
    ...[labelId, version],
  )
  for (const { contentNo } of contents) {
    const content = contentRow(connection, contentNo)
    if (!content) throw rowMissing()
    const isFetched = replace && Object.hasOwn(fetchedOf(content), groupName)
    if (!isFetched && !isRemote(content, groupName)) continue
    const batch = new BatchPacks(connection, packs)
    if (isFetched) {
      const stored = storedChunks(connection, contentNo, groupName)
      if (sameChunks(stored, new StoredPacks(connection), chunks, batch)) continue
      setAsideFrames(connection, contentNo, groupName)
    }
    const selectLast = 'select max(no) as last from chunk where no >= ? and no < ?'
    const firstChunk = nextNumber(connection, selectLast, ...fetchedRange(contentNo))
    const selectLastSeq = 'select max(seq) as last from annotation where seq >= ? and content_no = ?'
    const firstSeq = nextNumber(connection, selectLastSeq, FETCHED_SEQ, contentNo)
    const firstFeature = firstFetchedFeature(connection, contentNo)
    const chunkSum = writeChunks(connection, chunks, batch, firstChunk)
    const entrySum = writeEntries(
      connection,
      { annotations: tabulate(record), classifications: record.classifications },
      { contentNo, firstFeature, firstSeq, firstChunk: firstChunk - contentNo * CHUNK_RANGE },
      groupName,
    )
    const { frameCount, annotations } = record
    noteFetched(connection, contentNo, groupName, frameCount, { annotations: annotations.length, entrySum, chunkSum })
    sumMasks(connection, { labelId, version, contentNo }, { groupName })
  }
  return contents.length > 0
}

/** The number of the next feature that is fetched. */
export function firstFetchedFeature(connection: Connection, contentNo: number): number {
  const selectLast = 'select max(no) as last from feature where no >= ? and content_no = ?'
  return nextNumber(connection, selectLast, FETCHED_FEATURE, contentNo)
}

/** The condition of a group's fetched features, for its three parameters. */
const FETCHED_FEATURES = 'content_no = ?1 and no >= ?2 and group_name = ?3'

/** The condition of a group's fetched chunks, for its three parameters. */
const FETCHED_CHUNKS = 'no >= ? and no < ? and group_name = ?'
const fetchedChunks = (contentNo: number, groupName: string) => [...fetchedRange(contentNo), groupName] as const

const fetchedRange = (contentNo: number) =>
  [contentNo * CHUNK_RANGE + FETCHED_FROM, (contentNo + 1) * CHUNK_RANGE] as const

function storedChunks(connection: Connection, contentNo: number, groupName: string): ChunkPlace[] {
  return connection.all<ChunkPlace>(
    `${SELECT_CHUNKS} where ${FETCHED_CHUNKS} order by no`,
    ...fetchedChunks(contentNo, groupName),
  )
}

/**
 * Makes room for frames that were fetched again. The chunks are renamed, and deleted only with the next ones or their
 * content: a running query may have read their numbers.
 */
function setAsideFrames(connection: Connection, no: number, groupName: string): void {
  const retired = `retired\0${groupName}`
  const sumOf = (name: string) => sumOfChunks(connection, FETCHED_CHUNKS, fetchedChunks(no, name))
  const chunkSum = sumOf(retired) + sumOf(groupName)
  const packs = new StoredPacks(connection)
  packs.markForCheck(storedChunks(connection, no, retired))
  connection.run(`delete from chunk where ${FETCHED_CHUNKS}`, ...fetchedChunks(no, retired))
  packs.removeUnused()
  const entrySum = sumOfFetched(connection, no, groupName)
  connection.run(RETIRE_CHUNKS, retired, ...fetchedChunks(no, groupName))
  connection.run('delete from classification where content_no = ? and fetched_group = ?', no, groupName)
  const features = [no, FETCHED_FEATURE, groupName] as const
  connection.run(
    `delete from feature_area where content_no = ?1 and feature_no in (select no from feature where ${FETCHED_FEATURES})`,
    ...features,
  )
  const annotations = connection.run(
    `delete from annotation where content_no = ?1 and feature_no in (select no from feature where ${FETCHED_FEATURES})`,
    ...features,
  )
  connection.run(`delete from feature where ${FETCHED_FEATURES}`, ...features)
  noteFetched(connection, no, groupName, null, {
    annotations: -annotations,
    entrySum: -entrySum,
    chunkSum: sumOf(retired) - chunkSum,
  })
}

const RETIRE_CHUNKS = `update chunk set group_name = ?1, checksum = ${changedChecksum(checkedTableOf(ENTITIES.chunk), { group_name: '?1' })}
  where no >= ?2 and no < ?3 and group_name = ?4`

/** The sum of the checksums of a group's fetched features, annotations and classifications. */
function sumOfFetched(connection: Connection, contentNo: number, groupName: string): number {
  const features = [contentNo, FETCHED_FEATURE, groupName] as const
  const ofFeatures = `where ${FETCHED_FEATURES}`
  const ofAnnotations = `where content_no = ?1 and feature_no in (select no from feature ${ofFeatures})`
  const sum =
    sumOfEntries(connection, ENTITIES.feature, ofFeatures, features) +
    sumOfEntries(connection, ENTITIES.annotation, ofAnnotations, features)
  const ofClassifications = 'where content_no = ? and fetched_group = ?'
  return sum + sumOfEntries(connection, ENTITIES.classification, ofClassifications, [contentNo, groupName])
}

function isRemote(content: ContentRow, groupName: string): boolean {
  if (Object.hasOwn(fetchedOf(content), groupName)) return false
  return parseStored<readonly GroupHead[]>(content.groups).some(group => group.idName === groupName && group.remote)
}

const fetchedOf = ({ fetched }: ContentRow) => parseStored<Readonly<Record<string, number>>>(fetched)

/** The number after the last that the statement finds from `first` on. */
function nextNumber(connection: Connection, selectLast: string, first: number, second: number): number {
  const row = connection.get<{ last: number | null }>(selectLast, first, second)
  return row?.last == null ? first : row.last + 1
}

const NOTED = {
  fetched: '?1',
  annotation_count: 'annotation_count + ?2',
  remote_group_count: 'remote_group_count + ?3',
  entries_checksum: '?4',
  chunks_checksum: '?5',
}
const NOTE_FETCHED = `update content set ${Object.entries(NOTED).map(([column, value]) => `${column} = ${value}`)},
  checksum = ${changedChecksum(checkedTableOf(ENTITIES.content), NOTED)} where no = ?6`

/** The change of a content by rows that come, or go. */
interface Added {
  readonly annotations: number
  /** Of checksums, as for the others. */
  readonly entrySum: number
  readonly chunkSum: number
}

/** Notes that a group's frames are there; with a null count, that they no longer are. */
function noteFetched(
  connection: Connection,
  contentNo: number,
  groupName: string,
  frameCount: number | null,
  added: Added,
): void {
  // The row is read again: another group may have been noted in the meantime.
  const row = contentRow(connection, contentNo)
  if (!row) throw rowMissing()
  const { [groupName]: _, ...others } = fetchedOf(row)
  const fetched = frameCount === null ? others : { ...others, [groupName]: frameCount }
  connection.run(
    NOTE_FETCHED,
    ...[JSON.stringify(fetched), added.annotations, frameCount === null ? 1 : -1],
    ...[(row.entriesChecksum + added.entrySum) | 0, (row.chunksChecksum + added.chunkSum) | 0, contentNo],
  )
}

/** Gives a new content of the same version of a label what was fetched for the old one, where it is still a URL. */
export function carryFetched(connection: Connection, from: number, to: number): void {
  const [older, newer] = [contentRow(connection, from), contentRow(connection, to)]
  if (!older || !newer) return
  const carried = Object.entries(fetchedOf(older)).filter(([groupName]) => isRemote(newer, groupName))
  if (carried.length === 0) return
  // Copies have sums of their own, by which damage would no longer show.
  const chunkSum = sumOfChunks(connection, 'no between ? and ?', chunksOf(from))
  if (sumOfContent(connection, from) !== older.entriesChecksum || chunkSum !== older.chunksChecksum) throw rowDamaged()
  for (const [groupName, frameCount] of carried) {
    const annotations = copyFetched(connection, groupName, from, to)
    noteFetched(connection, to, groupName, frameCount, {
      annotations,
      entrySum: sumOfFetched(connection, to, groupName),
      chunkSum: sumOfChunks(connection, FETCHED_CHUNKS, fetchedChunks(to, groupName)),
    })
  }
}

const chunksOf = (contentNo: number) => [contentNo * CHUNK_RANGE, (contentNo + 1) * CHUNK_RANGE - 1] as const

/** Answers how many annotations were copied. What was fetched keeps its numbers within its content's range. */
function copyFetched(connection: Connection, groupName: string, from: number, to: number): number {
  const shift = (to - from) * CHUNK_RANGE
  connection.run(
    `${copyRows(ENTITIES.chunk, { no: 'no + ?1' })} where no >= ?2 and no < ?3 and group_name = ?4`,
    ...[shift, ...fetchedChunks(from, groupName)],
  )
  connection.run(
    `${copyRows(ENTITIES.classification, { contentNo: '?' })} where content_no = ? and fetched_group = ?`,
    ...[to, from, groupName],
  )
  const features = [from, FETCHED_FEATURE, groupName, to] as const
  connection.run(`${copyRows(ENTITIES.feature, { contentNo: '?4' })} where ${FETCHED_FEATURES}`, ...features)
  return connection.run(
    `${copyRows(ENTITIES.annotation, { contentNo: '?4' })}
     where content_no = ?1 and feature_no in (select no from feature where ${FETCHED_FEATURES})`,
    ...features,
  )
}
