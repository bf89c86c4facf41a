import type {
  AnnotationEntry,
  ClassificationEntry,
  ContentRecord,
  ExportRecord,
  LabelRecord,
  RejectedRecord,
} from '../../model/index.ts'
import type { LoadBatch } from '../store.ts'

/*
 * A batch as it goes to another thread. Cloning its objects one by one would cost more than reading them took, so
 * they travel as JSON text, entries as bare lists; the long texts go beside it, where a copy is all they cost.
 */

export interface BatchMessage {
  readonly json: string
  /** Of all chunks, in the order of the records. */
  readonly chunkTexts: readonly string[]
  /** Of all heads. */
  readonly headTexts: readonly string[]
  /** Of all rejected records. */
  readonly rejectedBytes: readonly Uint8Array[]
}

/** Roughly how much it is, in characters. */
export function messageLength({ json, chunkTexts, headTexts, rejectedBytes }: BatchMessage): number {
  const parts = [json, ...chunkTexts, ...headTexts, ...rejectedBytes]
  return parts.reduce((sum, part) => sum + part.length, 0)
}

interface PlainBatch {
  readonly records: readonly (Omit<ExportRecord, 'labels'> & { readonly labels: readonly PlainLabel[] })[]
  readonly rejects: readonly Omit<RejectedRecord, 'bytes'>[]
}

type PlainLabel = Omit<LabelRecord, 'content'> & { readonly content?: PlainContent }

interface PlainContent extends Omit<ContentRecord, 'head' | 'chunks' | 'annotations' | 'classifications'> {
  readonly chunks: readonly Omit<ContentRecord['chunks'][number], 'text'>[]
  readonly annotations: readonly ReturnType<typeof annotationValues>[]
  readonly classifications: readonly ReturnType<typeof classificationValues>[]
}

export function encodeBatch({ records, rejects }: LoadBatch): BatchMessage {
  const chunkTexts: string[] = []
  const headTexts: string[] = []
  const plain: PlainBatch = {
    records: records.map(record => ({
      ...record,
      labels: record.labels.map(({ content, ...label }) => {
        if (!content) return label
        headTexts.push(content.head)
        for (const { text } of content.chunks) chunkTexts.push(text)
        return { ...label, content: plainContent(content) }
      }),
    })),
    rejects: rejects.map(({ bytes: _, ...reject }) => reject),
  }
  return { json: JSON.stringify(plain), chunkTexts, headTexts, rejectedBytes: rejects.map(({ bytes }) => bytes) }
}

export function decodeBatch({ json, chunkTexts, headTexts, rejectedBytes }: BatchMessage): LoadBatch {
  const plain = JSON.parse(json) as PlainBatch
  const chunks = chunkTexts.values()
  const heads = headTexts.values()
  return {
    records: plain.records.map(record => ({
      ...record,
      labels: record.labels.map(({ content, ...label }): LabelRecord => {
        if (!content) return label
        return { ...label, content: fullContent(content, heads.next().value ?? '', chunks) }
      }),
    })),
    rejects: plain.rejects.map((reject, i) => ({ ...reject, bytes: rejectedBytes[i] ?? new Uint8Array() })),
  }
}

function plainContent({ form, groups, chunks, annotations, classifications }: ContentRecord): PlainContent {
  return {
    form,
    groups,
    chunks: chunks.map(({ text: _, ...chunk }) => chunk),
    annotations: annotations.map(annotationValues),
    classifications: classifications.map(classificationValues),
  }
}

function fullContent(plain: PlainContent, head: string, texts: Iterator<string>): ContentRecord {
  return {
    ...plain,
    head,
    chunks: plain.chunks.map(chunk => ({ ...chunk, text: texts.next().value ?? '' })),
    annotations: plain.annotations.map(
      ([
        chunk,
        groupName,
        groupKey,
        frameNumber,
        featureId,
        schemaId,
        name,
        annotationKind,
        keyFrame,
        area,
        length,
      ]) => ({
        chunk,
        groupName,
        groupKey,
        frameNumber,
        featureId,
        schemaId,
        name,
        annotationKind,
        keyFrame,
        area,
        length,
      }),
    ),
    classifications: plain.classifications.map(([annotation, name, value, answer, text]) => ({
      annotation,
      name,
      value,
      answer,
      text,
    })),
  }
}

const annotationValues = (entry: AnnotationEntry) =>
  [
    entry.chunk,
    entry.groupName,
    entry.groupKey,
    entry.frameNumber,
    entry.featureId,
    entry.schemaId,
    entry.name,
    entry.annotationKind,
    entry.keyFrame,
    entry.area,
    entry.length,
  ] as const

const classificationValues = (entry: ClassificationEntry) =>
  [entry.annotation, entry.name, entry.value, entry.answer, entry.text] as const
