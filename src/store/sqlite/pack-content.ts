import type { ChunkRecord } from '../../model/index.ts'
import { packText, type StoredText } from '../body.ts'
import type { PreparedBatch, PreparedContent, PreparedLabel, PreparedRecord } from '../prepare.ts'

/** A batch whose long texts are compressed: what can be done before the write lock is taken. */
export interface PackedBatch extends Omit<PreparedBatch, 'records'> {
  readonly records: readonly PackedRecord[]
}

export interface PackedRecord extends Omit<PreparedRecord, 'labels'> {
  readonly labels: readonly PackedLabel[]
}

export interface PackedLabel extends Omit<PreparedLabel, 'content'> {
  readonly content: PackedContent
}

/** A content as it is stored: chunks side by side in packs, since compressing costs by the piece. */
export interface PackedContent {
  readonly record: Omit<PreparedContent, 'head' | 'chunks'>
  readonly head: StoredText
  /** Their chunks are the record's, in its order. */
  readonly packs: readonly Pack[]
}

export interface Pack {
  readonly body: StoredText
  readonly chunks: readonly PackedChunk[]
}

/** Where the chunk's text stands in the pack's, in UTF-16 units. */
export interface PackedChunk extends Omit<ChunkRecord, 'text'> {
  readonly start: number
  readonly length: number
}

/** Whoever reads one chunk unpacks its neighbours with it: about as much as one chunk may be itself. */
const PACK_LENGTH = 64 * 1024

export function packBatch({ records, rejects }: PreparedBatch): PackedBatch {
  return { records: records.map(packRecord), rejects }
}

function packRecord(record: PreparedRecord): PackedRecord {
  return { ...record, labels: record.labels.map(label => ({ ...label, content: packContent(label.content) })) }
}

function packContent({ head, chunks, ...record }: PreparedContent): PackedContent {
  return { record, head: packText(head), packs: packChunks(chunks) }
}

export function packChunks(texts: readonly ChunkRecord[]): readonly Pack[] {
  const packs: Pack[] = []
  let chunks: PackedChunk[] = []
  let text = ''
  const finish = () => {
    if (chunks.length > 0) packs.push({ body: packText(text), chunks })
    chunks = []
    text = ''
  }
  for (const { text: own, ...chunk } of texts) {
    if (text.length + own.length > PACK_LENGTH) finish()
    chunks.push({ ...chunk, start: text.length, length: own.length })
    text += own
  }
  finish()
  return packs
}
