import { isBefore, laterOf, type Moment, namelessDataRowId, namelessProjectId } from '../../model/index.ts'
import { copyRows, type RowFields, selectRow } from '../columns.ts'
import { unpackBody } from '../compressed-text.ts'
import { ENTITIES, FOREVER, type StoredRow } from '../entities/index.ts'
import type { PreparedLabel, PreparedRecord, SearchableReview } from '../prepare.ts'
import { countDropped, isPartial } from './carried-over.ts'
import type { Connection } from './connection.ts'
import { sumMasks } from './feature-areas.ts'
import { entityRows } from './insert-rows.ts'
import { type LabelVersion, newVersion, versionOf } from './label-version.ts'
import { addTombstone, endVersion, type LoadContext, liveRow, merge, removedSince, writeRow } from './load-context.ts'
import type { BatchPacks } from './packs.ts'
import { hasContent, hasFramesFor, sameContent, writeContent } from './write-content.ts'
import { carryFetched } from './write-fetched.ts'

/** The parts of a record that its labels share. */
interface LabelPlace extends Pick<PreparedRecord, 'format' | 'time'> {
  readonly dataRowId: string
  /** Since when a label is gone that is not there; null: it is new. */
  readonly absentSince: Moment | null
}

/** @param row the label as it is in the store */
export function writeLabel(
  load: LoadContext,
  place: LabelPlace,
  record: PreparedLabel,
  packs: BatchPacks,
  row: StoredRow<'label'> | undefined,
): void {
  if (row) rewriteLabel(load, place, record, packs, row)
  else if (removedSince(load, record.id, place.time) !== null) return
  else if (place.absentSince !== null)
    addTombstone(load, { id: record.id, kind: 'LABEL', projectIds: [record.projectId] }, place.absentSince)
  else {
    const key = {
      id: record.id,
      dataRowId: place.dataRowId,
      projectId: record.projectId,
      contentNo: writeContent(load, record.content, packs),
      ...newVersion(record.stamp, load.next),
      time: record.time,
      presentAt: place.format === 'v1' ? place.time : null,
    }
    insertReviews(load.connection, writeRow(load, 'label', key, record.fields), record.reviews ?? [])
  }
}

/** A label that is there already. */
function rewriteLabel(
  load: LoadContext,
  place: LabelPlace,
  record: PreparedLabel,
  packs: BatchPacks,
  row: StoredRow<'label'>,
): void {
  const isOlder = isBefore(record.time, row.time)
  const { keeps, version } = contentChange(load, record, row, packs, isOlder)
  const { contentVersion, versionStamp } = version
  const fields = record.endsContentTime && keeps ? withoutContentTime(record.fields) : record.fields
  const now = merge(load, 'label', row, fields, record.time)
  if (isOlder) load.connection.run('update loaded_label set is_older = 1 where id = ?', record.id)
  const key = {
    id: record.id,
    dataRowId: isOlder ? row.dataRowId : place.dataRowId,
    projectId: isOlder ? row.projectId : (record.projectId ?? row.projectId),
    contentVersion,
    versionStamp,
    time: now.time,
    presentAt: place.format === 'v1' ? laterOf(row.presentAt, place.time) : row.presentAt,
  }
  if (keeps && now.isUnchanged && COMPARED.every(field => key[field] === row[field])) return
  const contentNo = keeps ? row.contentNo : writeContent(load, record.content, packs)
  if (!keeps && contentVersion === row.contentVersion) {
    carryFetched(load.connection, row.contentNo, contentNo)
    sumMasks(load.connection, { labelId: record.id, version: contentVersion, contentNo })
  }
  if (!keeps && !isOlder) load.tally.droppedAnnotations += countDropped(load, row.contentNo, record.content)
  const no = writeRow(load, 'label', { ...key, contentNo }, now.fields)
  if (record.reviews === null || (isOlder && 'reviews' in unpackBody<object>(row.body)))
    load.connection.run(`${copyRows(ENTITIES.review, { labelNo: '?1' })} where label_no = ?2`, no, row.no)
  else insertReviews(load.connection, no, record.reviews)
  endVersion(load, 'label', row)
}

