import {
  type ContentRecord,
  type DataRowRecord,
  type ExportRecord,
  type Json,
  type LabelRecord,
  type MetadataField,
  NO_CONTENT,
  type ProjectRecord,
  parseInstant,
  type WorkflowEvent,
} from '../model/index.ts'
import { type ColumnValue, type RowFields, recordFields, toColumns } from './columns.ts'
import { packText, type StoredText } from './compressed-text.ts'
import type { LoadBatch } from './contract.ts'
import { ENTITIES, type StoredRow } from './entities/index.ts'
import { type EntryTable, tabulate } from './entry-table.ts'
import { type PackedChunk, Packer } from './packs.ts'

/*
 * Records prepared for writing: bodies as text, chunks in packs, annotations as a table. They are plain data that is
 * cheap to hand to another thread. A record that meets no older row goes into the store as it is.
 */

export interface PreparedBatch extends Pick<LoadBatch, 'rejects'> {
  readonly records: readonly PreparedRecord[]
}

/** The texts of a batch's chunks side by side, in UTF-8: apart from it, since they are compressed before it is read. */
export type PackTexts = readonly Uint8Array<ArrayBuffer>[]

export interface PreparedRecord extends Pick<ExportRecord, 'format' | 'time'> {
  readonly dataRow: PreparedDataRow
  readonly projects: readonly PreparedProject[]
  readonly labels: readonly PreparedLabel[]
}

interface PreparedDataRow {
  readonly id: string
  readonly fields: RowFields
  /** Null where the record does not carry the metadata. */
  readonly metadata: readonly MetadataValue[] | null
}

/** A value that a metadata field is found by. Each chosen option is one. */
type MetadataValue = Omit<StoredRow<'metadata'>, 'dataRowNo' | 'body'>

export interface PreparedProject extends Pick<ProjectRecord, 'id' | 'listsLabels'> {
  readonly project: RowFields
  readonly queue: RowFields
  /** Null where the record does not carry the history. */
  readonly events: readonly PreparedEvent[] | null
}

/** Its columns and its body. */
export type PreparedEvent = readonly ColumnValue[]

export interface PreparedLabel extends Pick<LabelRecord, 'id' | 'projectId' | 'time'> {
  readonly fields: RowFields
  /** True where `fields` set contentUpdatedAt to null, since annotations came without it. */
  readonly endsContentTime: boolean
  readonly content: PreparedContent
}

export interface PreparedContent extends Pick<ContentRecord, 'format' | 'groups' | 'classifications'> {
  /** False where the label was exported without annotations. */
  readonly isCarried: boolean
  readonly head: StoredText
  readonly chunks: readonly PackedChunk[]
  readonly annotations: EntryTable
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
  const history = events !== undefined && {
    hasWorkflowHistory: events !== null,
    inTaskSince: events?.at(-1)?.createdAt ?? null,
  }
  return {
    id,
    project: toColumns(ENTITIES.project, project),
    queue: toColumns(ENTITIES.dataRowProject, { ...queue, ...history }, raw),
    events: events === undefined ? null : (events ?? []).map(prepareEvent),
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

function searchableMetadata({ schemaId, schemaName, value }: MetadataField): readonly MetadataValue[] {
  return valuesOf(value).map(one => ({
    schemaId,
    schemaName,
    text: typeof one === 'string' ? one : null,
    number: typeof one === 'number' ? one : null,
    time: typeof one === 'string' ? parseInstant(one) : null,
  }))
}

function valuesOf(value: Json): readonly (string | number | null)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  const options = Array.isArray(value) ? (value as readonly Json[]) : [value]
  const names = options.map(optionName).filter(name => name !== null)
  return names.length > 0 ? names : [null]
}

function optionName(option: Json): string | null {
  if (typeof option === 'string') return option
  if (typeof option !== 'object' || option === null || Array.isArray(option)) return null
  const { schema_name: name } = option as { readonly schema_name?: Json }
  return typeof name === 'string' ? name : null
}
