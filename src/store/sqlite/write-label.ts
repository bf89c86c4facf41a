import type { ContentRecord, Label, LabelRecord } from '../../model/index.ts'
import { packBody, type StoredText, unpackBody } from '../body.ts'
import { mergeFields, mergeRaw } from '../merge.ts'
import type { LabelBody } from '../queries/label.ts'
import { insertVersioned, type LoadContext, liveRow, retire, type Versioned } from './load-context.ts'
import { packContent } from './pack-content.ts'
import { FOREVER } from './schema.ts'
import { deleteContentIfUnused, sameContent, writeContent } from './write-content.ts'

interface Row extends Versioned {
  readonly content_no: number
  readonly body: StoredText
  readonly [column: string]: unknown
}

type Fields = Omit<Label, 'id'>

const EMPTY: Omit<Fields, 'dataRowId' | 'projectId'> = {
  labelKind: null,
  version: null,
  createdAt: null,
  updatedAt: null,
  contentUpdatedAt: null,
  createdBy: null,
  reviews: null,
  secondsToCreate: null,
  secondsToLabel: null,
  secondsToReview: null,
  secondsToRework: null,
  secondsTotal: null,
  skipped: null,
  consensusScore: null,
  benchmarkScore: null,
  benchmarkLabelId: null,
  isBenchmark: null,
  hasOpenIssues: null,
  viewUrl: null,
  raw: {},
}

const NO_CONTENT: ContentRecord = {
  form: 'v1',
  head: '{}',
  groups: [],
  chunks: [],
  annotations: [],
  classifications: [],
}

export function writeLabel(load: LoadContext, dataRowId: string, record: LabelRecord): void {
  const row = liveRow<Row>(load, 'label', record.id)
  const older = row ? fieldsOf(row) : null
  const base = older && record.keepsOlder ? older : EMPTY
  const fields: Fields = {
    ...mergeFields<Fields>(
      { ...base, dataRowId, projectId: record.projectId ?? older?.projectId ?? null },
      record.fields,
    ),
    raw: mergeRaw(base.raw, record.raw, load.rawContainers),
  }
  const carried = record.content ?? (record.keepsOlder && row ? null : NO_CONTENT)
  const content = carried && packContent(carried)
  const kept = row && (content === null || sameContent(load, row.content_no, content)) ? row.content_no : null
  if (kept !== null && JSON.stringify(fields) === JSON.stringify(older)) return
  const contentNo = kept ?? writeContent(load, content ?? packContent(NO_CONTENT))
  if (row) retireLabel(load, row, contentNo)
  insertLabel(load, record.id, contentNo, fields)
}

/** The labels of a row in a project that the record's list does not hold are gone. */
export function retireUnlistedLabels(
  load: LoadContext,
  dataRowId: string,
  projectId: string,
  listed: ReadonlySet<string>,
): void {
  const rows = load.connection.all<Versioned & { id: string; content_no: number }>(
    `select no, born, id, content_no from label where data_row_id = ? and project_id = ? and gone = ${FOREVER}`,
    dataRowId,
    projectId,
  )
  for (const row of rows) if (!listed.has(row.id)) retireLabel(load, row, null)
}

function retireLabel(load: LoadContext, row: Versioned & { content_no: number }, keptContent: number | null): void {
  retire(load, 'label', row)
  if (row.born === load.next && row.content_no !== keptContent) deleteContentIfUnused(load, row.content_no)
}

function insertLabel(load: LoadContext, id: string, contentNo: number, fields: Fields): void {
  const { dataRowId, projectId, labelKind, createdBy, createdAt, updatedAt, skipped, hasOpenIssues, ...rest } = fields
  const { secondsToCreate, secondsToReview, consensusScore, benchmarkScore, ...body } = rest
  insertVersioned(load, 'label', {
    id,
    content_no: contentNo,
    data_row_id: dataRowId,
    project_id: projectId,
    label_kind: labelKind,
    created_by: createdBy,
    created_at: createdAt,
    updated_at: updatedAt,
    skipped: toInteger(skipped),
    has_open_issues: toInteger(hasOpenIssues),
    seconds_to_create: secondsToCreate,
    seconds_to_review: secondsToReview,
    consensus_score: consensusScore,
    benchmark_score: benchmarkScore,
    body: packBody(body),
  })
}

function fieldsOf(row: Row): Fields {
  const body = unpackBody<LabelBody>(row.body)
  const columns = {
    dataRowId: row.data_row_id,
    projectId: row.project_id,
    labelKind: row.label_kind,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    skipped: toBoolean(row.skipped),
    hasOpenIssues: toBoolean(row.has_open_issues),
    secondsToCreate: row.seconds_to_create,
    secondsToReview: row.seconds_to_review,
    consensusScore: row.consensus_score,
    benchmarkScore: row.benchmark_score,
  }
  return { ...EMPTY, ...columns, ...body } as Fields
}

const toInteger = (value: boolean | null) => (value === null ? null : Number(value))
const toBoolean = (value: unknown) => (value === null ? null : value === 1)
