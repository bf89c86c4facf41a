import type { ContentRecord } from '../../model/index.ts'
import type { StoredText } from '../body.ts'
import type { LoadContext } from './load-context.ts'
import type { PackedContent } from './pack-content.ts'

/** Each group's places in the order of annotations begin here apart, frameless ones half of it further on. */
const GROUP_RANGE = 2 ** 32
const FRAMELESS = 2 ** 31

/** Answers the content's number. */
export function writeContent({ connection }: LoadContext, { record, head, packs }: PackedContent): number {
  const no = connection.insert(
    'insert into content (form, annotation_count, remote_group_count, head) values (?, ?, ?, ?)',
    record.form,
    record.annotations.length,
    record.groups.filter(group => group.remote).length,
    head,
  )
  for (const { idName, key, name, remote, framesUrl, frameCount } of record.groups) {
    connection.insert(
      `insert into label_group (content_no, id_name, key, name, remote, frames_url, frame_count)
       values (?, ?, ?, ?, ?, ?, ?)`,
      ...[no, idName, key, name, Number(remote), framesUrl, frameCount],
    )
  }
  const chunkNumbers = packs.flatMap(({ body, chunks }) => {
    const pack = connection.insert('insert into pack (content_no, body) values (?, ?)', no, body)
    return chunks.map(({ groupName, firstFrame, lastFrame, frameCount, start, length }) =>
      connection.insert(
        `insert into chunk (content_no, group_name, first_frame, last_frame, frame_count, pack_no, start, length)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
        ...[no, groupName, firstFrame, lastFrame, frameCount, pack, start, length],
      ),
    )
  })
  writeEntries({ connection }, no, record, chunkNumbers)
  return no
}

function writeEntries(
  { connection }: Pick<LoadContext, 'connection'>,
  no: number,
  record: ContentRecord,
  chunkNumbers: readonly number[],
): void {
  const insertAnnotation = connection.prepare(
    `insert into annotation (content_no, seq, chunk_no, group_name, frame_number, feature_id, schema_id, name,
      annotation_kind, key_frame, area, length) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const places = placesOf(record)
  record.annotations.forEach((entry, i) => {
    insertAnnotation.run(
      no,
      places[i] ?? null,
      chunkNumbers[entry.chunk] ?? null,
      entry.groupName,
      entry.frameNumber,
      entry.featureId,
      entry.schemaId,
      entry.name,
      entry.annotationKind,
      entry.keyFrame === null ? null : Number(entry.keyFrame),
      entry.area,
      entry.length,
    )
  })
  const insertClassification = connection.prepare(
    'insert into classification (content_no, annotation_seq, name, value, answer, text) values (?, ?, ?, ?, ?, ?)',
  )
  for (const { annotation, name, value, answer, text } of record.classifications) {
    insertClassification.run(no, annotation === null ? null : (places[annotation] ?? null), name, value, answer, text)
  }
}

/** The place of each annotation in the label's own order: by group, by frame, as in the export; none comes last. */
function placesOf(record: ContentRecord): readonly number[] {
  const names = record.groups.map(group => group.idName).sort(byCodePoint)
  const next = new Map<string, number>()
  return record.annotations.map(({ groupName, frameNumber }) => {
    const group = groupName === null ? names.length : names.indexOf(groupName)
    const start = group * GROUP_RANGE + (frameNumber === null ? FRAMELESS : 0)
    const range = String(start)
    const place = next.get(range) ?? start
    next.set(range, place + 1)
    return place
  })
}

/** As the database compares text: JavaScript's own comparison goes by UTF-16 unit. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** A content that no label of any version holds any more is taken away. */
export function deleteContentIfUnused({ connection }: Pick<LoadContext, 'connection'>, no: number): void {
  if (connection.get('select 1 from label where content_no = ? limit 1', no)) return
  for (const table of ['annotation', 'classification', 'chunk', 'pack', 'label_group']) {
    connection.run(`delete from ${table} where content_no = ?`, no)
  }
  connection.run('delete from content where no = ?', no)
}

/** Whether the stored content says the same. */
export function sameContent({ connection }: LoadContext, no: number, { record, head, packs }: PackedContent): boolean {
  const stored = connection.get<{ form: string; head: StoredText }>('select form, head from content where no = ?', no)
  if (!stored || stored.form !== record.form || !sameText(stored.head, head)) return false
  const groups = connection.all(
    'select id_name, name, remote, frames_url, frame_count from label_group where content_no = ? order by id_name',
    no,
  )
  const newGroups = [...record.groups]
    .sort((a, b) => byCodePoint(a.idName, b.idName))
    .map(({ idName, name, remote, framesUrl, frameCount }) => ({
      id_name: idName,
      name,
      remote: Number(remote),
      frames_url: framesUrl,
      frame_count: frameCount,
    }))
  if (JSON.stringify(groups) !== JSON.stringify(newGroups)) return false
  const bodies = connection.all<{ body: StoredText }>('select body from pack where content_no = ? order by no', no)
  return bodies.length === packs.length && bodies.every(({ body }, i) => sameText(body, packs[i]?.body ?? ''))
}

/** zstd gives the same bytes for the same text. */
function sameText(a: StoredText, b: StoredText): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b
  return Buffer.compare(a, b) === 0
}
