import type { GroupHead, Segment } from './content.ts'
import type { DataRow, DataRowProject, Label, Project, WorkflowEvent } from './export-data.ts'
import type { Moment } from './instant.ts'
import type { JsonObject } from './json.ts'
import type { Bounds } from './measures.ts'

/* A record of an export as it is put into the store. */

/** The fields that a record has. An absent key was not exported: an older value stays. Null is a value. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] }

export type Format = 'v1' | 'v2'

export interface ExportRecord {
  readonly format: Format
  /** Of the data row and its queue entries: in v2 the row's last activity, in v1 the label's time. */
  readonly time: Moment | null
  readonly dataRow: DataRowRecord
  readonly projects: readonly ProjectRecord[]
  readonly labels: readonly LabelRecord[]
}

export interface DataRowRecord {
  readonly id: string
  readonly fields: Patch<Omit<DataRow, 'id'>>
  readonly raw: JsonObject
}

/** A project, and the data row's entry in its queue. */
export interface ProjectRecord {
  readonly id: string
  readonly project: Patch<Omit<Project, 'id'>>
  readonly queue: Patch<Omit<DataRowProject, 'dataRowId' | 'projectId' | 'inTaskSince' | 'hasWorkflowHistory'>>
  /** Oldest first; absent if the record does not include the history, null if it says so. */
  readonly events?: readonly EventRecord[] | null
  /** True when the record lists all labels of the row in this project: those it does not list are gone. */
  readonly listsLabels: boolean
  readonly raw: JsonObject
}

export interface EventRecord extends WorkflowEvent {
  readonly raw: JsonObject
}

export interface LabelRecord {
  readonly id: string
  readonly projectId: string | null
  /** Time of the label's last update, else of its content's; null if the export gives neither. */
  readonly time: Moment | null
  /** The exported times of the last change of the content, and of the label: they tell its versions apart. */
  readonly stamp: readonly [contentUpdatedAt: Moment | null, updatedAt: Moment | null]
  readonly fields: Patch<Omit<Label, 'id' | 'dataRowId' | 'projectId'>>
  readonly raw: JsonObject
  /** Replaces the stored content, unless its head is `NO_CONTENT` or the record is older or partial: see `merge`. */
  readonly content: ContentRecord
}

/** The head of a label that was exported without its annotations: older ones stay. */
export const NO_CONTENT = '{}'

/**
 * A label's annotations: JSON text in the export's format, cut so that a page of frames can be read alone, and the
 * values that lists are filtered and sorted by. Module `labelbox` writes the text and reads it back.
 */
export interface ContentRecord {
  readonly format: Format
  /** JSON text of everything but objects and frames. */
  readonly head: string
  readonly groups: readonly GroupHead[]
  readonly chunks: readonly ChunkRecord[]
  /** In the order of the chunks, and within a chunk in the export's. */
  readonly annotations: readonly AnnotationEntry[]
  readonly classifications: readonly ClassificationEntry[]
  /** Features that the export follows through the frames of a group. */
  readonly tracks: readonly TrackEntry[]
  /** By frame, of features that the export follows. */
  readonly answers: readonly AnswerEntry[]
}

export interface ChunkRecord {
  readonly groupName: string | null
  /** Null, both, for objects without a frame. */
  readonly firstFrame: number | null
  readonly lastFrame: number | null
  readonly frameCount: number
  /** JSON text, in pieces that follow each other; bytes are ASCII. */
  readonly pieces: readonly (string | Uint8Array)[]
}

export const chunkText = ({ pieces }: Pick<ChunkRecord, 'pieces'>): string => pieces.map(String).join('')

/** The content of a frames document: of a group that the export gives as a URL. */
export interface FramesRecord extends Pick<ContentRecord, 'format' | 'chunks' | 'annotations' | 'classifications'> {
  readonly frameCount: number
}

/** The searchable part of an annotation. */
export interface AnnotationEntry {
  /** Index into the record's chunks, of the one that holds the rest. */
  readonly chunk: number
  readonly groupName: string | null
  readonly frameNumber: number | null
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
  readonly annotationKind: string
  readonly keyFrame: boolean | null
  /** Square pixels; null if the geometry has no area or is not measured yet. */
  readonly area: number | null
  /** Pixels. */
  readonly length: number | null
  /** Whether the export has an image of it, which gives its area once it is measured. */
  readonly isMask: boolean
  /** Null if the geometry has none, or is not measured yet. */
  readonly bounds: Bounds | null
}

/** A feature with the frames that the export says it is present in; null where it says only where a person drew it. */
export interface TrackEntry {
  readonly groupName: string
  readonly featureId: string
  readonly segments: readonly Segment[] | null
}

/** A question or a chosen option in a frame that is a feature: it comes and goes as an object does. */
export interface AnswerEntry {
  readonly groupName: string
  readonly frameNumber: number
  readonly featureId: string
  readonly schemaId: string | null
  readonly name: string | null
}

/** One answer of a classification, or the classification itself where it has none. */
export interface ClassificationEntry {
  /** As in ids; null outside of groups. */
  readonly groupName: string | null
  /** Of the chosen option, else of the classification. */
  readonly featureId: string | null
  /** Index into `annotations`; null for a classification of the label, a group or a frame. */
  readonly annotation: number | null
  readonly name: string | null
  readonly value: string | null
  readonly answer: string | null
  readonly text: string | null
}

/** A record that could not be stored, verbatim. */
export interface RejectedRecord {
  /** Line number, from 1. */
  readonly line: number
  /** Offset of the record's first byte in the decompressed source. */
  readonly byteOffset: number
  /** JSON path in the record, such as `$.projects.ID.labels[0]`. */
  readonly path: string
  /** Never holds a value of the export. */
  readonly reason: string
  readonly bytes: Uint8Array
}
