import type * as z from 'zod'
import {
  type DataRowRecord,
  type ExportRecord,
  isObject,
  type Json,
  type JsonObject,
  type LabelRecord,
  namelessDataRowId,
  namelessProjectId,
  type ProjectRecord,
} from '../../model/index.ts'
import { normalizeContent } from '../content/content.ts'
import { below, ROOT } from '../record-fault.ts'
import { reviewOf } from '../review.ts'
import { carried, checkId, firstOf, isGiven, isList, listOf, momentOf, parseWire, without } from '../wire-values.ts'
import { readHistory } from '../workflow.ts'
import { isSkipWord, rejectOldLabel } from './old-label.ts'
import { V1 } from './rules.ts'
import { RecordWire } from './wire.ts'

/**
 * A v1 record: one label, with fields of its data row and project.
 * @throws RecordFault
 */
export function normalizeLabelRecord(wire: JsonObject): ExportRecord {
  const { Label: content, ...rest } = wire
  const record = parseWire(RecordWire, wire, ROOT)
  const labelAt = below(ROOT, 'Label')
  const isSkipped = record.Skipped === true || isSkipWord(content)
  // A skipped label may hold anything.
  if (!isSkipped) rejectOldLabel(content, labelAt)
  const dataRowId = record['DataRow ID'] ?? namelessDataRowId(record.ID)
  const projectId = projectIdOf(record)
  const apart = [...ROW_KEYS, ...(projectId === null ? [] : PROJECT_KEYS), 'Reviews']
  const time = momentOf(wire['Updated At'])
  const label: LabelRecord = {
    id: record.ID,
    projectId,
    time,
    stamp: [null, time],
    fields: labelFields(isSkipped ? { ...record, Skipped: true } : record, content, wire),
    raw: without(rest, ...apart),
    content: normalizeContent(content, null, V1, labelAt, isSkipped),
  }
  return {
    format: 'v1',
    time,
    dataRow: { id: dataRowId, fields: rowFields(record, wire), raw: only(rest, ROW_KEYS) },
    projects: projectId === null ? [] : [projectRecord(record, projectId, dataRowId, rest)],
    labels: [label],
  }
}

type Record = z.output<typeof RecordWire>

/** Keys about the data row. `media_type` was added by clients. */
const ROW_KEYS = [
  'DataRow ID',
  'Labeled Data',
  'External ID',
  'Global Key',
  'Dataset Name',
  'DataRow Metadata',
  'Media Attributes',
  'Data Split',
  'media_type',
]
const PROJECT_KEYS = ['Project Name', 'DataRow Workflow Info']

/** v1 has a project's id only in the link to its editor. */
function projectIdOf(record: Record): string | null {
  const id = URL.parse(record['View Label'] ?? '')?.searchParams.get('project')
  if (id) return checkId(id, below(ROOT, 'View Label'))
  const name = record['Project Name']
  return name ? checkId(namelessProjectId(name), below(ROOT, 'Project Name')) : null
}

function rowFields(record: Record, wire: JsonObject): DataRowRecord['fields'] {
  const media = record['Media Attributes']
  return carried<DataRowRecord['fields']>({
    rowData: record['Labeled Data'],
    externalId: record['External ID'],
    globalKey: record['Global Key'],
    datasetName: record['Dataset Name'],
    mimeType: media && (firstOf(media.mimeType, media.mime_type) ?? null),
    mediaAttributes: wire['Media Attributes'],
    metadata: listOf(record['DataRow Metadata'], field => ({
      schemaId: field.schemaId ?? field.schema_id ?? null,
      schemaName: field.schemaName ?? field.schema_name ?? field.name ?? null,
      value: (field.value ?? null) as Json,
    })),
  })
}

function projectRecord(record: Record, id: string, dataRowId: string, wire: JsonObject): ProjectRecord {
  const info = record['DataRow Workflow Info']
  const keys = ['DataRow Workflow Info', 'Workflow History'] as const
  return {
    id,
    project: carried<ProjectRecord['project']>({ name: record['Project Name'] }),
    queue: carried<ProjectRecord['queue']>({ taskName: info?.taskName }),
    listsLabels: false,
    ...readHistory(info?.['Workflow History'], only(wire, PROJECT_KEYS), keys, dataRowId, id),
  }
}

function labelFields(record: Record, content: Json | undefined, wire: JsonObject): LabelRecord['fields'] {
  const raws = wire.Reviews as readonly JsonObject[] | null | undefined
  return carried<LabelRecord['fields']>({
    labelKind: labelKindOf(content, record.Skipped === true),
    createdAt: record['Created At'],
    updatedAt: record['Updated At'],
    createdBy: record['Created By'],
    reviews: listOf(record.Reviews, (review, index) => reviewOf(review, raws?.[index] ?? {})),
    secondsToCreate: firstOf(record['Seconds to Create'], record['Seconds to Label']),
    secondsToLabel: record['Seconds to Label'],
    secondsToReview: record['Seconds to Review'],
    skipped: record.Skipped,
    consensusScore: record.Agreement,
    benchmarkScore: record['Benchmark Agreement'],
    benchmarkLabelId: firstOf(record['Benchmark Reference ID'], record['Benchmark ID']),
    isBenchmark: record['Is Benchmark'],
    hasOpenIssues: record['Has Open Issues'],
    viewUrl: record['View Label'],
  })
}

/** Undefined for an empty skipped label: it may be of any medium. */
function labelKindOf(content: Json | undefined, skipped: boolean): string | undefined {
  if (content === undefined) return undefined
  if (isList(content)) return 'Video'
  if (isObject(content)) {
    if (isGiven(content.groups)) return 'DICOM'
    if (isGiven(content.frames)) return 'Video'
    if (LISTS.some(key => isList(content[key]) && content[key].length > 0)) return 'Default'
  }
  return skipped ? undefined : 'Default'
}

const LISTS = ['objects', 'classifications', 'relationships']

const only = (wire: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(wire).filter(([key]) => keys.includes(key)))
