import type { Moment } from '../../model/index.ts'
import { parseStored } from '../body.ts'
import { FOREVER } from '../entities/index.ts'
import { isBefore, laterOf } from '../merge.ts'
import type { PreparedLabel, PreparedRecord } from '../prepare.ts'
import type { RowParts } from '../row-shape.ts'
import { LABEL } from '../shapes.ts'
import { countDropped, isThinner } from './carried-over.ts'
import { type LabelVersion, type Stamp, versionOf } from './label-version.ts'
import { insertRow, type LiveRow, type LoadContext, liveRow, merge, retire } from './load-context.ts'
import type { BatchPacks } from './packs.ts'
import { addTombstone, removedSince } from './tombstones.ts'
import { deleteContentIfUnused, hasContent, hasFramesFor, sameContent, writeContent } from './write-content.ts'
import { carryFetched, deleteFetchedIfUnused } from './write-fetched.ts'

/** What of a record its labels share. */
export interface LabelPlace extends Pick<PreparedRecord, 'generation' | 'time'> {
  readonly dataRowId: string
  /** Since when a label is gone that is not there; null: it is new. */
  readonly absentSince: Moment | null
}

export function writeLabel(load: LoadContext, place: LabelPlace, record: PreparedLabel, packs: BatchPacks): void {
  const row = liveRow(load, 'label', record.id)
  if (row) rewriteLabel(load, place, record, packs, row)
  else if (removedSince(load, record.id, place.time) !== null) return
  else if (place.absentSince !== null) addTombstone(load, record.id, place.absentSince)
  else {
    const { no: content_version, stamp } = versionOf(record.parts, undefined, { sameText: false, next: load.next })
    const key = {
      ...keyOf(place, record),
      content_no: writeContent(load, record.content, packs),
      content_version,
      version_stamp: JSON.stringify(stamp),
      time: record.time,
      present_at: place.generation === 'v1' ? place.time : null,
    }
    insertRow(load, LABEL, key, record.parts)
  }
}

const keyOf = ({ dataRowId }: LabelPlace, { id, projectId }: PreparedLabel) => ({
  id,
  data_row_id: dataRowId,
  project_id: projectId,
})

/** A label that is there already. */
function rewriteLabel(
  load: LoadContext,
  place: LabelPlace,
  record: PreparedLabel,
  packs: BatchPacks,
  row: LiveRow,
): void {
  const older = olderOf(row)
  const change = contentChange(load, record, older, packs, isBefore(record.time, row.time))
  const parts = record.endsContentTime && change.keeps ? withoutContentTime(record.parts) : record.parts
  const now = merge(load, LABEL, row, parts, record.time)
  if (now.isOlder) load.connection.run('update loaded_label set is_older = 1 where id = ?', record.id)
  const own = keyOf(place, record)
  const owner = now.isOlder
    ? { data_row_id: older.data_row_id, project_id: older.project_id }
    : { data_row_id: own.data_row_id, project_id: own.project_id ?? older.project_id }
  const sameOwner = owner.data_row_id === older.data_row_id && owner.project_id === older.project_id
  // A time of the version that was not known yet has to be noted, even where it is the row's already.
  const stamp = JSON.stringify(change.version.stamp)
  const presentAt = place.generation === 'v1' ? laterOf(older.present_at, place.time) : older.present_at
  const isSame = now.isUnchanged && sameOwner && stamp === older.version_stamp && presentAt === older.present_at
  if (change.keeps && isSame) return

  const isNewVersion = change.version.no !== older.version.no
  const contentNo = change.keeps ? older.content_no : writeContent(load, record.content, packs)
  if (!change.keeps && !isNewVersion) carryFetched(load.connection, older.content_no, contentNo)
  if (!change.keeps && !now.isOlder) load.droppedAnnotationCount += countDropped(load, older.content_no, record.content)
  const key = {
    id: record.id,
    ...owner,
    content_no: contentNo,
    content_version: change.version.no,
    version_stamp: stamp,
    time: now.time,
    present_at: presentAt,
  }
  insertRow(load, LABEL, key, now.parts)
  retireLabel(load, older)
}

interface ContentChange {
  /** Whether the stored annotations stay in place. */
  readonly keeps: boolean
  readonly version: LabelVersion
}

function contentChange(
  load: LoadContext,
  record: PreparedLabel,
  older: StoredLabel,
  packs: BatchPacks,
  isOlder: boolean,
): ContentChange {
  const { content_no: stored, version } = older
  const { content } = record
  if (!content.isCarried) return { keeps: true, version }
  if (isOlder) {
    if (!hasContent(load, stored))
      return { keeps: false, version: versionOf(record.parts, undefined, { sameText: false, next: load.next }) }
    return { keeps: !isThinner(load, stored, content, packs, 'stored'), version }
  }
  const sameText = sameContent(load, stored, content, packs)
  const own = versionOf(record.parts, version, { sameText, next: load.next })
  const sameVersion = own.no === version.no
  const keeps = sameVersion && (sameText || hasFramesFor(load, stored, content))
  return { keeps: keeps || (!sameText && isThinner(load, stored, content, packs, 'record')), version: own }
}

/** Only annotations that replace others end what was known of their time. */
function withoutContentTime({ columns, body }: RowParts): RowParts {
  const { content_updated_at: _, ...others } = columns
  const { contentUpdatedAt: __, ...fields } = JSON.parse(body) as { contentUpdatedAt?: null }
  return { columns: others, body: JSON.stringify(fields) }
}

/** The labels of a row in a project that a list does not hold are gone, but for those that v1 has seen since. */
export function retireUnlistedLabels(
  load: LoadContext,
  dataRowId: string,
  projectId: string,
  listed: ReadonlySet<string>,
  time: Moment | null,
): void {
  const rows = load.connection.all<LabelRow>(
    `select no, born, id, content_no, content_version, present_at from label
     where data_row_id = ? and project_id = ? and gone = ${FOREVER}`,
    ...[dataRowId, projectId],
  )
  for (const row of rows) {
    if (listed.has(row.id) || isBefore(time, row.present_at)) continue
    retireLabel(load, row)
    addTombstone(load, row.id, time)
  }
}

interface LabelRow extends Pick<LiveRow, 'no' | 'born'> {
  readonly id: string
  readonly content_no: number
  readonly content_version: number
  readonly present_at: Moment | null
}

interface StoredLabel extends LabelRow {
  readonly data_row_id: string
  readonly project_id: string | null
  readonly version_stamp: string
  readonly version: LabelVersion
}

function olderOf(row: LiveRow): StoredLabel {
  const label = row as LiveRow & StoredLabel
  return { ...label, version: { no: label.content_version, stamp: parseStored<Stamp>(label.version_stamp) } }
}

function retireLabel(load: LoadContext, row: LabelRow): void {
  retire(load, 'label', row)
  if (row.born !== load.next) return
  deleteContentIfUnused(load, row.content_no)
  deleteFetchedIfUnused(load.connection, row.id, row.content_version)
}
