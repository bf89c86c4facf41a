import type { StoredText } from '../body.ts'
import { countOf, eachEntry } from '../entry-table.ts'
import type { PreparedContent } from '../prepare.ts'
import { CHUNK_RANGE } from '../queries/content.ts'
import type { Connection } from './connection.ts'
import type { LoadContext } from './load-context.ts'
import type { BatchPacks } from './packs.ts'

/** Answers the content's number. */
export function writeContent({ connection }: LoadContext, content: PreparedContent, packs: BatchPacks): number {
  const no = connection.insert(
    'insert into content (form, annotation_count, remote_group_count, groups, head) values (?, ?, ?, ?, ?)',
    content.form,
    countOf(content.annotations),
    content.groups.filter(group => group.remote).length,
    groupsText(content),
    content.head,
  )
  for (const [
    index,
    { groupName, firstFrame, lastFrame, frameCount, pack, start, length },
  ] of content.chunks.entries()) {
    connection.insert(
      `insert into chunk (no, group_name, first_frame, last_frame, frame_count, pack_no, start, length)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[no * CHUNK_RANGE + index, groupName, firstFrame, lastFrame, frameCount, packs.numberOf(pack), start, length],
    )
  }
  writeEntries({ connection }, no, content)
  return no
}

function writeEntries({ connection }: Pick<LoadContext, 'connection'>, no: number, record: PreparedContent): void {
  const insert = connection.prepare(
    `insert into annotation (content_no, seq, chunk_no, group_name, frame_number, place, feature_id, schema_id,
      name, annotation_kind, key_frame, area, length) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  let seq = 0
  let place = 0
  // Those of one frame come one after the other.
  let groupBefore: string | null | undefined
  let frameBefore: number | null = null
  eachEntry(record.annotations, (chunk, group, frame, featureId, schemaId, name, kind, keyFrame, area, length) => {
    place = group === groupBefore && frame === frameBefore ? place + 1 : 0
    groupBefore = group
    frameBefore = frame
    const chunkNo = no * CHUNK_RANGE + chunk
    // One by one: an array for each of them would be most of what a load throws away.
    insert.run(no, seq, chunkNo, group, frame, place, featureId, schemaId, name, kind, keyFrame, area, length)
    seq++
  })
  const insertClassification = connection.prepare(
    'insert into classification (content_no, annotation_seq, name, value, answer, text) values (?, ?, ?, ?, ?, ?)',
  )
  for (const { annotation, name, value, answer, text } of record.classifications) {
    insertClassification.run(no, annotation, name, value, answer, text)
  }
}

/** As the database compares text: JavaScript's own comparison goes by UTF-16 unit. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** By id name, as they are read. */
function groupsText({ groups }: PreparedContent): string {
  return JSON.stringify([...groups].sort((a, b) => byCodePoint(a.idName, b.idName)))
}

/** A content that no label of any version holds any more is taken away. */
export function deleteContentIfUnused(
  { connection, packs }: Pick<LoadContext, 'connection' | 'packs'>,
  no: number,
): void {
  if (connection.get('select 1 from label where content_no = ? limit 1', no)) return
  packs.loosen(chunksOf(connection, no).map(chunk => chunk.pack_no))
  for (const table of ['annotation', 'classification']) connection.run(`delete from ${table} where content_no = ?`, no)
  connection.run('delete from chunk where no >= ? and no < ?', no * CHUNK_RANGE, (no + 1) * CHUNK_RANGE)
  connection.run('delete from content where no = ?', no)
}

interface StoredHead {
  readonly form: string
  readonly groups: string
  readonly head: StoredText
}

/** Whether the stored content says the same. */
export function sameContent(load: LoadContext, no: number, content: PreparedContent, packs: BatchPacks): boolean {
  const { connection } = load
  const stored = connection.get<StoredHead>('select form, groups, head from content where no = ?', no)
  if (stored?.form !== content.form || stored.groups !== groupsText(content)) return false
  if (!sameText(stored.head, content.head)) return false
  const chunks = chunksOf(connection, no)
  return (
    chunks.length === content.chunks.length &&
    content.chunks.every(({ pack, start, length }, index) => {
      const older = chunks[index]
      if (older?.length !== length) return false
      const text = load.packs.textOf(older.pack_no).slice(older.start, older.start + length)
      return text === packs.textOf(pack).slice(start, start + length)
    })
  )
}

interface StoredChunk {
  readonly pack_no: number
  readonly start: number
  readonly length: number
}

/** In their order. */
function chunksOf(connection: Connection, no: number): StoredChunk[] {
  return connection.all<StoredChunk>(
    'select pack_no, start, length from chunk where no >= ? and no < ? order by no',
    ...[no * CHUNK_RANGE, (no + 1) * CHUNK_RANGE],
  )
}

/** zstd gives the same bytes for the same text. */
function sameText(a: StoredText, b: StoredText): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return Buffer.compare(a, b) === 0
}