/** Writes reviews of a row, by which it can be found. */
export function insertReviews(connection: Connection, labelNo: number, reviews: readonly SearchableReview[]): void {
  const values = reviews.flatMap(({ createdBy, score, createdAt }) => [labelNo, createdBy, score, createdAt])
  insertReviewRows(connection, values)
}

const insertReviewRows = entityRows(ENTITIES.review, ['labelNo', 'createdBy', 'score', 'createdAt'])

/** The stamp too: a time of the version that was not known yet has to be noted, even where it is the row's already. */
const COMPARED = ['dataRowId', 'projectId', 'versionStamp', 'presentAt'] as const

/** Which version of the label the record is, and whether the stored annotations stay in place. */
function contentChange(
  load: LoadContext,
  { stamp, content }: PreparedLabel,
  row: StoredRow<'label'>,
  packs: BatchPacks,
  isOlder: boolean,
): { readonly keeps: boolean; readonly version: LabelVersion } {
  const stored = row.contentNo
  if (!content.isCarried) return { keeps: true, version: row }
  if (isOlder) {
    if (!hasContent(load, stored)) return { keeps: false, version: newVersion(stamp, load.next) }
    return { keeps: !isPartial(load, stored, content, packs, 'stored'), version: row }
  }
  const sameText = sameContent(load, stored, content, packs)
  const partial = !sameText && isPartial(load, stored, content, packs, 'record')
  const version = versionOf(stamp, row, load.next, sameText || partial)
  const sameVersion = version.contentVersion === row.contentVersion
  return { keeps: partial || (sameVersion && (sameText || hasFramesFor(load, stored, content))), version }
}

/** Only annotations that replace others end what was known of their time. */
function withoutContentTime({ columns, body, raw }: RowFields): RowFields {
  const { contentUpdatedAt: _, ...others } = columns
  const { contentUpdatedAt: __, ...fields } = JSON.parse(body) as { contentUpdatedAt?: null }
  return { columns: others, body: JSON.stringify(fields), raw }
}

/** A v1 record that lacks the data row's or the project's id keeps those that its label has in the store. */
export function withKnownOwner(load: LoadContext, record: PreparedRecord): PreparedRecord {
  const [label] = record.labels
  const isNameless = (id: string | null | undefined) => id?.startsWith(namelessProjectId('')) === true
  if (!label || !(record.dataRow.id === namelessDataRowId(label.id) || isNameless(label.projectId))) return record
  const stored = liveRow(load, 'label', label.id)
  if (!stored) return record
  const keepsProject = isNameless(label.projectId) && stored.projectId !== null && !isNameless(stored.projectId)
  const projectId = keepsProject ? stored.projectId : label.projectId
  const dataRowId = record.dataRow.id === namelessDataRowId(label.id) ? stored.dataRowId : record.dataRow.id
  return {
    ...record,
    dataRow: { ...record.dataRow, id: dataRowId },
    projects: record.projects.map(project => ({ ...project, id: projectId ?? project.id })),
    labels: [{ ...label, projectId }],
  }
}

/**
 * The labels of a row in a project that a list does not hold are gone, but for those that v1 has seen since.
 * Without a project: all labels of the row.
 */
export function removeUnlistedLabels(
  load: LoadContext,
  dataRowId: string,
  projectId: string | null,
  listed: ReadonlySet<string>,
  time: Moment | null,
): void {
  const rows = load.connection.all<LabelRow>(SELECT_LABELS, dataRowId, projectId)
  for (const row of rows) {
    if (projectId !== null && (listed.has(row.id) || isBefore(time, row.presentAt))) continue
    endVersion(load, 'label', row)
    addTombstone(load, { id: row.id, kind: 'LABEL', projectIds: [row.projectId] }, time)
  }
}

const LABEL_ROW = ['no', 'born', 'id', 'projectId', 'presentAt'] as const
type LabelRow = Pick<StoredRow<'label'>, (typeof LABEL_ROW)[number]>
const SELECT_LABELS = `${selectRow(ENTITIES.label, LABEL_ROW)}
  where data_row_id = ? and project_id is coalesce(?, project_id) and gone = ${FOREVER}`
