import {
  type ClassificationEntry,
  type ContentRecord,
  type DataRowRecord,
  type ExportRecord,
  type Format,
  type GroupHead,
  type LabelRecord,
  type MetadataField,
  type Moment,
  NO_CONTENT,
  type ProjectRecord,
  type RejectedRecord,
  type WorkflowEvent,
} from '../model/index.ts'
import { type ColumnValue, type RowFields, recordFields, toColumns } from './columns.ts'
import { packText, type StoredText } from './compressed-text.ts'
import type { LoadBatch } from './contract.ts'
import { ENTITIES } from './entities/index.ts'
import { type EntryTable, tabulate } from './entry-table.ts'
import { type MetadataValue, searchableMetadata } from './metadata.ts'
import { type PackedChunk, Packer } from './packs.ts'

/*
 * Records made ready to be written: bodies are text already, chunks packed, entries a table. It is plain data that is
 * cheap to hand to another thread, and where nothing older is in its way it goes into the store as it is.
 */

export interface PreparedBatch {
  readonly records: readonly PreparedRecord[]
  readonly rejects: readonly RejectedRecord[]
}

/** The texts of a batch's chunks side by side, in UTF-8: apart from it, since they are compressed before it is read. */
export type PackTexts = readonly Uint8Array<ArrayBuffer>[]

export interface PreparedRecord {
  readonly format: Format
  readonly time: Moment | null
  readonly dataRow: PreparedDataRow
  readonly projects: readonly PreparedProject[]
  readonly labels: readonly PreparedLabel[]
}

export interface PreparedDataRow {
  readonly id: string
  readonly fields: RowFields
  /** Null where the record does not carry the metadata. */
  readonly metadata: readonly MetadataValue[] | null
}

export interface PreparedProject {
  readonly id: string
  readonly project: RowFields
  readonly queue: RowFields
  /** Null where the record does not carry the history. */
  readonly events: readonly PreparedEvent[] | null
  readonly listsLabels: boolean
}

/** Its columns and its body. */
export type PreparedEvent = readonly ColumnValue[]

export interface PreparedLabel extends Pick<LabelRecord, 'id' | 'projectId' | 'time'> {
  readonly fields: RowFields
  /** True where `fields` set contentUpdatedAt to null, since annotations came without it. */
  readonly endsContentTime: boolean
  readonly content: PreparedContent
}

export interface PreparedContent {
  /** False where the label was exported without annotations. */
  readonly isCarried: boolean
  readonly format: Format
  readonly head: StoredText
  readonly groups: readonly GroupHead[]
  readonly chunks: readonly PackedChunk[]
  readonly annotations: EntryTable
  readonly classifications: readonly ClassificationEntry[]
}

export function prepareBatch({ records, rejects }: LoadBatch): {
  readonly batch: PreparedBatch
  readonly packs: PackTexts
} {
  const packer = new Packer()
  const batch = { records: records.map(record => prepareRecord(record, packer)), rejects }
  return { batch, packs: packer.finish() }
}

function prepareRecord(record: ExportRecord, packer: Packer): PreparedRecord {
  const { format, time, dataRow, projects, labels } = record
  return {
    format,
    time,
    dataRow: prepareDataRow(dataRow),
    projects: projects.map(prepareProject),
    labels: labels.map(label => prepareLabel(label, packer)),
  }
}

function prepareDataRow({ id, fields, raw }: DataRowRecord): PreparedDataRow {
  const metadata: readonly MetadataField[] | null = fields.metadata === undefined ? null : (fields.metadata ?? [])
  return {
    id,
    fields: toColumns(ENTITIES.dataRow, fields, raw),
    metadata: metadata?.flatMap(searchableMetadata) ?? null,
  }
}

function prepareProject({ id, project, queue, events, listsLabels, raw }: ProjectRecord): PreparedProject {
  const history = events && { hasWorkflowHistory: true, inTaskSince: events.at(-1)?.createdAt ?? null }
  return {
    id,
    project: toColumns(ENTITIES.project, project),
    queue: toColumns(ENTITIES.dataRowProject, { ...queue, ...history }, raw),
    events: events?.map(prepareEvent) ?? null,
    listsLabels,
  }
}

function prepareEvent({ dataRowId: _, projectId: __, raw, ...fields }: WorkflowEvent): PreparedEvent {
  const { columns, body } = toColumns(ENTITIES.workflowEvent, fields, raw)
  return [...recordFields(ENTITIES.workflowEvent).map(field => columns[field] ?? null), body]
}

function prepareLabel(label: LabelRecord, packer: Packer): PreparedLabel {
  const { id, projectId, time, raw } = label
  const content = prepareContent(label.content, packer)
  const endsContentTime =
    content.isCarried && label.fields.updatedAt != null && label.fields.contentUpdatedAt === undefined
  const fields = endsContentTime ? { ...label.fields, contentUpdatedAt: null } : label.fields
  return { id, projectId, time, fields: toColumns(ENTITIES.label, fields, raw), endsContentTime, content }
}

function prepareContent(content: ContentRecord, packer: Packer): PreparedContent {
  const { format, head, groups, chunks, annotations, classifications } = content
  return {
    isCarried: head !== NO_CONTENT,
    format,
    head: packText(head),
    groups,
    chunks: chunks.map(chunk => packer.add(chunk)),
    annotations: tabulate(annotations),
    classifications,
  }
}
