import type { GroupHead } from '../../model/index.ts'
import type { StoredText } from '../body.ts'
import { type EntryRow, entryRows } from '../entry-table.ts'
import type { PreparedContent } from '../prepare.ts'
import { CHUNK_RANGE, FETCHED_FROM } from '../queries/content.ts'
import type { Connection } from './connection.ts'
import type { LoadContext } from './load-context.ts'
import type { Pack, PackedContent } from './pack-content.ts'

/** Answers the content's number. */
export function writeContent({ connection }: LoadContext, { record, head, packs }: PackedContent): number {
  const no = connection.insert(
    'insert into content (form, annotation_count, remote_group_count, groups, head) values (?, ?, ?, ?, ?)',
    record.form,
    record.annotations.featureIds.length,
    record.groups.filter(group => group.remote).length,
    groupsText(record),
    head,
  )
  const chunkNumbers = writePacks(connection, packs, no * CHUNK_RANGE)
  writeEntries(connection, record, { contentNo: no, chunkNumbers, firstSeq: 0, fetchedGroup: null })
  return no
}

/** Numbers packs and chunks from `first` on and answers the chunks' numbers. */
export function writePacks(connection: Connection, packs: readonly Pack[], first: number): readonly number[] {
  const chunkNumbers: number[] = []
  for (const { body, chunks } of packs) {
    const pack = first + chunkNumbers.length
    connection.insert('insert into pack (no, body) values (?, ?)', pack, body)
    for (const { groupName, firstFrame, lastFrame, frameCount, start, length } of chunks) {
      const chunk = first + chunkNumbers.length
      connection.insert(
        `insert into chunk (no, group_name, first_frame, last_frame, frame_count, pack_no, start, length)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[chunk, groupName, firstFrame, lastFrame, frameCount, pack, start, length],
      )
      chunkNumbers.push(chunk)
    }
  }
  return chunkNumbers
}

/** Where entries go. */
interface EntryPlace {
  readonly contentNo: number
  /** By the place of the chunk among the record's. */
  readonly chunkNumbers: readonly number[]
  /** Annotations are numbered from here on. */
  readonly firstSeq: number
  /** The group with whose frames they were fetched; null for what an export brought. */
  readonly fetchedGroup: string | null
}

export function writeEntries(
  connection: Connection,
  { annotations, classifications }: Pick<PreparedContent, 'annotations' | 'classifications'>,
  { contentNo, chunkNumbers, firstSeq, fetchedGroup }: EntryPlace,
): void {
  const insertAnnotation = connection.prepare(
    `insert into annotation (content_no, seq, chunk_no, group_name, frame_number, place, feature_id, schema_id,
      name, annotation_kind, key_frame, area, length) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let seq = firstSeq
  let place = 0
  // Those of one frame come one after the other.
  let before: Pick<EntryRow, 'groupName' | 'frameNumber'> | undefined
  for (const entry of entryRows(annotations)) {
    const { chunk, groupName, frameNumber, featureId, schemaId, name, annotationKind, keyFrame, area, length } = entry
    place = before?.groupName === groupName && before.frameNumber === frameNumber ? place + 1 : 0
    before = entry
    const chunkNo = chunkNumbers[chunk] ?? null
    insertAnnotation.run(
      ...[contentNo, seq, chunkNo, groupName, frameNumber, place, featureId],
      ...[schemaId, name, annotationKind, keyFrame, area, length],
    )
    seq++
  }
  const insertClassification = connection.prepare(
    `insert into classification (content_no, annotation_seq, name, value, answer, text, fetched_group)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  for (const { annotation, name, value, answer, text } of classifications) {
    const annotationSeq = annotation === null ? null : firstSeq + annotation
    insertClassification.run(contentNo, annotationSeq, name, value, answer, text, fetchedGroup)
  }
}

/** As the database compares text: JavaScript's own comparison goes by UTF-16 unit. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** By id name, as they are read. */
function groupsText({ groups }: PackedContent['record']): string {
  return JSON.stringify([...groups].sort((a, b) => byCodePoint(a.idName, b.idName)))
}

/** A content that no label of any version holds any more is taken away. */
export function deleteContentIfUnused({ connection }: Pick<LoadContext, 'connection'>, no: number): void {
  if (connection.get('select 1 from label where content_no = ? limit 1', no)) return
  for (const table of ['annotation', 'classification']) connection.run(`delete from ${table} where content_no = ?`, no)
  for (const table of ['chunk', 'pack']) {
    connection.run(`delete from ${table} where no >= ? and no < ?`, no * CHUNK_RANGE, (no + 1) * CHUNK_RANGE)
  }
  connection.run('delete from content where no = ?', no)
}

interface StoredHead {
  readonly form: string
  readonly groups: string
  readonly head: StoredText
}

/** Whether the stored content says the same. */
export function sameContent({ connection }: LoadContext, no: number, { record, head, packs }: PackedContent): boolean {
  const stored = connection.get<StoredHead>('select form, groups, head from content where no = ?', no)
  if (stored?.form !== record.form || stored.groups !== groupsText(record) || !sameText(stored.head, head)) return false
  const bodies = connection.all<{ body: StoredText }>(
    'select body from pack where no >= ? and no < ? order by no',
    ...[no * CHUNK_RANGE, no * CHUNK_RANGE + FETCHED_FROM],
  )
  return bodies.length === packs.length && bodies.every(({ body }, i) => sameText(body, packs[i]?.body ?? ''))
}

/**
 * Whether the stored content, exported with its frames, holds those of every group that this one knows by URL: of the
 * same version of a label it says the same and more.
 */
export function hasFramesFor({ connection }: LoadContext, no: number, { record }: PackedContent): boolean {
  const remote = record.groups.filter(group => group.remote)
  const stored = connection.get<Pick<StoredHead, 'groups'>>('select groups from content where no = ?', no)
  if (remote.length === 0 || !stored) return false
  const heads = JSON.parse(stored.groups) as readonly GroupHead[]
  const present = new Set(heads.filter(head => !head.remote).map(head => head.idName))
  return remote.every(group => present.has(group.idName))
}

/** zstd gives the same bytes for the same text. */
function sameText(a: StoredText, b: StoredText): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return Buffer.compare(a, b) === 0
}
