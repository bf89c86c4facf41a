import type { AnnotationEntry, JsonObject } from '../../model/index.ts'
import { CHUNK_RANGE } from '../entities/index.ts'
import { tabulate } from '../entry-table.ts'
import type { Connection } from './connection.ts'
import { SUM_CONTENT, sumOfContent } from './entry-checksums.ts'
import { sumMasks } from './feature-areas.ts'
import { answersIn, boundsOfObject, isMaskObject, itemsOf, tracksIn } from './older-content.ts'
import { type ChunkPlace, StoredPacks } from './packs.ts'
import { SELECT_CHUNKS, storedHead, writeEntries } from './write-content.ts'
import { FETCHED_SEQ, firstFetchedFeature } from './write-fetched.ts'

/**
 * Writes the features and annotations of each content anew, as a load writes them now, from its chunks. Rows that changed
 * on the disk before are not known as such.
 */
export function followStoredFeatures(connection: Connection): void {
  const packs = new StoredPacks(connection)
  for (const { no } of connection.all<{ readonly no: number }>('select no from content order by no'))
    followContent(connection, packs, no)
  const shown = connection.all<{ labelId: string; version: number; contentNo: number }>(
    `select distinct id as "labelId", content_version as version, content_no as "contentNo" from label l where exists
      (select 1 from mask m where m.label_id = l.id and m.content_version = l.content_version)`,
  )
  for (const each of shown) sumMasks(connection, each)
}

/** An annotation as it was stored. */
export interface Row extends Pick<AnnotationEntry, 'groupName' | 'featureId' | 'schemaId' | 'name' | 'annotationKind'> {
  readonly seq: number
  readonly chunk: number
  readonly frameNumber: number | null
  readonly place: number
  readonly keyFrame: number | null
  readonly area: number | null
  readonly length: number | null
}

export const SELECT_ROWS = `select a.seq, a.chunk_index as chunk, f.group_name as "groupName", a.frame_number as "frameNumber",
    a.place, f.feature_id as "featureId", f.schema_id as "schemaId", f.name, f.annotation_kind as "annotationKind",
    a.key_frame as "keyFrame", a.area, a.length
  from feature f join annotation a on a.content_no = f.content_no and a.feature_no = f.no where f.content_no = ? order by a.seq`

function followContent(connection: Connection, packs: StoredPacks, no: number): void {
  const stored = storedHead({ connection, packs }, no)
  if (!stored) return
  const { tracks, groupOf } = tracksIn(stored)
  const rows = connection.all<Row>(SELECT_ROWS, no)
  if (rows.length === 0 && tracks.length === 0) return
  // What was fetched of a group belongs together; null: what an export brought.
  const parts = Map.groupBy(rows, ({ seq, groupName }) => (seq < FETCHED_SEQ ? null : groupName))
  if (!parts.has(null)) parts.set(null, [])
  connection.run('delete from feature where content_no = ?', no)
  connection.run('delete from annotation where content_no = ?', no)
  for (const [fetchedGroup, own] of parts) {
    const texts = createChunkTexts(connection, packs, no)
    const annotations = own.map(row => entryOf(row, texts.objectOf(row)))
    const follows = fetchedGroup === null ? { tracks, answers: answersIn(tracks, texts.framesOf(groupOf)) } : {}
    const first = {
      contentNo: no,
      firstFeature: fetchedGroup === null ? 0 : firstFetchedFeature(connection, no),
      firstSeq: own[0]?.seq ?? 0,
      firstChunk: 0,
    }
    const table = tabulate({ annotations, ...follows })
    writeEntries(connection, { annotations: table, classifications: [] }, first, fetchedGroup)
  }
  connection.run('update content set entries_checksum = ? where no = ?', sumOfContent(connection, no), no)
  connection.run(SUM_CONTENT, no)
}

function entryOf({ seq: _, place: __, keyFrame, ...row }: Row, object: JsonObject | undefined): AnnotationEntry {
  const measured = { area: row.area, length: row.length }
  return {
    ...row,
    keyFrame: keyFrame === null ? null : keyFrame === 1,
    isMask: object !== undefined && isMaskObject(object, measured),
    bounds: object === undefined ? null : boundsOfObject(object, measured),
  }
}

type Chunk = Readonly<Record<'frames' | 'objects', JsonObject | undefined>>

/** The chunks of a content, of which the last one is kept. */
export function createChunkTexts(connection: Connection, packs: StoredPacks, no: number) {
  let last: { readonly index: number; readonly chunk: Chunk } | null = null

  function chunkAt(index: number): Chunk {
    if (last?.index === index) return last.chunk
    const place = connection.get<ChunkPlace>(`${SELECT_CHUNKS} where no = ?`, no * CHUNK_RANGE + index)
    const chunk = JSON.parse(place ? packs.textOf(place) : '{}') as Chunk
    last = { index, chunk }
    return chunk
  }

  return {
    objectOf({ chunk, frameNumber, place }: Row): JsonObject | undefined {
      const { frames, objects } = chunkAt(chunk)
      if (frameNumber === null) return itemsOf(objects)[place]
      return itemsOf((frames?.[frameNumber] as JsonObject | undefined)?.objects)[place]
    },
    /** Frames of groups. @param from of which number on: half of the range is of fetched frames */
    *framesOf(groupOf: (name: string | null) => boolean, from = 0) {
      const chunks = connection.all<{ readonly no: number; readonly groupName: string | null }>(
        'select no, group_name as "groupName" from chunk where no >= ? and no < ? and first_frame is not null order by no',
        ...[no * CHUNK_RANGE + from, no * CHUNK_RANGE + from + CHUNK_RANGE / 2],
      )
      for (const { no: chunkNo, groupName } of chunks)
        if (groupName !== null && groupOf(groupName))
          for (const [frame, wire] of Object.entries(chunkAt(chunkNo - no * CHUNK_RANGE).frames ?? {}))
            yield { groupName, frameNumber: Number(frame), wire: wire as JsonObject }
    },
  }
}
