import type { Moment } from '../../model/index.ts'
import { type RowFields, selectRow } from '../columns.ts'
import { parseStored } from '../compressed-text.ts'
import { ENTITIES, FOREVER, type StoredRow } from '../entities/index.ts'
import { isBefore, laterOf } from '../merge.ts'
import type { PreparedLabel, PreparedRecord } from '../prepare.ts'
import { countDropped, isThinner } from './carried-over.ts'
import { type LabelVersion, type Stamp, versionOf } from './label-version.ts'
import { type LoadContext, liveRow, merge, retire, writeRow } from './load-context.ts'
import type { BatchPacks } from './packs.ts'
import { addTombstone, removedSince } from './tombstones.ts'
import { deleteContentIfUnused, hasContent, hasFramesFor, sameContent, writeContent } from './write-content.ts'
import { carryFetched, deleteFetchedIfUnused } from './write-fetched.ts'

/** The parts of a record that its labels share. */
interface LabelPlace extends Pick<PreparedRecord, 'format' | 'time'> {
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
    const { no: contentVersion, stamp } = versionOf(record.fields, undefined, { sameText: false, next: load.next })
    const key = {
      ...keyOf(place, record),
      contentNo: writeContent(load, record.content, packs),
      contentVersion,
      versionStamp: JSON.stringify(stamp),
      time: record.time,
      presentAt: place.format === 'v1' ? place.time : null,
    }
    writeRow(load, 'label', key, record.fields)
  }
}

const keyOf = ({ dataRowId }: LabelPlace, { id, projectId }: PreparedLabel) => ({
  id,
  dataRowId,
  projectId,
})

/** A label that is there already. */
function rewriteLabel(
  load: LoadContext,
  place: LabelPlace,
  record: PreparedLabel,
  packs: BatchPacks,
  row: StoredRow<'label'>,
): void {
  const older = olderOf(row)
  const change = contentChange(load, record, older, packs, isBefore(record.time, row.time))
  const fields = record.endsContentTime && change.keeps ? withoutContentTime(record.fields) : record.fields
  const now = merge(load, 'label', row, fields, record.time)
  if (now.isOlder) load.connection.run('update loaded_label set is_older = 1 where id = ?', record.id)
  const own = keyOf(place, record)
  const owner = now.isOlder
    ? { dataRowId: older.dataRowId, projectId: older.projectId }
    : { dataRowId: own.dataRowId, projectId: own.projectId ?? older.projectId }
  const sameOwner = owner.dataRowId === older.dataRowId && owner.projectId === older.projectId
  // A time of the version that was not known yet has to be noted, even where it is the row's already.
  const stamp = JSON.stringify(change.version.stamp)
  const presentAt = place.format === 'v1' ? laterOf(older.presentAt, place.time) : older.presentAt
  const isSame = now.isUnchanged && sameOwner && stamp === older.versionStamp && presentAt === older.presentAt
  if (change.keeps && isSame) return

  const isNewVersion = change.version.no !== older.version.no
  const contentNo = change.keeps ? older.contentNo : writeContent(load, record.content, packs)
  if (!change.keeps && !isNewVersion) carryFetched(load.connection, older.contentNo, contentNo)
  if (!change.keeps && !now.isOlder) load.droppedAnnotationCount += countDropped(load, older.contentNo, record.content)
  const key = {
    id: record.id,
    ...owner,
    contentNo,
    contentVersion: change.version.no,
    versionStamp: stamp,
    time: now.time,
    presentAt,
  }
  writeRow(load, 'label', key, now.fields)
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
  const { contentNo: stored, version } = older
  const { content } = record
  if (!content.isCarried) return { keeps: true, version }
  if (isOlder) {
    if (!hasContent(load, stored))
      return { keeps: false, version: versionOf(record.fields, undefined, { sameText: false, next: load.next }) }
    return { keeps: !isThinner(load, stored, content, packs, 'stored'), version }
  }
  const sameText = sameContent(load, stored, content, packs)
  const own = versionOf(record.fields, version, { sameText, next: load.next })
  const sameVersion = own.no === version.no
  const keeps = sameVersion && (sameText || hasFramesFor(load, stored, content))
  return { keeps: keeps || (!sameText && isThinner(load, stored, content, packs, 'record')), version: own }
}

/** Only annotations that replace others end what was known of their time. */
function withoutContentTime({ columns, body }: RowFields): RowFields {
  const { contentUpdatedAt: _, ...others } = columns
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
    `${selectRow(ENTITIES.label, LABEL_ROW)} where data_row_id = ? and project_id = ? and gone = ${FOREVER}`,
    ...[dataRowId, projectId],
  )
  for (const row of rows) {
    if (listed.has(row.id) || isBefore(time, row.presentAt)) continue
    retireLabel(load, row)
    addTombstone(load, row.id, time)
  }
}

const LABEL_ROW = ['no', 'born', 'id', 'contentNo', 'contentVersion', 'presentAt'] as const
type LabelRow = Pick<StoredRow<'label'>, (typeof LABEL_ROW)[number]>

interface StoredLabel extends StoredRow<'label'> {
  readonly version: LabelVersion
}

function olderOf(row: StoredRow<'label'>): StoredLabel {
  return { ...row, version: { no: row.contentVersion, stamp: parseStored<Stamp>(row.versionStamp) } }
}

function retireLabel(load: LoadContext, row: LabelRow): void {
  retire(load, 'label', row)
  if (row.born !== load.next) return
  deleteContentIfUnused(load, row.contentNo)
  deleteFetchedIfUnused(load.connection, row.id, row.contentVersion)
}
