import {
  type ContentRecord,
  type DataRowRecord,
  type EventRecord,
  type ExportRecord,
  type Json,
  type LabelRecord,
  type MetadataField,
  NO_CONTENT,
  type ProjectRecord,
  parseInstant,
  type Review,
} from '../model/index.ts'
import { type ColumnValue, recordFields, toColumns } from './columns.ts'
import { ENTITIES, type StoredRow } from './entities/index.ts'
import { tabulate } from './entry-table.ts'
import type { LoadBatch } from './loads.ts'
import { Packer } from './packs.ts'
import { LONGEST_PERSON } from './people.ts'

/*
 * Records prepared for writing: bodies as text, chunks in packs, annotations as a table. They are plain data that is
 * cheap to hand to another thread. A record that meets no older row goes into the store as it is.
 */

/** A value that a metadata field is found by. Each chosen option is one. */
type MetadataValue = Omit<StoredRow<'metadata'>, 'dataRowNo' | 'body'>

export type SearchableReview = Omit<StoredRow<'review'>, 'labelNo' | 'body'>

export type PreparedBatch = ReturnType<typeof prepareBatch>['batch']
/** Its texts are each of the chunks of a pack side by side. They are compressed before the batch is read. */
export type PackTexts = ReturnType<typeof prepareBatch>['packs']
export type PreparedRecord = ReturnType<typeof prepareRecord>
export type PreparedProject = ReturnType<typeof prepareProject>
/** Its columns, its body and its `raw`. */
export type PreparedEvent = readonly ColumnValue[]
export type PreparedLabel = ReturnType<typeof prepareLabel>
export type PreparedContent = ReturnType<typeof prepareContent>

export function prepareBatch({ records, rejects }: LoadBatch) {
  const packer = new Packer()
  const batch = { records: records.map(record => prepareRecord(record, packer)), rejects }
  return { batch, packs: packer.finish() }
}

function prepareRecord(record: ExportRecord, packer: Packer) {
  return {
    ...record,
    people: peopleOf(record),
    dataRow: prepareDataRow(record.dataRow),
    projects: record.projects.map(prepareProject),
    labels: record.labels.map(label => prepareLabel(label, packer)),
  }
}

/** Addresses and ids of the people that a record names. */
function peopleOf({ dataRow, projects, labels }: ExportRecord): readonly string[] {
  const people = new Set<string | null | undefined>([dataRow.fields.createdBy])
  for (const { events } of projects) {
    for (const { createdBy, actorId } of events ?? []) people.add(createdBy).add(actorId)
  }
  for (const { fields } of labels) {
    people.add(fields.createdBy)
    for (const person of reviewersOf(fields.reviews)) people.add(person)
  }
  return [...people].filter(isPerson)
}

const isPerson = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST_PERSON

/** @param reviews of a label, as they are stored */
export const searchableReviews = (reviews: unknown): readonly SearchableReview[] =>
  Array.isArray(reviews)
    ? reviews.map(({ createdBy = null, score = null, createdAt = null }: Partial<Review>) => ({
        createdBy,
        score,
        createdAt,
      }))
    : []

/** @param reviews of a label, as they are stored */
export const reviewersOf = (reviews: unknown): readonly string[] =>
  Array.isArray(reviews)
    ? reviews.map((review: { readonly createdBy?: unknown }) => review.createdBy).filter(isPerson)
    : []

function prepareDataRow({ id, fields, raw }: DataRowRecord) {
  const metadata: readonly MetadataField[] | null = fields.metadata === undefined ? null : (fields.metadata ?? [])
  return {
    id,
    fields: toColumns(ENTITIES.dataRow, fields, raw),
    /** Null where the record does not carry the metadata. */
    metadata: metadata?.flatMap(searchableMetadata) ?? null,
  }
}

function prepareProject({ id, project, queue, events, listsLabels, raw }: ProjectRecord) {
  const history = events !== undefined && {
    hasWorkflowHistory: events !== null,
    inTaskSince: events?.at(-1)?.createdAt ?? null,
  }
  return {
    id,
    project: toColumns(ENTITIES.project, withTagTexts(project)),
    queue: toColumns(ENTITIES.dataRowProject, { ...queue, ...history }, raw),
    /** Null where the record does not carry the history. */
    events: events === undefined ? null : (events ?? []).map(prepareEvent),
    listsLabels,
  }
}

const withTagTexts = (project: ProjectRecord['project']) =>
  project.tags === undefined ? project : { ...project, tagTexts: tagTexts(project.tags) }

/** @param tags of a project, as they are stored */
export const tagTexts = (tags: unknown): string =>
  JSON.stringify(Array.isArray(tags) ? tags.map((tag: { readonly text?: unknown }) => tag.text ?? null) : [])

function prepareEvent({ dataRowId: _, projectId: __, raw, ...fields }: EventRecord): PreparedEvent {
  const { columns, ...texts } = toColumns(ENTITIES.workflowEvent, fields, raw)
  return [...recordFields(ENTITIES.workflowEvent).map(field => columns[field] ?? null), texts.body, texts.raw]
}

function prepareLabel(label: LabelRecord, packer: Packer) {
  const { id, projectId, time, stamp, raw } = label
  const content = prepareContent(label.content, packer)
  /** Whether `fields` set contentUpdatedAt to null, since annotations came without it. */
  const endsContentTime =
    content.isCarried && label.fields.updatedAt != null && label.fields.contentUpdatedAt === undefined
  const fields = endsContentTime ? { ...label.fields, contentUpdatedAt: null } : label.fields
  return {
    ...{ id, projectId, time, stamp, endsContentTime, content },
    fields: toColumns(ENTITIES.label, fields, raw),
    /** Null where the record does not carry the reviews. */
    reviews: fields.reviews === undefined ? null : searchableReviews(fields.reviews),
  }
}

function prepareContent({ tracks, answers, ...content }: ContentRecord, packer: Packer) {
  /** False where the label was exported without annotations. */
  const isCarried = content.head !== NO_CONTENT
  return {
    ...content,
    isCarried,
    head: isCarried ? packer.addHead(content.head) : null,
    chunks: content.chunks.map(chunk => packer.add(chunk)),
    annotations: tabulate({ annotations: content.annotations, tracks, answers }),
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
